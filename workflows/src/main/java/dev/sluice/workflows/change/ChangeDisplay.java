package dev.sluice.workflows.change;

import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.EventWords;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.v1.Approval;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Phase;
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
  private Phase shownPhase = Phase.PHASE_UNSPECIFIED;

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
            .setPhase(Phase.PLANNING)
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
        .setPhase(Phase.ENDED)
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

  void stageProgressed(RolloutState at) {
    stage = at;
  }

  @Override
  public void recorded(RolloutEvent event, RolloutState before, RolloutState after) {
    Instant now = now();
    switch (event) {
      case RolloutEvent.BakeBegun bake -> {
        if (bakeStart == null || before.begun() != before.passed() + 1 || before.round() == 0) {
          bakeStart = now;
        }
      }
      case RolloutEvent.BatchBegun _, RolloutEvent.RollbackBegun _ -> bakeStart = null;
      case RolloutEvent.StageBegun _ -> stage = null;
      case RolloutEvent.Approved approved ->
          change.addApprovals(
              Approval.newBuilder()
                  .setApprover(approved.actor())
                  .setReason(approved.reason())
                  .setTime(TimeWire.toProto(now)));
      case RolloutEvent.Ended _ -> change.setEndTime(TimeWire.toProto(now));
      default -> {}
    }
    metrics.recorded(event, now);
    view = new ChangeView(after, stage == null ? null : stage.phase(), bakeStart);
    event(
        EventWords.kind(event),
        EventWords.actor(event),
        EventWords.message(event, after),
        inspectionOf(event));
  }

  private static dev.sluice.proto.v1.@Nullable Inspection inspectionOf(RolloutEvent event) {
    return switch (event) {
      case RolloutEvent.Inspected inspected -> InspectionWire.toProto(inspected.inspection());
      case RolloutEvent.Watched watched -> InspectionWire.toProto(watched.inspection());
      default -> null;
    };
  }

  @Override
  public void decided(RolloutState state) {
    show(state);
  }

  private void show(RolloutState state) {
    ChangeView now = new ChangeView(state, stage == null ? null : stage.phase(), bakeStart);
    view = now;
    change
        .setPhase(now.phase())
        .setOutcome(now.outcome())
        .setStatusReason(state.reason())
        .setWaitingFor(now.waitingFor(input.getChangeId(), input.getRequester()))
        .setProgress(now.progress());
    if (state.inspection() != null) {
      change.setInspection(InspectionWire.toProto(state.inspection()));
    }
    publish();
  }

  private void publish() {
    change.setLastEvent(events.last()).setUpdateTime(TimeWire.toProto(now()));
    if (change.getPhase() != shownPhase) {
      shownPhase = change.getPhase();
      List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
      updates.add(SearchAttributes.PHASE.valueSet(shownPhase.name()));
      if (shownPhase == Phase.ENDED) {
        updates.add(SearchAttributes.OUTCOME.valueSet(change.getOutcome().name()));
      }
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
    }
    Workflow.setCurrentDetails(ChangeDetails.markdown(change.build(), recent()));
  }

  private List<String> recent() {
    return events.newest(EVENTS_SHOWN).stream()
        .map(event ->
            ChangeDetails.clock(TimeWire.toDomain(event.getTime())) + " " + event.getMessage())
        .toList();
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
    return events.after(query, change.getPhase() == Phase.ENDED);
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
