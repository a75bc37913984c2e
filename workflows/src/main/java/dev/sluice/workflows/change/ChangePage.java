package dev.sluice.workflows.change;

import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.plan.ChangePlan;
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
import dev.sluice.workflows.ledger.Registration;
import dev.sluice.workflows.wire.MemoryWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
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
  private final Beginning beginning;
  private final LedgerBook book;
  private Phase shownPhase = Phase.PHASE_UNSPECIFIED;

  ChangePage(ChangeInput input) {
    this.input = input;
    CarriedOver carried = input.getCarriedOver();
    notices = new ChangeNotices(input);
    beginning = new Beginning(input);
    book =
        new LedgerBook(
            RolloutRecord.changeOf(input),
            input.getChangeId(),
            input.getKeepsLedger(),
            carried.getChronicle().getLastKey());
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
            .setRiskLowered(beginning.lowered(carried.getPlan().getReasonsList()))
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

  /** What outlives its plans. */
  Beginning beginning() {
    return beginning;
  }

  /** What it says to the ledger. */
  LedgerBook book() {
    return book;
  }

  /** To be filled in before {@link #publish}. */
  Change.Builder shown() {
    return change;
  }

  void planning() {
    event("PLANNING", "", "makes the plan for %s".formatted(input.getType()), null, look());
    publish(List.of());
  }

  /**
   * What it was planned to do is given up, untouched.
   *
   * @param waitsFor what it waits for until it is planned again; empty for nothing
   */
  void planningAgain(String waitsFor) {
    change.setPhase(Phase.PLANNING).setWaitingFor(waitsFor);
    publish(endsUntouched());
  }

  /** Whether a person's word on its risk still counts. */
  void planned(ChangePlan plan) {
    String lowered = beginning.lowered(plan.classification().reasons());
    if (!lowered.equals(change.getRiskLowered())) {
      change.setRiskLowered(lowered);
      event("LOWERING_OVERTAKEN", "", lowered, null, look());
    }
  }

  void riskLowered(RiskLowering lowering) {
    change.setRiskLowered(lowering.words());
    event("RISK_LOWERED", lowering.actor(), lowering.words(), null, look());
  }

  /** Nobody's approval counts any more. */
  void approvalsVoid(String why) {
    endApprovals(_ -> true, why);
    event("APPROVALS_VOID", "", "approvals are asked for again: " + why, null, look());
  }

  void approvalExpired(String actor, Instant expiry) {
    endApprovals(one -> one.getApprover().equals(actor), "it expired at " + expiry);
  }

  private void endApprovals(Predicate<Approval.Builder> which, String why) {
    change.getApprovalsBuilderList().stream()
        .filter(one -> one.getEnded().isEmpty() && which.test(one))
        .forEach(one -> one.setEnded(why));
  }

  /** Tells the ledger, once, that there is the change, and what people say of its risk. */
  void register(ChangePlan plan) {
    List<Content> contents = new ArrayList<>();
    if (!beginning.register()) {
      contents.add(Registration.of(plan, input.getRequester()));
    }
    RiskLowering lowering = beginning.newLowering();
    if (lowering != null) {
      contents.add(
          new Overridden(
              Overridden.What.RISK,
              String.valueOf(lowering.from()),
              String.valueOf(lowering.to()),
              lowering.actor(),
              lowering.role(),
              lowering.reason()));
    }
    if (!contents.isEmpty()) {
      book.add(contents, now());
      book.flush();
    }
  }

  /** Said once for as long as the reasons stay the same. */
  void heldByPolicies(List<String> reasons) {
    String words = "policies: " + String.join(" ", reasons);
    if (change.getWaitingFor().equals(words)) {
      return;
    }
    change.setWaitingFor(words);
    event("HELD_BY_POLICY", "", "waits for " + words, null, look());
    publish(endsUntouched());
  }

  private List<Ways.Way> endsUntouched() {
    String command = "sluice abort %s --reason WHY".formatted(input.getChangeId());
    return List.of(new Ways.Way(command, "ends it untouched"));
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
    book.add(
        beginning.isRegistered()
            ? List.of(refused(beginning.memory()))
            : RefusalRecord.of(
                input,
                reason,
                Duration.between(TimeWire.toDomain(change.getCreateTime()), now()),
                held),
        now());
    book.close();
  }

  private static Ended refused(Memory memory) {
    Duration lasted = Duration.between(memory.begun(), now());
    return new Ended(Outcome.REFUSED, 0, false, memory.waiting(), memory.baking(), lasted);
  }

  private Look look() {
    return new Look(change.getPhase(), change.getOutcome(), null);
  }

  void approved(dev.sluice.domain.control.Approval approval, String reason) {
    Approval.Builder shown =
        Approval.newBuilder()
            .setApprover(approval.actor())
            .setRole(approval.role())
            .setReason(reason)
            .setTime(TimeWire.toProto(now()));
    if (approval.expiry() != null) {
      shown.setExpireTime(TimeWire.toProto(approval.expiry()));
    }
    change.addApprovals(shown);
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
        .addAllApprovals(change.getApprovalsList())
        .setReplanning(beginning.toProto())
        .setChronicle(MemoryWire.toProto(beginning.memory()).setLastKey(book.last()));
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
