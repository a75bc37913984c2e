package dev.sluice.domain.steps;

import dev.sluice.domain.rollout.Outcome;
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
 * @param pausedBy who asked that no further step begins, empty when nobody did
 * @param reason why it goes back, holds or ended; empty while all is well
 * @param outcome how it ended, null while it runs
 */
public record StepsState(
    StepGraph graph,
    Map<String, Standing> standings,
    Mode mode,
    String pausedBy,
    String reason,
    @Nullable Outcome outcome) {

  public StepsState {
    standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
  }

  /** Which way the change goes. */
  public enum Mode {
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

  /** A change whose steps are all still to be done. */
  public static StepsState planned(StepGraph graph) {
    Map<String, Standing> waiting = new LinkedHashMap<>();
    graph.steps().forEach(step -> waiting.put(step.name(), new Standing(Condition.WAITING, 0, "")));
    return new StepsState(graph, waiting, Mode.FORWARD, "", "", null);
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

  boolean paused() {
    return !pausedBy.isEmpty();
  }

  public boolean ended() {
    return mode == Mode.ENDED;
  }

  StepsState with(String step, Standing standing) {
    Map<String, Standing> next = new LinkedHashMap<>(standings);
    next.put(step, standing);
    return new StepsState(graph, next, mode, pausedBy, reason, outcome);
  }

  StepsState with(Mode next, String why) {
    return new StepsState(graph, standings, next, pausedBy, why, outcome);
  }

  StepsState pausedBy(String actor) {
    return new StepsState(graph, standings, mode, actor, reason, outcome);
  }

  StepsState ended(Outcome how, String why) {
    return new StepsState(graph, standings, Mode.ENDED, pausedBy, why, how);
  }
}
