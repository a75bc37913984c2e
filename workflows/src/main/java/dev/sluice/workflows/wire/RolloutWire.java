package dev.sluice.workflows.wire;

import com.google.protobuf.Timestamp;
import dev.sluice.domain.control.Approval;
import dev.sluice.domain.plan.Plan;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Passage;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Trouble;
import dev.sluice.proto.history.v1.RollbackState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of a rollout, as histories keep it. */
public final class RolloutWire {
  private RolloutWire() {}

  /**
   * @throws IllegalArgumentException when it has none: it runs, or was written by a newer version
   */
  public static Outcome outcome(dev.sluice.proto.v1.Outcome outcome) {
    return EnumWire.sameName(Outcome.class, outcome);
  }

  public static dev.sluice.proto.history.v1.RolloutState toProto(RolloutState state) {
    dev.sluice.proto.history.v1.RolloutState.Builder proto =
        dev.sluice.proto.history.v1.RolloutState.newBuilder()
            .setScope(state.scope().name())
            .setPhase(state.phase().name())
            .setBegun(state.begun())
            .setPassed(state.passed())
            .setChanged(state.changed())
            .setReverted(state.reverted())
            .setDoneInBatch(state.doneInBatch())
            .setAttempt(state.attempt())
            .setRound(state.round())
            .addAllApprovers(state.approvals().approvers())
            .addAllApprovedAs(state.given().stream().map(Approval::role).toList())
            .putAllApprovalsExpire(expiries(state.given()))
            .setPausedBy(state.pausedBy())
            .setTrouble(name(state.trouble()))
            .setAbort(name(state.abort()))
            .setBakeExtension(TimeWire.toProto(state.bakeExtension()))
            .setOutcome(name(state.outcome()))
            .setReason(state.reason());
    if (!state.passage().equals(Passage.FREE)) {
      proto.setPassage(passage(state.passage()));
    }
    if (state.rollback() != null) {
      proto.setRollback(
          RollbackState.newBuilder()
              .setRound(state.rollback().round())
              .setRemaining(state.rollback().remaining())
              .setAttempt(state.rollback().attempt())
              .addAllStuck(state.rollback().stuck())
              .setStuckReason(state.rollback().stuckReason()));
    }
    if (state.inspection() != null) {
      proto.setInspection(InspectionWire.toProto(state.inspection()));
    }
    return proto.build();
  }

  public static RolloutState toDomain(dev.sluice.proto.history.v1.RolloutState proto, Plan plan) {
    return new RolloutState(
        plan,
        RolloutState.Scope.valueOf(proto.getScope()),
        Phase.valueOf(proto.getPhase()),
        proto.getBegun(),
        proto.getPassed(),
        proto.getChanged(),
        proto.getReverted(),
        proto.getDoneInBatch(),
        proto.getAttempt(),
        proto.getRound(),
        given(proto),
        proto.getPausedBy(),
        proto.getTrouble().isEmpty() ? null : Trouble.valueOf(proto.getTrouble()),
        proto.getAbort().isEmpty() ? null : RolloutState.Abort.valueOf(proto.getAbort()),
        TimeWire.toDomain(proto.getBakeExtension()),
        proto.hasRollback() ? rollback(proto.getRollback()) : null,
        proto.getOutcome().isEmpty() ? null : Outcome.valueOf(proto.getOutcome()),
        proto.getReason(),
        proto.hasInspection() ? InspectionWire.toDomain(proto.getInspection()) : null,
        proto.hasPassage() ? passage(proto.getPassage()) : Passage.FREE);
  }

  private static Map<String, Timestamp> expiries(List<Approval> given) {
    Map<String, Timestamp> expiries = new TreeMap<>();
    for (Approval one : given) {
      if (one.expiry() != null) {
        expiries.put(one.actor(), TimeWire.toProto(one.expiry()));
      }
    }
    return expiries;
  }

  /** States from before there were roles name none. */
  private static List<Approval> given(dev.sluice.proto.history.v1.RolloutState proto) {
    List<Approval> given = new ArrayList<>();
    boolean roles = proto.getApprovedAsCount() == proto.getApproversCount();
    for (int i = 0; i < proto.getApproversCount(); i++) {
      String actor = proto.getApprovers(i);
      Timestamp expiry = proto.getApprovalsExpireMap().get(actor);
      given.add(
          new Approval(
              actor,
              roles ? proto.getApprovedAs(i) : "",
              expiry == null ? null : TimeWire.toDomain(expiry)));
    }
    return given;
  }

  private static dev.sluice.proto.history.v1.Passage passage(Passage passage) {
    return dev.sluice.proto.history.v1.Passage.newBuilder()
        .setAsks(passage.asks())
        .setOpen(passage.open())
        .setTold(passage.told())
        .setStop(passage.stop())
        .setDrains(passage.drains())
        .setStale(passage.stale())
        .setLooks(passage.looks())
        .build();
  }

  private static Passage passage(dev.sluice.proto.history.v1.Passage proto) {
    return new Passage(
        proto.getAsks(),
        proto.getOpen(),
        proto.getTold(),
        proto.getStop(),
        proto.getDrains(),
        proto.getStale(),
        proto.getLooks());
  }

  private static RolloutState.Rollback rollback(RollbackState proto) {
    return new RolloutState.Rollback(
        proto.getRound(),
        proto.getRemaining(),
        proto.getAttempt(),
        proto.getStuckList(),
        proto.getStuckReason());
  }

  private static String name(@Nullable Enum<?> value) {
    return value == null ? "" : value.name();
  }
}
