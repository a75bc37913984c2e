package dev.sluice.workflows.guard;

import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.guard.GuardAnswer;
import dev.sluice.domain.guard.GuardCommand;
import dev.sluice.domain.guard.GuardDecision;
import dev.sluice.domain.guard.GuardPhase;
import dev.sluice.domain.guard.GuardSignal;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.guard.GuardTerms;
import dev.sluice.domain.guard.Guards;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Words;
import dev.sluice.proto.history.v1.BakeOrder;
import dev.sluice.proto.history.v1.ChangeWindow;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GuardCall;
import dev.sluice.proto.history.v1.GuardCarry;
import dev.sluice.proto.history.v1.GuardEnd;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.GuardWord;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.StepAnswer;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.inspection.InspectionActivities;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.wire.GateWire;
import dev.sluice.workflows.wire.GuardWire;
import dev.sluice.workflows.wire.InspectionWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a guarded or reported change durable: hears calls, and does what follows. */
public final class GuardWorkflowImpl implements GuardWorkflow {
  /** How long a call waits for an inspection or for the gate: less than a call may last. */
  private static final Duration CALL = Duration.ofSeconds(12);

  private static final Duration GATE_ANSWERS = Duration.ofSeconds(5);

  private final GuardInput input;
  private final GuardTerms terms;
  private final String id;
  private final GuardRecord record;
  private final GateVisit visit;
  private final StepRecord changed;
  private GuardState state;
  private boolean begun;
  private Instant heardAt = GuardRecord.now();
  private Instant stepStart;
  private @Nullable Inspection inspection;

  @WorkflowInit
  public GuardWorkflowImpl(GuardInput input) {
    this.input = input;
    terms = GuardWire.terms(input);
    id = GuardWorkflow.idOf(input.getGuard());
    record = new GuardRecord(input, terms, id);
    visit = new GateVisit(input, id);
    begun = input.hasCarry();
    GuardCarry carry = input.getCarry();
    changed = new StepRecord(carry.getTargetsList());
    state = carry.hasState() ? GuardWire.toDomain(carry.getState()) : GuardState.START;
    stepStart = TimeWire.toDomain(carry.getStepStart());
    inspection = carry.hasInspection() ? carry.getInspection() : null;
  }

  @Override
  public void run(GuardInput same) {
    begin();
    Duration silence = TimeWire.toDomain(input.getSilence());
    while (!state.phase().isEnd() && !leaves()) {
      Instant heard = heardAt;
      Duration left = Duration.between(GuardRecord.now(), heard.plus(silence));
      boolean quiet =
          !Workflow.await(
              left.isNegative() ? Duration.ZERO : left,
              () -> state.phase().isEnd() || leaves() || !heardAt.equals(heard));
      if (quiet && state.phase() != GuardPhase.STEP_WATCHED) {
        hear(new GuardSignal.Quiet(Words.of(silence)));
      } else if (quiet) {
        Workflow.await(() -> state.phase() != GuardPhase.STEP_WATCHED);
        heardAt = GuardRecord.now();
      }
    }
    if (!state.phase().isEnd()) {
      Workflow.continueAsNew(input.toBuilder().setCarry(carry()).build());
      return;
    }
    record.close();
    Workflow.await(visit::isDone);
    Workflow.await(Workflow::isEveryHandlerFinished);
  }

  /** A call may be heard before the workflow itself begins. */
  private void begin() {
    if (!begun) {
      begun = true;
      record.registered();
      hear(new GuardSignal.Started());
    }
  }

