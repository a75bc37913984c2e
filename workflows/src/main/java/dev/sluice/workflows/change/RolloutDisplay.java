package dev.sluice.workflows.change;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.EventWords;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.proto.history.v1.ChronicleState;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.rollout.RolloutListener;
import dev.sluice.workflows.wire.InspectionWire;
import dev.sluice.workflows.wire.PlanWire;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Keeps what people see of a rollout true. */
final class RolloutDisplay implements RolloutListener {
  private final ChangePage page;
  private final ChangeMetrics metrics;
  private final RolloutRecord record;
  private final @Nullable StepReport report;
  private ChangeView view;
  private @Nullable Instant bakeStart;
  private @Nullable RolloutState stage;

  RolloutDisplay(ChangePage page, RolloutState state) {
    this.page = page;
    metrics = new ChangeMetrics(page.input().getType());
    record = new RolloutRecord(page);
    view = new ChangeView(state, null, null);
    report = page.input().hasStepOf() ? new StepReport(page.input().getStepOf()) : null;
  }

  /**
   * @param goesOn whether an earlier run of its workflow has shown it already
   */
  void planned(RolloutState state, boolean goesOn) {
    Plan plan = state.plan();
    page.shown().setPlan(PlanWire.toProto(plan)).setTitle(plan.title());
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.SERVICES.valueSet(plan.services()),
        SearchAttributes.SUB_DOMAIN.valueSet(plan.subDomain()),
        SearchAttributes.CLASS.valueSet(plan.classification().changeClass().name()),
        SearchAttributes.RISK.valueSet((long) plan.classification().risk()));
    if (!goesOn) {
      event("PLANNED", "", summary(plan), null);
      record.planned(plan);
    }
    show(state);
  }

  private static String summary(Plan plan) {
    return "%s: %d targets in %d stages, %d batches"
        .formatted(plan.title(), plan.targets(), plan.stages().size(), plan.batches().size());
  }

  /**
   * A stage's child workflow told how far it is.
   *
   * @param number the stage, from 0
   * @param state the change's state
   */
  void stageProgressed(int number, RolloutState at, RolloutState state) {
    if (!ChangeView.isInHand(number, at, state)) {
      return;
    }
    if (at.phase() != Phase.BAKING) {
      bakeStart = null;
    } else if (stage == null || stage.phase() != Phase.BAKING) {
      bakeStart = ChangePage.now();
    }
    stage = at;
  }

  @Override
  public void recorded(RolloutEvent event, RolloutState before, RolloutState after) {
    Instant now = ChangePage.now();
    if (event instanceof RolloutEvent.BakeBegun) {
      boolean again = before.begun() == before.passed() + 1 && before.round() > 0;
      bakeStart = bakeStart != null && again ? bakeStart : now;
    } else if (event instanceof RolloutEvent.BatchBegun
        || event instanceof RolloutEvent.RollbackBegun) {
      bakeStart = null;
    } else if (event instanceof RolloutEvent.Approved approved) {
      page.approved(approved.approval(), approved.reason());
    } else if (event instanceof RolloutEvent.ApprovalExpired expired) {
      page.approvalExpired(expired.actor(), expired.expiry());
    } else if (event instanceof RolloutEvent.Ended) {
      page.ended();
    }
    if (event instanceof RolloutEvent.StageBegun
        || event instanceof RolloutEvent.RevertBegun
        || event instanceof RolloutEvent.StageReverted) {
      stage = null;
    }
    metrics.recorded(event, before, now);
    record.recorded(event, before, after);
    view = new ChangeView(after, stage, bakeStart);
    event(
        EventWords.kind(event),
        EventWords.actor(event),
        EventWords.message(event, after),
        inspectionOf(event));
  }

  private static dev.sluice.proto.v1.@Nullable Inspection inspectionOf(RolloutEvent event) {
    if (event instanceof RolloutEvent.Inspected inspected) {
      return InspectionWire.toProto(inspected.inspection());
    }
    return event instanceof RolloutEvent.Watched watched
        ? InspectionWire.toProto(watched.inspection())
        : null;
  }

  @Override
  public void stageBaked(Duration baked) {
    record.stageBaked(baked);
  }

  /** Before the workflow ends, or goes on in a new run. */
  void closeRecord() {
    record.close();
  }

  Memory memory() {
    return record.memory();
  }

  ChronicleState chronicle() {
    return record.state();
  }

  @Override
  public void decided(RolloutState state) {
    show(state);
  }

  private void show(RolloutState state) {
    ChangeView now = new ChangeView(state, stage, bakeStart);
    view = now;
    page.shown()
        .setPhase(now.phase())
        .setOutcome(now.outcome())
        .setStatusReason(state.reason())
        .setWaitingFor(now.waitingFor(page.input().getRequester()))
        .setProgress(now.progress());
    Inspection newest = now.inspection();
    if (newest != null) {
      page.shown().setInspection(InspectionWire.toProto(newest));
    }
    page.publish(Ways.of(state, page.input().getChangeId()));
    if (report != null) {
      report.tell(page.change());
    }
  }

  private void event(
      String kind,
      String actor,
      String message,
      dev.sluice.proto.v1.@Nullable Inspection inspection) {
    page.event(
        kind,
        actor,
        message,
        inspection,
        new ChangePage.Look(view.phase(), view.outcome(), view.progress()));
  }
}
