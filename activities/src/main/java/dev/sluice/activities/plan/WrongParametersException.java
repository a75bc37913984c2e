package dev.sluice.activities.plan;

import dev.sluice.domain.changetype.Fault;
import java.util.List;
import java.util.stream.Collectors;

/** A change's parameters don't fit its type. */
public final class WrongParametersException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  WrongParametersException(List<Fault> faults) {
    super(
        faults.stream()
            .map(fault -> fault.path() + ": " + fault.message())
            .collect(Collectors.joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** Every wrong parameter, with what would be right. */
  public List<Fault> faults() {
    return faults;
  }
}
