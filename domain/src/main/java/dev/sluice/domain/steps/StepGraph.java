package dev.sluice.domain.steps;

import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.problem.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a change and what must come before what.
 *
 * @param steps in an order in which they can be done, one after the other
 */
public record StepGraph(List<Step> steps) {
  private static final int MOST = 32;

  /**
   * @throws IllegalArgumentException when {@link #faults} finds any
   */
  public StepGraph {
    List<Fault> faults = faults(steps);
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(faults.toString());
    }
    steps = ordered(steps);
  }

  /** What is wrong with some steps, and what would be right; paths such as {@code [1].after}. */
  public static List<Fault> faults(List<Step> steps) {
    List<Fault> faults = new ArrayList<>();
    if (steps.isEmpty() || steps.size() > MOST) {
      faults.add(new Fault("", "must have 1 to %d steps".formatted(MOST)));
    }
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.name().matches("[a-z][a-z0-9-]{0,30}")) {
        faults.add(fault(i, "name", "must be small letters, digits and -: " + step.name()));
      }
      if (!names.add(step.name())) {
        faults.add(fault(i, "name", "is taken by an earlier step: rename one"));
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      for (String before : steps.get(i).after()) {
        if (!names.contains(before)) {
          faults.add(
              fault(
                  i,
                  "after",
                  "names no step: %s; %s".formatted(before, NearestName.advice(before, names))));
        }
      }
    }
    if (faults.isEmpty()) {
      checkCircle(steps, faults);
      checkKept(steps, faults);
    }
    return faults;
  }

  private static void checkCircle(List<Step> steps, List<Fault> faults) {
    List<Step> ordered = ordered(steps);
    if (ordered.size() < steps.size()) {
      List<String> circle =
          steps.stream().filter(step -> !ordered.contains(step)).map(Step::name).toList();
      faults.add(
          new Fault("", "wait for each other and could never begin: " + String.join(", ", circle)));
    }
  }

  private static void checkKept(List<Step> steps, List<Fault> faults) {
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      for (Step before : steps) {
        if (step.keep() && step.after().contains(before.name()) && !before.keep()) {
          faults.add(
              fault(
                  i,
                  "keep",
                  "it would stay while %s, on which it rests, is taken back: keep that one too"
                      .formatted(before.name())));
        }
      }
    }
  }

  private static Fault fault(int step, String key, String message) {
    return new Fault("[%d].%s".formatted(step, key), message);
  }

  /** Those that can be done one after the other; less than all where some form a circle. */
  private static List<Step> ordered(List<Step> steps) {
    Map<String, Step> done = new LinkedHashMap<>();
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Step step : steps) {
        if (!done.containsKey(step.name()) && done.keySet().containsAll(step.after())) {
          done.put(step.name(), step);
          moved = true;
        }
      }
    }
    return List.copyOf(done.values());
  }

  /**
   * @throws IllegalArgumentException when there is no step of that name
   */
  public Step step(String name) {
    return steps.stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no step " + name));
  }

  /** Every step that rests on this one, directly or not; none of them is before it. */
  public List<Step> dependents(String name) {
    Set<String> resting = new LinkedHashSet<>(Set.of(name));
    List<Step> dependents = new ArrayList<>();
    for (Step step : steps) {
      if (step.after().stream().anyMatch(resting::contains)) {
        resting.add(step.name());
        dependents.add(step);
      }
    }
    return dependents;
  }

  /** The way back, planned before the start: the last first. */
  public List<Step> backwards() {
    return steps.reversed();
  }
}