  /** Only while nothing is under way, so that nothing is lost. */
  private boolean leaves() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        && state.phase() != GuardPhase.STEP_WATCHED
        && record.isWritten()
        && visit.isDone()
        && Workflow.isEveryHandlerFinished();
  }

  private GuardCarry carry() {
    GuardCarry.Builder carry =
        GuardCarry.newBuilder()
            .setState(GuardWire.toProto(state))
            .addAllTargets(changed.all())
            .setStepStart(TimeWire.toProto(stepStart))
            .setChronicle(record.state());
    if (inspection != null) {
      carry.setInspection(inspection);
    }
    return carry.build();
  }

  private void hear(GuardSignal signal) {
    begin();
    GuardState before = state;
    GuardDecision decision = Guards.decide(terms, state, signal);
    state = decision.state();
    if (before.phase() != GuardPhase.IN_STEP && state.phase() == GuardPhase.IN_STEP) {
      stepStart = GuardRecord.now();
    }
    record.heard(signal, before, state, targetsChanged());
    Workflow.setCurrentDetails(GuardReport.markdown(describe()));
    for (GuardCommand command : decision.commands()) {
      switch (command) {
        case ASK_GATE -> visit.ask(this::gate);
        case WATCH_STEP -> watch(state.step());
        case LEAVE_GATE -> visit.leave();
      }
    }
  }

  /** Of a reported change its word is all that is known. */
  private int targetsChanged() {
    return terms.guarded() ? changed.count() : input.getTargets();
  }

  private void watch(int step) {
    ChangeWindow window =
        ChangeWindow.newBuilder()
            .setStartTime(TimeWire.toProto(stepStart))
            .setEndTime(TimeWire.toProto(GuardRecord.now()))
            .build();
    BakeOrder order = changed.order(input, id, window);
    InspectionActivities activities =
        Workflow.newActivityStub(
            InspectionActivities.class,
            ActivityLimits.baking(
                TimeWire.toDomain(order.getMaximum()),
                "watch what step %d changed".formatted(step)));
    var _ =
        Async.function(activities::bake, order)
            .handle((said, failure) -> {
              judged(step, said, failure);
              return failure == null;
            });
  }

  /** Never a pass for want of an answer. */
  private void judged(int step, @Nullable Inspection said, @Nullable RuntimeException failure) {
    heardAt = GuardRecord.now();
    if (said == null) {
      hear(
          new GuardSignal.Judged(
              step,
              Verdict.INCONCLUSIVE,
              "the inspection could not be made: " + Failures.words(failure)));
      return;
    }
    inspection = said;
    if (!state.phase().isEnd()) {
      record.judged(step, InspectionWire.toDomain(said));
    }
    hear(
        new GuardSignal.Judged(
            step, InspectionWire.toDomain(said.getVerdict()), said.getSummary()));
  }

  @Override
  public StepAnswer beginStep(GuardCall call) {
    begin();
    heardAt = GuardRecord.now();
    if (state.gate() == GateStance.WAITING && state.told().isEmpty()) {
      Workflow.await(
          GATE_ANSWERS, () -> state.gate() == GateStance.OPEN || !state.told().isEmpty());
    }
    hear(new GuardSignal.BeginAsked(call.getStep()));
    return answer(call.getStep());
  }

  @Override
  public void validateBeginStep(GuardCall call) {
    requireOwn(call.getActor());
    if (!call.getFingerprint().isEmpty() && !call.getFingerprint().equals(input.getFingerprint())) {
      throw refusal(
          "it was begun with another type, other parameters or other terms: take another id");
    }
    require(new GuardSignal.BeginAsked(call.getStep()));
  }

  @Override
  public StepAnswer endStep(GuardCall call) {
    heardAt = GuardRecord.now();
    if (state.phase() == GuardPhase.IN_STEP && call.getStep() == state.step()) {
      changed.add(call.getTargetsList());
    }
    hear(new GuardSignal.EndTold(call.getStep()));
    if (state.phase() == GuardPhase.STEP_WATCHED && call.getStep() == state.step()) {
      Workflow.await(CALL, () -> state.phase() != GuardPhase.STEP_WATCHED);
    }
    return answer(call.getStep());
  }

  @Override
  public void validateEndStep(GuardCall call) {
    requireOwn(call.getActor());
    require(new GuardSignal.EndTold(call.getStep()));
    if (state.phase() != GuardPhase.IN_STEP || call.getStep() != state.step()) {
      return;
    }
    if (terms.inspects() && call.getTargetsCount() == 0) {
      throw refusal("name the targets that step %d changed".formatted(call.getStep()));
    }
    int count = changed.countWith(call.getTargetsList());
    if (count > MOST_TARGETS) {
      throw refusal(
          "%d targets are more than the %d that one guarded change may touch: begin another for the rest"
              .formatted(count, MOST_TARGETS));
    }
  }

  private StepAnswer answer(int step) {
    GuardAnswer answer = Guards.answer(terms, state, step);
    return GuardReport.answer(answer, describe());
  }

  @Override
  public Guard end(GuardEnd end) {
    hear(ended(end));
    return describe();
  }

  @Override
  public void validateEnd(GuardEnd end) {
    requireOwn(end.getActor());
    require(ended(end));
  }

  private static GuardSignal ended(GuardEnd end) {
    return new GuardSignal.Ended(Outcome.valueOf(end.getOutcome()), end.getReason());
  }

  @Override
  public Guard approve(GuardWord word) {
    hear(approved(word));
    return describe();
  }

  @Override
  public void validateApprove(GuardWord word) {
    require(approved(word));
  }

  private static GuardSignal approved(GuardWord word) {
    return new GuardSignal.Approved(word.getActor(), word.getReason());
  }

  @Override
  public Guard decide(GuardWord word) {
    hear(decided(word));
    return describe();
  }

  @Override
  public void validateDecide(GuardWord word) {
    require(decided(word));
  }

  private static GuardSignal decided(GuardWord word) {
    return new GuardSignal.Decided(
        word.getStep(), word.getPass(), word.getActor(), word.getReason());
  }

  private void require(GuardSignal signal) {
    Optional<String> why = Guards.refusal(terms, state, signal);
    if (why.isPresent()) {
      throw refusal(why.get());
    }
  }

  private void requireOwn(String actor) {
    if (!actor.equals(input.getRequester())) {
      throw ApplicationFailure.newNonRetryableFailure(
          "only %s, who began it, may say how it goes".formatted(input.getRequester()),
          "NOT_ALLOWED");
    }
  }

  private static ApplicationFailure refusal(String why) {
    return ApplicationFailure.newNonRetryableFailure(why, "WRONG_STATE");
  }

  @Override
  public void gate(GateMessage message) {
    switch (message.getMessageCase()) {
      case TOLD -> hear(new GuardSignal.Told(GateWire.toDomain(message.getTold())));
      case OPEN -> {
        if (!visit.isOutdated(message.getOpen())) {
          hear(new GuardSignal.Opened(GateWire.toDomain(message.getOpen().getPass())));
        }
      }
      case REFUSED -> hear(new GuardSignal.Refused(message.getRefused()));
      // Its own platform plans it; only that can plan it again.
      case LATE -> hear(new GuardSignal.Refused(message.getLate()));
      case STOP -> hear(new GuardSignal.Suspended(message.getStop()));
      case WAKE -> hear(new GuardSignal.Woken(GateWire.toDomain(message.getWake().getPass())));
      case QUESTION -> visit.answer(message.getQuestion(), stance());
      case MESSAGE_NOT_SET -> {}
    }
  }

  private GateStance stance() {
    return state.phase().isEnd() ? GateStance.NOT_ASKED : state.gate();
  }

  @Override
  public Guard describe() {
    Guard.Builder guard =
        GuardReport.of(input, terms, state)
            .setTargetsChanged(changed.count())
            .setCreateTime(TimeWire.toProto(record.begun()));
    if (inspection != null) {
      guard.setInspection(inspection);
    }
    return guard.build();
  }
}
