package dev.sluice.workflows.guard;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.guard.GuardPhase;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.proto.history.v1.GuardCarry;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.proto.history.v1.GuardWord;
import dev.sluice.proto.history.v1.JudgedEntry;
import dev.sluice.proto.history.v1.LedgerEntries;
import dev.sluice.proto.history.v1.LedgerEntry;
import dev.sluice.proto.v1.Inspection;
import dev.sluice.proto.v1.Plan;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.ledger.LedgerActivities;
import dev.sluice.workflows.wire.LedgerWire;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes into the ledger what becomes of a guarded or reported change. */
final class GuardChronicle {
  /** Nobody classified it. */
  static final int RISK_OF_REPORTED = 3;

  private final GuardInput input;
  private final String change;
  private final Instant begun;
  private final List<Promise<Void>> onTheirWay = new ArrayList<>();
  private Duration waiting;
  private Duration baking;
  private long lastKey;
  private @Nullable Instant waitsSince;

  GuardChronicle(GuardInput input, String change) {
    this.input = input;
    this.change = change;
    GuardCarry carry = input.getCarry();
    begun = carry.hasBegun() ? TimeWire.toDomain(carry.getBegun()) : now();
    waiting = TimeWire.toDomain(carry.getWaiting());
    baking = TimeWire.toDomain(carry.getBaking());
    lastKey = carry.getLastKey();
  }

  Instant begun() {
    return begun;
  }

  void carry(GuardCarry.Builder carry) {
    settle();
    carry
        .setBegun(TimeWire.toProto(begun))
        .setWaiting(TimeWire.toProto(waiting))
        .setBaking(TimeWire.toProto(baking))
        .setLastKey(lastKey);
  }

  /** Counts the time in which the gate, a freeze or a person keeps it waiting. */
  void observe(GuardState state) {
    settle();
    boolean waits =
        !state.phase().isEnd()
            && (state.gate() != GateStance.OPEN
                || !state.stop().isEmpty()
                || state.phase() == GuardPhase.UNDECIDED);
    waitsSince = waits ? now() : null;
  }

  private void settle() {
    Instant since = waitsSince;
    if (since != null) {
      waiting = waiting.plus(Duration.between(since, now()));
      waitsSince = now();
    }
  }

  void registered() {
    boolean guarded = input.hasPlan();
    Plan plan = input.getPlan();
    write(
        LedgerWire.toProto(
            new Registered(
                input.getType(),
                guarded ? Integer.toString(plan.getTypeVersion()) : "",
                guarded ? ChangeKind.GUARDED : ChangeKind.REPORTED,
                input.getTitle(),
                input.getRequester(),
                input.getServicesList(),
                input.getZonesList(),
                input.getTargets(),
                Double.NaN,
                false,
                guarded ? ChangeClass.valueOf(plan.getChangeClass().name()) : ChangeClass.NORMAL,
                guarded ? plan.getRisk() : RISK_OF_REPORTED,
                Double.NaN,
                level(input),
                plan.getReasonsList(),
                List.of())));
  }

  static ControlLevel level(GuardInput input) {
    if (!input.hasPlan()) {
      return ControlLevel.OBSERVED;
    }
    return input.getInspects() ? ControlLevel.BATCHED : ControlLevel.GATED;
  }

  void judged(int step, Inspection inspection) {
    baking = baking.plus(TimeWire.toDomain(inspection.getBaked()));
    write(
        LedgerEntry.newBuilder()
            .setJudged(
                JudgedEntry.newBuilder().setStage(1).setBatch(step).setInspection(inspection)));
  }

  void approved(GuardWord word) {
    write(LedgerWire.toProto(new Approved(word.getActor(), "approver", word.getReason(), null)));
  }

  void decided(GuardWord word) {
    write(
        LedgerWire.toProto(
            new Overridden(
                Overridden.What.VERDICT,
                "INCONCLUSIVE",
                word.getPass() ? "PASS" : "FAIL",
                word.getActor(),
                "operator",
                word.getReason())));
  }

  void ended(Outcome outcome, int targets) {
    settle();
    Duration total = Duration.between(begun, now());
    boolean full = outcome == Outcome.COMPLETED;
    write(LedgerWire.toProto(new Ended(outcome, targets, full, waiting, baking, total)));
  }

  private void write(LedgerEntry.Builder content) {
    lastKey++;
    LedgerActivities ledger =
        Workflow.newActivityStub(
            LedgerActivities.class, ActivityLimits.speaking("write to the ledger"));
    LedgerEntries entries =
        LedgerEntries.newBuilder()
            .addEntries(
                LedgerWire.entry(content, change + "/" + lastKey, TimeWire.toProto(now()), change))
            .build();
    onTheirWay.removeIf(Promise::isCompleted);
    onTheirWay.add(Async.procedure(ledger::append, entries));
  }

  boolean isWritten() {
    return onTheirWay.stream().allMatch(Promise::isCompleted);
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
