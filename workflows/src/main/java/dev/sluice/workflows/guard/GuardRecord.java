package dev.sluice.workflows.guard;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.gate.ZonesAtRisk;
import dev.sluice.domain.guard.GuardSignal;
import dev.sluice.domain.guard.GuardState;
import dev.sluice.domain.guard.GuardTerms;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.GuardChronicle;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.proto.history.v1.ChronicleState;
import dev.sluice.proto.history.v1.GuardInput;
import dev.sluice.workflows.ledger.LedgerBook;
import dev.sluice.workflows.ledger.Registration;
import dev.sluice.workflows.wire.MemoryWire;
import dev.sluice.workflows.wire.PlanWire;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tells the ledger what becomes of a guarded or reported change. */
final class GuardRecord {
  /** Nobody classified it. */
  static final int RISK_OF_REPORTED = 3;

  private final GuardInput input;
  private final GuardChronicle chronicle;
  private final LedgerBook book;

  GuardRecord(GuardInput input, GuardTerms terms, String change) {
    this.input = input;
    ChronicleState before = input.getCarry().getChronicle();
    chronicle =
        new GuardChronicle(
            terms, before.hasBegun() ? MemoryWire.toDomain(before) : Memory.begun(now()));
    book = new LedgerBook(change, change, true, before.getLastKey());
  }

  Instant begun() {
    return chronicle.memory().begun();
  }

  void registered() {
    note(List.of(input.hasPlan() ? planned() : reported()));
  }

  private Registered planned() {
    return Registration.of(
        PlanWire.toDomain(input.getPlan()),
        input.getRequester(),
        ChangeKind.GUARDED,
        level(input),
        zones(input));
  }

  /** As sub-domains list them, and as the other platform tells. */
  static List<String> zones(GuardInput input) {
    Map<String, Integer> listed =
        input.hasPlan() ? input.getPlan().getFootprint().getZonesMap() : input.getListedMap();
    return List.copyOf(ZonesAtRisk.of(1, listed, input.getZonesList()).keySet());
  }

  private Registered reported() {
    return new Registered(
        input.getType(),
        "",
        ChangeKind.REPORTED,
        input.getTitle(),
        input.getRequester(),
        input.getServicesList(),
        zones(input),
        input.getTargets(),
        Double.NaN,
        false,
        ChangeClass.NORMAL,
        RISK_OF_REPORTED,
        Double.NaN,
        level(input),
        List.of(),
        List.of());
  }

  static ControlLevel level(GuardInput input) {
    if (!input.hasPlan()) {
      return ControlLevel.OBSERVED;
    }
    return input.getInspects() ? ControlLevel.BATCHED : ControlLevel.GATED;
  }

  void judged(int step, Inspection inspection) {
    note(List.of(chronicle.judged(step, inspection)));
  }

  /**
   * @param changed targets that were changed so far
   */
  void heard(GuardSignal signal, GuardState before, GuardState after, int changed) {
    note(chronicle.told(signal, before, after, changed, now()));
  }

  private void note(List<Content> contents) {
    book.add(contents, now());
    book.flush();
  }

  boolean isWritten() {
    return book.isDone();
  }

  void close() {
    book.close();
  }

  ChronicleState state() {
    return MemoryWire.toProto(chronicle.memory()).setLastKey(book.last()).build();
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
