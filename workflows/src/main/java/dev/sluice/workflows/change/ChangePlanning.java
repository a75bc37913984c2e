package dev.sluice.workflows.change;

import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Classification;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.PlanOrder;
import dev.sluice.proto.history.v1.RiskOrder;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.plan.PlanActivities;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.wire.BeginningWire;
import dev.sluice.workflows.wire.PlanWire;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans a change, as often as it takes: again while policies hold it, and when what was planned is
 * not true any more before anything is touched.
 */
final class ChangePlanning {
  /** Between two plans. */
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** A change that misses its time so often never finds one. */
  private static final int MOST_LATE = 50;

  private final ChangeInput input;
  private final ChangePage page;
  private final Beginning beginning;
  private @Nullable ChangePlan newest;
  private @Nullable CancellationScope inHand;
  private boolean pauses;
  private boolean lowered;
  private @Nullable String ended;

  ChangePlanning(ChangePage page) {
    this.page = page;
    input = page.input();
    beginning = page.beginning();
  }

  /** Null when the change is refused before anything is touched. */
  @Nullable ChangePlan first() {
    page.planning();
    return approvedOf(unheld());
  }

  /**
   * What was planned before was given up untouched. Null when the change is refused.
   *
   * @param plan that was given up
   */
  @Nullable ChangePlan again(ChangePlan plan) {
    newest = plan;
    boolean atOnce = lowered;
    lowered = false;
    page.planningAgain(atOnce ? "" : "its next plan: it missed its time to begin");
    if (!atOnce) {
      int late = beginning.lateAgain();
      if (late > MOST_LATE) {
        ended = "it missed its time to begin %d times: start it when it can begin".formatted(late);
        return null;
      }
      if (!pause(pauseBefore(late), "its time to begin was over: plan again")) {
        return null;
      }
    }
    return approvedOf(unheld());
  }

  /** Why there is no plan; empty while there may be one. */
  String ended() {
    return String.valueOf(ended);
  }

  /** What is planned is what runs from now on. */
  void isOver() {
    inHand = null;
  }

  /** Whether a plan is being made, or waited for. */
  boolean isUnderWay() {
    return inHand != null;
  }

  /** Ends the change. */
  void end(String reason) {
    CancellationScope scope = inHand;
    if (scope != null) {
      ended = reason;
      scope.cancel();
    }
  }

  /** Another plan of the change runs than those that were planned here. */
  void runs(ChangePlan plan) {
    newest = plan;
  }

  /**
   * Why the risk can't be lowered so, and what would help; empty when it can.
   *
   * @param waits whether it waits with a plan, before the gate has let it in
   */
  Optional<String> refusal(RiskOrder order, boolean waits) {
    ChangePlan plan = newest;
    if (input.hasStepOf()) {
      return Optional.of(
          "it is a step: lower the risk of %s".formatted(input.getStepOf().getChangeId()));
    }
    if (isUnderWay() && !pauses) {
      return Optional.of("the change is being planned just now: try again in a moment");
    }
    if (plan == null || !(waits || pauses)) {
      return Optional.of("a risk is lowered before a change is let in at the gate: it is too late");
    }
    Classification classification = plan.classification();
    return RiskLowering.refusal(
        classification.risk(),
        order.getTo(),
        order.getReason(),
        order.getRole(),
        order.getRolesList(),
        classification.changeClass() == ChangeClass.EMERGENCY);
  }

  /** Plans again at once, or as soon as what runs is given up. */
  RiskLowering lower(RiskOrder order, int risk) {
    RiskLowering before = beginning.lowering();
    int from = before == null ? risk : Math.max(risk, before.from());
    RiskLowering lowering =
        new RiskLowering(order.getActor(), order.getRole(), from, order.getTo(), order.getReason());
    beginning.lower(lowering);
    lowered = true;
    CancellationScope scope = inHand;
    if (pauses && scope != null) {
      scope.cancel();
    }
    return lowering;
  }

  /** The risk of the newest plan; 0 before there is one. */
  int risk() {
    return newest == null ? 0 : newest.classification().risk();
  }

  private @Nullable ChangePlan approvedOf(@Nullable ChangePlan plan) {
    if (plan != null) {
      List<String> differences = beginning.differences(plan);
      if (!differences.isEmpty()) {
        beginning.forgetApprovals();
        page.approvalsVoid(
            "what was approved has changed (%s)".formatted(String.join(", ", differences)));
      }
    }
    return plan;
  }

  /**
   * What policies hold is planned again later, until they don't. Null when the change is refused
   * before anything is touched.
   */
  private @Nullable ChangePlan unheld() {
    ChangePlan plan = plan();
    int held = 0;
    while (plan != null && !plan.classification().controls().holds().isEmpty()) {
      held++;
      page.heldByPolicies(plan.classification().controls().holds());
      if (!pause(pauseBefore(held), "policies hold it: plan again")) {
        return null;
      }
      plan = plan();
    }
    return plan;
  }

  private static Duration pauseBefore(int time) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(time - 1, 10));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /** False when somebody ended the change meanwhile. */
  private boolean pause(Duration pause, String why) {
    if (historyIsLong()) {
      goOnInANewRun();
    }
    TimerOptions named = TimerOptions.newBuilder().setSummary(why).build();
    List<Promise<Void>> timer = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> timer.add(Workflow.newTimer(pause, named)));
    inHand = scope;
    scope.run();
    pauses = true;
    try {
      timer.getFirst().get();
      return true;
    } catch (TemporalFailure failure) {
      if (lowered && ended == null && !isCancelled()) {
        return true;
      }
      noteEnd(failure);
      return false;
    } finally {
      pauses = false;
    }
  }

  private static boolean isCancelled() {
    return CancellationScope.current().isCancelRequested();
  }

  private void noteEnd(TemporalFailure failure) {
    if (ended == null) {
      ended = Failures.words(failure);
    }
  }

  /** Those that began before they could do so stay in their run. */
  private static boolean historyIsLong() {
    return Workflow.getInfo().isContinueAsNewSuggested()
        && Workflow.getVersion("planning-goes-on-in-a-new-run", Workflow.DEFAULT_VERSION, 1) == 1;
  }

  private void goOnInANewRun() {
    ChangeWorkflowImpl.letHandlersFinish();
    beginning.settle();
    page.handOverNotices();
    page.book().close();
    Workflow.continueAsNew(input.toBuilder().setCarriedOver(page.carriedOver()).build());
  }

  /** Null when the change is refused before anything is touched. */
  private @Nullable ChangePlan plan() {
    PlanActivities activities =
        Workflow.newActivityStub(
            PlanActivities.class, ActivityLimits.asking("make the plan; touches nothing"));
    PlanOrder order = order();
    lowered = false;
    List<Promise<dev.sluice.proto.v1.Plan>> made = new ArrayList<>();
    CancellationScope scope =
        Workflow.newCancellationScope(() -> made.add(Async.function(activities::plan, order)));
    inHand = scope;
    scope.run();
    try {
      ChangePlan plan = PlanWire.changePlan(made.getFirst().get());
      newest = plan;
      page.planned(plan);
      return plan;
    } catch (TemporalFailure failure) {
      noteEnd(failure);
      return null;
    }
  }

  private PlanOrder order() {
    PlanOrder.Builder order =
        PlanOrder.newBuilder()
            .setChangeId(input.getChangeId())
            .setType(input.getType())
            .putAllParameters(input.getParametersMap())
            .setRequester(input.getRequester());
    RiskLowering lowering = beginning.lowering();
    if (lowering != null) {
      order.setLowering(BeginningWire.toProto(lowering));
    }
    return order.build();
  }
}
