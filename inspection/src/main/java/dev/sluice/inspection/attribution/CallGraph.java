package dev.sluice.inspection.attribution;

import java.util.List;

/**
 * Who calls whom.
 *
 * @param calls each once
 */
public record CallGraph(List<Call> calls) {
  public CallGraph {
    calls = calls.stream().distinct().toList();
  }

  /** Whom a service calls. */
  List<String> callees(String service) {
    return calls.stream().filter(call -> call.caller().equals(service)).map(Call::callee).toList();
  }

  /** Who calls a service. */
  List<String> callers(String service) {
    return calls.stream().filter(call -> call.callee().equals(service)).map(Call::caller).toList();
  }
}
