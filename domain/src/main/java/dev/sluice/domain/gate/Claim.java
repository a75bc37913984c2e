package dev.sluice.domain.gate;

import dev.sluice.domain.plan.ChangeClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a change needs of what all changes share, from its begin to its end.
 *
 * @param change its id
 * @param type change type's name
 * @param changeClass an emergency goes first and passes freezes and incidents, never locks or caps
 * @param risk 1 to 5, 0 where nobody knows
 * @param priority 0 (can wait) to 9; each step is a head start in the queue
 * @param services services that it touches
 * @param neighbours their direct neighbours, which nobody may change meanwhile
 * @param targets what it touches
 * @param atRisk most targets of it that are changed and not yet judged good, at any time
 * @param zones the same for each zone that it touches; together they may be more than {@code
 *     atRisk}
 * @param notBefore when it may begin, null for at once
 * @param notAfter when it is given up if it has not begun, null for never
 * @param visit how often it had left the gate before it asked, so that an answer to what it asked
 *     then is known as such
 */
public record Claim(
    String change,
    String type,
    ChangeClass changeClass,
    int risk,
    int priority,
    List<String> services,
    List<String> neighbours,
    List<TargetClaim> targets,
    int atRisk,
    Map<String, Integer> zones,
    @Nullable Instant notBefore,
    @Nullable Instant notAfter,
    int visit) {
  public static final int HIGHEST_PRIORITY = 9;

  public Claim {
    services = List.copyOf(services);
    List<String> others = new ArrayList<>(neighbours);
    others.removeAll(services);
    neighbours = List.copyOf(others);
    targets = List.copyOf(targets);
    // In order, so that two runs name the same zone first.
    zones = Collections.unmodifiableSortedMap(new TreeMap<>(zones));
    if (change.isEmpty()) {
      throw new IllegalArgumentException("a claim names its change");
    }
    if (priority < 0 || priority > HIGHEST_PRIORITY) {
      throw new IllegalArgumentException("priority must lie in 0 to 9: " + priority);
    }
    if (risk < 0 || risk > 5) {
      throw new IllegalArgumentException("risk must lie in 0 to 5: " + risk);
    }
    if (atRisk < 0 || zones.values().stream().anyMatch(count -> count < 0)) {
      throw new IllegalArgumentException("targets at risk can't be fewer than none");
    }
  }

  /** The largest number of it that any cap is compared with. */
  int largest() {
    int largest = atRisk;
    for (int count : zones.values()) {
      largest = Math.max(largest, count);
    }
    return largest;
  }

  public boolean emergency() {
    return changeClass == ChangeClass.EMERGENCY;
  }

  /** Of a change that asks for the first time. */
  public Claim(
      String change,
      String type,
      ChangeClass changeClass,
      int risk,
      int priority,
      List<String> services,
      List<String> neighbours,
      List<TargetClaim> targets,
      int atRisk,
      Map<String, Integer> zones,
      @Nullable Instant notBefore,
      @Nullable Instant notAfter) {
    this(
        change,
        type,
        changeClass,
        risk,
        priority,
        services,
        neighbours,
        targets,
        atRisk,
        zones,
        notBefore,
        notAfter,
        0);
  }

  /** The same at another visit. */
  public Claim atVisit(int number) {
    return new Claim(
        change,
        type,
        changeClass,
        risk,
        priority,
        services,
        neighbours,
        targets,
        atRisk,
        zones,
        notBefore,
        notAfter,
        number);
  }
}
