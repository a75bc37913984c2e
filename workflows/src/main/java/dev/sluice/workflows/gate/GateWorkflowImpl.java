package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.GateCommand;
import dev.sluice.domain.gate.GateDecision;
import dev.sluice.domain.gate.GateSignal;
import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Gates;
import dev.sluice.domain.gate.Stop;
import dev.sluice.proto.history.v1.Exemption;
import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateInput;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.GateRules;
import dev.sluice.proto.history.v1.IncidentEnd;
import dev.sluice.workflows.rollout.WakeTimer;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;

/** Makes the gate durable: hears signals one after the other, and tells changes what follows. */
public final class GateWorkflowImpl implements GateWorkflow {
  private final Logger log = Workflow.getLogger(GateWorkflowImpl.class);
  private final Deque<GateSignal> inbox = new ArrayDeque<>();
  private final GateMail mail = new GateMail(inbox::add);
  private final RollCall rollCall = new RollCall(inbox::add);
  private final boolean recalls;
  private GateState state;
  private boolean ruled;

  @WorkflowInit
  public GateWorkflowImpl(GateInput input) {
    recalls = input.getRecalls();
    state = GateCarry.unpack(input);
  }

  @Override
  public void run(GateInput same) {
    if (recalls) {
      inbox.addFirst(new GateSignal.Lost());
      new Recollection(this::recollected).begin();
    } else {
      inbox.addFirst(new GateSignal.Woken());
    }
    WakeTimer timer = new WakeTimer("a freeze or a start", () -> inbox.add(new GateSignal.Woken()));
    while (!leaves()) {
      Workflow.await(() -> !inbox.isEmpty() || leaves());
      hear();
      Workflow.setCurrentDetails(GateDetails.markdown(state, now()));
      timer.set(Gates.nextWake(state, now()).orElse(null));
      rollCall.keep(state);
    }
    timer.set(null);
    rollCall.stop();
    Workflow.continueAsNew(GateCarry.pack(state));
  }

  /** Only while no message is on its way, so that none is lost. */
  private boolean leaves() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        && mail.isDelivered()
        && inbox.isEmpty()
        && state.recall().listed()
        && Workflow.isEveryHandlerFinished();
  }

  private void hear() {
    for (GateSignal signal = inbox.poll(); signal != null; signal = inbox.poll()) {
      GateState before = state;
      GateDecision decision = Gates.decide(before, signal, now());
      state = decision.state();
      decision.commands().forEach(command -> obey(command, before));
      if (decision.more()) {
        inbox.add(new GateSignal.Woken());
        // Bounds how many messages are on their way.
        Workflow.await(mail::hasRoom);
      }
    }
  }

  private void obey(GateCommand command, GateState before) {
    log.debug("{}", command);
    // Who is sent away is found in the state before only, who has just asked only in the new one.
    mail.send(
        command, state.visit(command.change()).orElse(before.visit(command.change()).orElse(0)));
  }

  @Override
  public void ask(GateClaim claim) {
    take(claim);
    rollCall.somebodyAsked();
  }

  private void take(GateClaim proto) {
    Claim claim = GateWire.toDomain(proto);
    inbox.add(proto.getBegun() ? new GateSignal.Runs(claim) : new GateSignal.Asked(claim));
  }

  @Override
  public void answer(GateAnswer answer) {
    if (answer.hasClaim()) {
      take(answer.getClaim());
    }
    // What was said to a gate before this one may be old.
    if (answer.getGate().equals(GateMail.gate())) {
      inbox.add(new GateSignal.Answered(answer.getChange()));
    }
  }

  private void recollected(GateRoster roster, boolean all) {
    if (!ruled) {
      inbox.add(new GateSignal.Ruled(GateWire.toDomain(roster.getRules())));
    }
    inbox.add(new GateSignal.Recalled(roster.getChangesList(), all));
  }

  @Override
  public void leave(GateLeave leave) {
    inbox.add(new GateSignal.Left(leave.getChange()));
  }

  @Override
  public void rule(GateRules rules) {
    ruled = true;
    inbox.add(new GateSignal.Ruled(GateWire.toDomain(rules)));
  }

  @Override
  public dev.sluice.proto.history.v1.GateState declareIncident(
      dev.sluice.proto.history.v1.Stop incident) {
    inbox.add(new GateSignal.IncidentDeclared(GateWire.toDomain(incident)));
    return heard();
  }

  @Override
  public void validateDeclareIncident(dev.sluice.proto.history.v1.Stop incident) {
    Stop stop = GateWire.toDomain(incident);
    if (state.rules().freezes().stream().anyMatch(one -> one.name().equals(stop.name()))) {
      throw refusal("a freeze is called %s already: take another name".formatted(stop.name()));
    }
  }

  @Override
  public dev.sluice.proto.history.v1.GateState endIncident(IncidentEnd end) {
    log.info("{} ended incident {}: {}", end.getActor(), end.getName(), end.getReason());
    inbox.add(new GateSignal.IncidentEnded(end.getName()));
    return heard();
  }

  @Override
  public void validateEndIncident(IncidentEnd end) {
    if (state.incidents().stream().noneMatch(one -> one.name().equals(end.getName()))) {
      throw refusal(
          "there is no incident %s: there are %s"
              .formatted(end.getName(), state.incidents().stream().map(Stop::name).toList()));
    }
  }

  @Override
  public dev.sluice.proto.history.v1.GateState exempt(Exemption exemption) {
    inbox.add(new GateSignal.Exempted(exemption.getChange(), GateWire.exemption(exemption)));
    return heard();
  }

  @Override
  public void validateExempt(Exemption exemption) {
    String change = exemption.getChange();
    if (state.inside(change).isEmpty() && state.waiting(change).isEmpty()) {
      throw refusal(
          "%s neither runs nor waits at the gate: it can be exempted once it is approved"
              .formatted(change));
    }
  }

  private static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, "WRONG_STATE");
  }

  private dev.sluice.proto.history.v1.GateState heard() {
    Workflow.await(inbox::isEmpty);
    return describe();
  }

  @Override
  public dev.sluice.proto.history.v1.GateState describe() {
    return GateWire.toProto(state);
  }

  @Override
  public dev.sluice.proto.history.v1.GateState inside() {
    return GateWire.toProto(
        new GateState(state.rules(), state.incidents(), state.inside(), List.of(), state.recall()));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
