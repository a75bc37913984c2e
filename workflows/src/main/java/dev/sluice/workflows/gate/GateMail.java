package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.GateCommand;
import dev.sluice.domain.gate.GateSignal;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateQuestion;
import dev.sluice.proto.history.v1.GateWake;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.workflow.Async;
import io.temporal.workflow.ExternalWorkflowStub;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Tells changes what the gate decided. Messages to one change arrive in order: the next is sent
 * when the one before was delivered. Whom a message can't reach has ended.
 */
final class GateMail {
  private static final int MOST_ON_THEIR_WAY = 400;

  private final Map<String, Promise<Boolean>> last = new TreeMap<>();
  private final Consumer<GateSignal> undeliverable;
  private int onTheirWay;

  GateMail(Consumer<GateSignal> undeliverable) {
    this.undeliverable = undeliverable;
  }

  boolean isDelivered() {
    return onTheirWay == 0;
  }

  boolean hasRoom() {
    return onTheirWay < MOST_ON_THEIR_WAY;
  }

  /**
   * @param visit of the claim that it answers
   */
  void send(GateCommand command, int visit) {
    String change = command.change();
    onTheirWay++;
    Promise<Boolean> before = last.getOrDefault(change, Workflow.newPromise(true));
    Promise<Boolean> sent =
        before
            .thenCompose(_ -> signal(change, message(command, visit)))
            .handle((_, failure) -> delivered(change, failure));
    last.put(change, sent);
  }

  private boolean delivered(String change, RuntimeException failure) {
    onTheirWay--;
    Promise<Boolean> newest = last.get(change);
    if (newest != null && newest.isCompleted()) {
      last.remove(change);
    }
    if (failure != null) {
      undeliverable.accept(new GateSignal.Died(List.of(change)));
    }
    return failure == null;
  }

  private static Promise<Void> signal(String change, GateMessage message) {
    ExternalWorkflowStub stub = Workflow.newUntypedExternalWorkflowStub(change);
    return Async.procedure(() -> stub.signal(GateWorkflow.MESSAGE, message));
  }

  private static GateMessage message(GateCommand command, int visit) {
    GateMessage.Builder message = GateMessage.newBuilder().setVisit(visit);
    switch (command) {
      case GateCommand.Open open ->
          message.setOpen(
              GateOpening.newBuilder().setPass(GateWire.toProto(open.pass())).setGate(gate()));
      case GateCommand.Tell tell -> message.setTold(GateWire.toProto(tell.standing()));
      case GateCommand.Suspend suspend -> message.setStop(suspend.stop());
      case GateCommand.Wake wake ->
          message.setWake(GateWake.newBuilder().setPass(GateWire.toProto(wake.pass())));
      case GateCommand.Recall _ -> message.setQuestion(GateQuestion.newBuilder().setGate(gate()));
      case GateCommand.Late late -> message.setLate(late.reason());
      case GateCommand.Refuse refuse -> message.setRefused(refuse.reason());
    }
    return message.build();
  }

  /** The same for all runs of one gate. */
  static String gate() {
    return Workflow.getInfo().getFirstExecutionRunId();
  }
}
