package dev.sluice.domain.steps;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.control.ApprovalCount;
import dev.sluice.domain.control.RoleApprovals;
import dev.sluice.domain.gate.GateStance;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where a change over several sub-domains stands.
 *
 * @param graph its steps
 * @param standings where each of them is
 * @param mode which way it goes
 * @param approvals what has to be said before it begins
 * @param pausedBy who asked that no further step begins, empty when nobody did
 * @param reason why it goes back, holds or ended; empty while all is well
 * @param outcome how it ended, null while it runs
 * @param passage how it stands to the gate that all changes share
 */
public record StepsState(
    StepGraph graph,
    Map<String, Standing> standings,
    Mode mode,
    Approvals approvals,
    String pausedBy,
    String reason,
    @Nullable Outcome outcome,
    Passage passage) {

  public StepsState {
    standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
  }

  /** Which way the change goes. */
  public enum Mode {
    /** Nothing has begun. */
    PLANNED,
    AWAITING_APPROVAL,
    /** Untouched, and handed back to be planned again. */
    REPLANNING,
    /** Waits until other changes, caps and freezes let it begin. */
    QUEUED,
    FORWARD,
    BACK,
    /** Every running step is to stop and leave its targets as they are. */
    STOPPING,
    /** A person has to decide. */
    HELD,
    ENDED
  }

  /** Where a step is. */
  public enum Condition {
    WAITING,
    /** There is no way back from it: a person has to let it begin. */
    AT_GATE,
    RUNNING,
    DONE,
    /** It was asked to stop, and has not answered yet. */
    STOPPING,
    /** It began, and every target it touched is back. */
    UNDONE,
    TAKING_BACK,
    /** Some targets it touched may not be back. */
    STUCK
  }

  /**
   * Where one step is.
   *
   * @param round which way back this is, from 1; 0 before the first
   * @param reason why it is undone or stuck, empty while all is well
   */
  public record Standing(Condition condition, int round, String reason) {}

  /**
   * Approvals of the whole change, before its first step.
   *
   * @param count those that it has against those that it needs
   * @param atMost how long to wait for them
   */
  public record Approvals(ApprovalCount count, Duration atMost) {
    public int needed() {
      return count.needed();
    }

    public List<String> approvers() {
      return count.approvers();
    }

    boolean suffice() {
      return count.suffices();
    }
  }

  /**
   * A change whose steps are all still to be done.
   *
   * @param approvals how many people have to approve it, 0 for none
   * @param atMost how long to wait for them
   */
  public static StepsState planned(StepGraph graph, int approvals, Duration atMost) {
    Map<String, Standing> waiting = new LinkedHashMap<>();
    graph.steps().forEach(step -> waiting.put(step.name(), new Standing(Condition.WAITING, 0, "")));
    return new StepsState(
        graph,
        waiting,
        Mode.PLANNED,
        new Approvals(new ApprovalCount(List.of(), approvals, List.of()), atMost),
        "",
        "",
        null,
        Passage.FREE);
  }

  /** The same change, which needs approvals of these roles among others. */
  public StepsState askingRoles(List<RoleApprovals> byRole) {
    return with(new ApprovalCount(byRole, approvals.needed(), approvals.count().given()));
  }

  /**
   * The same change, planned again.
   *
   * @param given approvals of the plan before that hold for this one too
   * @param paused who had asked for a pause; empty for nobody
   */
  public StepsState plannedAgain(List<Approval> given, String paused) {
    return with(new ApprovalCount(approvals.count().byRole(), approvals.needed(), given))
        .pausedBy(paused);
  }

  StepsState with(ApprovalCount count) {
    return new StepsState(
        graph,
        standings,
        mode,
        new Approvals(count, approvals.atMost()),
        pausedBy,
        reason,
        outcome,
        passage);
  }

  /** The same change, which has to pass the gate that all changes share. */
  public StepsState forGate() {
    return with(Passage.CLOSED);
  }

  StepsState with(Passage next) {
    return new StepsState(graph, standings, mode, approvals, pausedBy, reason, outcome, next);
  }

  public Condition condition(Step step) {
    return standing(step.name()).condition();
  }

  public Standing standing(String step) {
    Standing standing = standings.get(step);
    if (standing == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    return standing;
  }

  /** Steps in a condition, in the order in which they can be done. */
  public List<Step> in(Condition condition) {
    return graph.steps().stream().filter(step -> condition(step) == condition).toList();
  }

  boolean all(Predicate<Step> claim) {
    return graph.steps().stream().allMatch(claim);
  }

  /** Whether none of its steps has begun. */
  public boolean isUntouched() {
    return all(
        step -> condition(step) == Condition.WAITING || condition(step) == Condition.AT_GATE);
  }

  /** When an approval expires that it still needs; null for never. */
  public @Nullable Instant nextExpiry() {
    boolean waits = isUntouched() && mode != Mode.REPLANNING && !ended();
    return waits ? approvals.count().nextExpiry() : null;
  }

  public boolean paused() {
    return !pausedBy.isEmpty();
  }

  public boolean ended() {
    return mode == Mode.ENDED;
  }

  /** How it stands to the gate that all changes share. */
  public GateStance stance() {
    return ended() ? GateStance.NOT_ASKED : passage.stance(mode == Mode.QUEUED);
  }

  StepsState with(String step, Standing standing) {
    Map<String, Standing> next = new LinkedHashMap<>(standings);
    next.put(step, standing);
    return new StepsState(graph, next, mode, approvals, pausedBy, reason, outcome, passage);
  }

  StepsState with(Mode next, String why) {
    return new StepsState(graph, standings, next, approvals, pausedBy, why, outcome, passage);
  }

  StepsState pausedBy(String actor) {
    return new StepsState(graph, standings, mode, approvals, actor, reason, outcome, passage);
  }

  StepsState ended(Outcome how, String why) {
    return new StepsState(graph, standings, Mode.ENDED, approvals, pausedBy, why, how, passage);
  }
}
