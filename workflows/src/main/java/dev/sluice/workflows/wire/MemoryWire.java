package dev.sluice.workflows.wire;

import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.proto.history.v1.ChronicleState;

/** What a chronicle keeps, as histories keep it. */
public final class MemoryWire {
  private MemoryWire() {}

  public static ChronicleState.Builder toProto(Memory memory) {
    ChronicleState.Builder proto =
        ChronicleState.newBuilder()
            .setBegun(TimeWire.toProto(memory.begun()))
            .setWaiting(TimeWire.toProto(memory.waiting()))
            .setBaking(TimeWire.toProto(memory.baking()))
            .setFullRelease(memory.fullRelease());
    if (memory.held() != null) {
      proto.setHeld(LedgerWire.toProto(memory.held()));
    }
    if (memory.suspendedSince() != null) {
      proto.setSuspendedSince(TimeWire.toProto(memory.suspendedSince()));
    }
    if (memory.rollbackSince() != null) {
      proto.setRollbackSince(TimeWire.toProto(memory.rollbackSince()));
    }
    return proto;
  }

  public static Memory toDomain(ChronicleState proto) {
    return new Memory(
        TimeWire.toDomain(proto.getBegun()),
        TimeWire.toDomain(proto.getWaiting()),
        TimeWire.toDomain(proto.getBaking()),
        proto.hasHeld()
            ? new Held(
                HoldCause.valueOf(proto.getHeld().getCause()),
                proto.getHeld().getOn(),
                TimeWire.toDomain(proto.getHeld().getSince()))
            : null,
        proto.hasSuspendedSince() ? TimeWire.toDomain(proto.getSuspendedSince()) : null,
        proto.hasRollbackSince() ? TimeWire.toDomain(proto.getRollbackSince()) : null,
        proto.getFullRelease());
  }
}
