package dev.sluice.workflows.change;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.control.RiskLowering;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.plan.ChangePlan;
import dev.sluice.domain.plan.Reapproval;
import dev.sluice.proto.history.v1.CarriedOver;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.history.v1.Replanning;
import dev.sluice.workflows.gate.GatePass;
import dev.sluice.workflows.wire.BeginningWire;
import dev.sluice.workflows.wire.MemoryWire;
import dev.sluice.workflows.wire.PlanWire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a change outlives its plans, for as long as nothing is touched. */
final class Beginning {
  private final ChangeInput input;
  private @Nullable ChangePlan approved;
  private List<Approval> approvals;
  private String pausedBy;
  private @Nullable RiskLowering lowering;
  private boolean loweringRecorded = true;
  private @Nullable GatePass gate;
  private int visits;
  private int late;
  private boolean registered;
  private @Nullable Memory memory;

  Beginning(ChangeInput input) {
    this.input = input;
    CarriedOver carried = input.getCarriedOver();
    Replanning before = carried.getReplanning();
    approved = before.hasApproved() ? PlanWire.changePlan(before.getApproved()) : null;
    approvals = before.getApprovalsList().stream().map(BeginningWire::toDomain).toList();
    pausedBy = before.getPausedBy();
    lowering = before.hasLowering() ? BeginningWire.toDomain(before.getLowering()) : null;
    visits = before.getVisits();
    late = before.getLate();
    registered = before.getRegistered() || carried.hasState();
    memory = carried.getChronicle().hasBegun() ? MemoryWire.toDomain(carried.getChronicle()) : null;
  }

  Replanning toProto() {
    Replanning.Builder proto =
        Replanning.newBuilder()
            .setPausedBy(pausedBy)
            .setVisits(gate == null ? visits : gate.visit())
            .setLate(late)
            .setRegistered(registered);
    approvals.forEach(one -> proto.addApprovals(BeginningWire.toProto(one)));
    if (approved != null) {
      proto.setApproved(PlanWire.toProto(approved));
    }
    if (lowering != null) {
      proto.setLowering(BeginningWire.toProto(lowering));
    }
    return proto.build();
  }

  /** Its way through the gate with this plan. */
  GatePass gate(ChangePlan plan) {
    gate = gate == null ? GatePass.of(input, plan, visits) : gate.again(input, plan);
    return gate;
  }

  /** Waits until the gate knows that it has left, if it has. */
  void settle() {
    if (gate != null) {
      gate.settle();
      // Another run of the workflow speaks to the gate anew.
      visits = gate.visit() + 1;
      gate = null;
    }
  }

  /** Its plan was given up: this was approved of it, and so long it had waited. */
  void keep(ChangePlan plan, List<Approval> given, String whoPaused, Memory waits) {
    approved = plan;
    approvals = given;
    pausedBy = whoPaused;
    memory = waits;
  }

  /** What differs in a plan from what was approved; empty when approvals hold, or none are. */
  List<String> differences(ChangePlan plan) {
    return approved == null || approvals.isEmpty()
        ? List.of()
        : Reapproval.differences(approved, plan);
  }

  List<Approval> approvals() {
    return approvals;
  }

  /** None counts any more. */
  void forgetApprovals() {
    approvals = List.of();
  }

  String pausedBy() {
    return pausedBy;
  }

  @Nullable RiskLowering lowering() {
    return lowering;
  }

  /**
   * What is said of a lowered risk; empty where nobody lowered it.
   *
   * @param reasons of the newest plan
   */
  String lowered(List<String> reasons) {
    RiskLowering now = lowering;
    return now == null
        ? ""
        : reasons.stream().filter(now::isOvertakenBy).findFirst().orElse(now.words());
  }

  void lower(RiskLowering lower) {
    lowering = lower;
    loweringRecorded = false;
  }

  /** A lowering that the ledger was not told of yet, once; null for none. */
  @Nullable RiskLowering newLowering() {
    boolean told = loweringRecorded;
    loweringRecorded = true;
    return told ? null : lowering;
  }

  /** How often it came too late, this time included. */
  int lateAgain() {
    late++;
    return late;
  }

  /** Whether the ledger knows of the change already; from now on it does. */
  boolean register() {
    boolean before = registered;
    registered = true;
    return before;
  }

  boolean isRegistered() {
    return registered;
  }

  /** What its chronicle begins from. */
  Memory memory() {
    Memory known = memory;
    if (known == null) {
      known = Memory.begun(ChangePage.now());
      memory = known;
    }
    return known;
  }
}
