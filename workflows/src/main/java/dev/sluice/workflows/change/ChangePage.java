package dev.sluice.workflows.change;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.Events;
import dev.sluice.proto.history.v1.EventsQuery;
import dev.sluice.proto.v1.Approval;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.Progress;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.ledger.LedgerBook;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a change, whatever kind it is: the change as the API shows it, its events, the
 * current details and search attributes.
 */
final class ChangePage {
  private static final int EVENTS_CARRIED = 200;
  private static final int EVENTS_SHOWN = 8;

  private final ChangeInput input;
  private final EventLog events;
  private final Change.Builder change;
  private final ChangeNotices notices;
  private Phase shownPhase = Phase.PHASE_UNSPECIFIED;

  ChangePage(ChangeInput input) {
    this.input = input;
    CarriedOver carried = input.getCarriedOver();
    notices = new ChangeNotices(input);
    events = new EventLog(carried.getEventsList(), carried.getLastEvent());
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

  /**
   * What a change looks like at one moment.
   *
   * @param progress null where batches are not counted
   */
  record Look(Phase phase, dev.sluice.proto.v1.Outcome outcome, @Nullable Progress progress) {}

  ChangeInput input() {
    return input;
  }

  /** To be filled in before {@link #publish}. */
  Change.Builder shown() {
    return change;
  }

  void planning() {
    event("PLANNING", "", "makes the plan for %s".formatted(input.getType()), null, look());
    publish(List.of());
  }

  /** Said once for as long as the reasons stay the same. */
  void heldByPolicies(List<String> reasons) {
    String words = "policies: " + String.join(" ", reasons);
    if (change.getWaitingFor().equals(words)) {
      return;
    }
    change.setWaitingFor(words);
    event("HELD_BY_POLICY", "", "waits for " + words, null, look());
    publish(
        List.of(
            new Ways.Way(
                "sluice abort %s --reason WHY".formatted(input.getChangeId()),
                "ends it untouched")));
  }

  void refusedWhilePlanning(String reason) {
    boolean held = !change.getWaitingFor().isEmpty();
    change
        .setPhase(Phase.ENDED)
        .setWaitingFor("")
        .setOutcome(dev.sluice.proto.v1.Outcome.REFUSED)
        .setStatusReason(reason)
        .setEndTime(TimeWire.toProto(now()));
    event("ENDED", "", "REFUSED: " + reason, null, look());
    new ChangeMetrics(input.getType()).ended(Outcome.REFUSED);
    publish(List.of());
    Duration lasted = Duration.between(TimeWire.toDomain(change.getCreateTime()), now());
    LedgerBook book =
        new LedgerBook(input.getChangeId(), input.getChangeId(), input.getKeepsLedger(), 0);
    book.add(RefusalRecord.of(input, reason, lasted, held), now());
    book.close();
  }

  private Look look() {
    return new Look(change.getPhase(), change.getOutcome(), null);
  }

  void approved(String actor, String reason) {
    change.addApprovals(
        Approval.newBuilder()
            .setApprover(actor)
            .setReason(reason)
            .setTime(TimeWire.toProto(now())));
  }

  void ended() {
    change.setEndTime(TimeWire.toProto(now()));
  }

  void event(
      String kind, String actor, String message, @Nullable Inspection inspection, Look look) {
    ChangeEvent.Builder event =
        ChangeEvent.newBuilder()
            .setTime(TimeWire.toProto(now()))
            .setKind(kind)
            .setActor(actor)
            .setMessage(message)
            .setPhase(look.phase())
            .setOutcome(look.outcome());
    Progress progress = look.progress();
    if (progress != null) {
      event.setProgress(progress);
    }
    if (inspection != null) {
      event.setInspection(inspection);
    }
    events.add(event);
  }

  /**
   * Shows what was filled in.
   *
   * @param ways what a person can do now
   */
  void publish(List<Ways.Way> ways) {
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
    Workflow.setCurrentDetails(
        ChangeDetails.markdown(change.build(), ways, events.newest(EVENTS_SHOWN)));
    notices.shown(change, ways);
  }

  /** Makes sure that whoever is to be told will be, also when this workflow has ended. */
  void handOverNotices() {
    notices.handOver();
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

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
