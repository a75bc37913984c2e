package dev.sluice.workflows.change;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.EventWords;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.v1.Approval;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.rollout.RolloutListener;
import dev.sluice.workflows.wire.InspectionWire;
import dev.sluice.workflows.wire.PlanWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what people see of a change true: events, current details, search attributes. */
final class ChangeDisplay implements RolloutListener {
  private static final int EVENTS_CARRIED = 200;
  private static final int EVENTS_SHOWN = 8;

  private final ChangeInput input;
  private final EventLog events;
  private final ChangeMetrics metrics;
  private final Change.Builder change;
  private @Nullable ChangeView view;
  private @Nullable Instant bakeStart;
  private @Nullable RolloutState stage;
  private dev.sluice.proto.v1.Phase shownPhase = dev.sluice.proto.v1.Phase.PHASE_UNSPECIFIED;

  ChangeDisplay(ChangeInput input) {
    this.input = input;
    CarriedOver carried = input.getCarriedOver();
    events = new EventLog(carried.getEventsList(), carried.getLastEvent());
    metrics = new ChangeMetrics(input.getType());
    Instant created = input.hasCarriedOver() ? TimeWire.toDomain(carried.getCreateTime()) : now();
    change =
        Change.newBuilder()
            .setName("changes/" + input.getChangeId())
            .setType("changeTypes/" + input.getType())
            .setRequester(input.getRequester())
            .setReason(input.getReason())
            .putAllParameters(input.getParametersMap())
            .setPhase(dev.sluice.proto.v1.Phase.PLANNING)
            .addAllApprovals(carried.getApprovalsList())
            .setCreateTime(TimeWire.toProto(created))
            .setUpdateTime(TimeWire.toProto(created));
  }

  void planning() {
    event("PLANNING", "", "makes the plan for %s".formatted(input.getType()), null);
    publish();
  }

  void refusedWhilePlanning(String reason) {
    Instant now = now();
    change
        .setPhase(dev.sluice.proto.v1.Phase.ENDED)
        .setOutcome(dev.sluice.proto.v1.Outcome.REFUSED)
        .setStatusReason(reason)
        .setEndTime(TimeWire.toProto(now));
    event("ENDED", "", "REFUSED: " + reason, null);
    metrics.ended(Outcome.REFUSED);
    publish();
  }

  void planned(RolloutState state) {
    Plan plan = state.plan();
    change.setPlan(PlanWire.toProto(plan)).setTitle(plan.title());
    view = new ChangeView(state, null, bakeStart);
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.SERVICES.valueSet(plan.services()),
        SearchAttributes.SUB_DOMAIN.valueSet(plan.subDomain()),
        SearchAttributes.CLASS.valueSet(plan.classification().changeClass().name()),
        SearchAttributes.RISK.valueSet((long) plan.classification().risk()));
    if (!input.hasCarriedOver()) {
      event("PLANNED", "", summary(plan), null);
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
      bakeStart = now();
    }
    stage = at;
  }

  @Override
  public void recorded(RolloutEvent event, RolloutState before, RolloutState after) {
    Instant now = now();
    if (event instanceof RolloutEvent.BakeBegun) {
      boolean again = before.begun() == before.passed() + 1 && before.round() > 0;
      bakeStart = bakeStart != null && again ? bakeStart : now;
    } else if (event instanceof RolloutEvent.BatchBegun
        || event instanceof RolloutEvent.RollbackBegun) {
      bakeStart = null;
    } else if (event instanceof RolloutEvent.Approved approved) {
      change.addApprovals(
          Approval.newBuilder()
              .setApprover(approved.actor())
              .setReason(approved.reason())
              .setTime(TimeWire.toProto(now)));
    } else if (event instanceof RolloutEvent.Ended) {
      change.setEndTime(TimeWire.toProto(now));
    }
    if (event instanceof RolloutEvent.StageBegun
        || event instanceof RolloutEvent.RevertBegun
        || event instanceof RolloutEvent.StageReverted) {
      stage = null;
    }
    metrics.recorded(event, before, now);
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
  public void decided(RolloutState state) {
    show(state);
  }

  private void show(RolloutState state) {
    ChangeView now = new ChangeView(state, stage, bakeStart);
    view = now;
    change
        .setPhase(now.phase())
        .setOutcome(now.outcome())
        .setStatusReason(state.reason())
        .setWaitingFor(now.waitingFor(input.getRequester()))
        .setProgress(now.progress());
    Inspection newest = now.inspection();
    if (newest != null) {
      change.setInspection(InspectionWire.toProto(newest));
    }
    publish();
  }

  private void publish() {
    change.setLastEvent(events.last()).setUpdateTime(TimeWire.toProto(now()));
    if (change.getPhase() != shownPhase) {
      shownPhase = change.getPhase();
      List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
      updates.add(SearchAttributes.PHASE.valueSet(shownPhase.name()));
      if (shownPhase == dev.sluice.proto.v1.Phase.ENDED) {
        updates.add(SearchAttributes.OUTCOME.valueSet(change.getOutcome().name()));
      }
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
    }
    Workflow.setCurrentDetails(
        ChangeDetails.markdown(change.build(), ways(), events.newest(EVENTS_SHOWN)));
  }

  private List<Ways.Way> ways() {
    return view == null ? List.of() : Ways.of(view.state(), input.getChangeId());
  }

  private void event(
      String kind,
      String actor,
      String message,
      dev.sluice.proto.v1.@Nullable Inspection inspection) {
    ChangeEvent.Builder event =
        ChangeEvent.newBuilder()
            .setTime(TimeWire.toProto(now()))
            .setKind(kind)
            .setActor(actor)
            .setMessage(message);
    ChangeView shown = view;
    if (shown == null) {
      event.setPhase(change.getPhase()).setOutcome(change.getOutcome());
    } else {
      event.setPhase(shown.phase()).setOutcome(shown.outcome()).setProgress(shown.progress());
    }
    if (inspection != null) {
      event.setInspection(inspection);
    }
    events.add(event);
  }

  Change change() {
    return change.build();
  }

  Events events(EventsQuery query) {
    return events.after(query, change.getPhase() == dev.sluice.proto.v1.Phase.ENDED);
  }

  CarriedOver.Builder carriedOver() {
    return CarriedOver.newBuilder()
        .addAllEvents(events.newest(EVENTS_CARRIED))
        .setLastEvent(events.last())
        .setCreateTime(change.getCreateTime())
        .addAllApprovals(change.getApprovalsList());
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
