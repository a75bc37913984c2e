package dev.sluice.domain.gate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How far a gate is that began anew and asks all changes what they hold. Until it is over nobody is
 * let in.
 *
 * @param listed whether it is known who has to be asked
 * @param slow whether it takes so long that those who wait are told of it
 * @param unasked changes that are still to be asked
 * @param unheard changes that were asked and have not answered
 */
public record Recall(boolean listed, boolean slow, List<String> unasked, List<String> unheard) {
  /** Nobody has to be asked. */
  public static final Recall OVER = new Recall(true, false, List.of(), List.of());

  /** Nobody knows yet who has to be. */
  static final Recall BEGUN = new Recall(false, false, List.of(), List.of());

  public Recall {
    unasked = List.copyOf(unasked);
    unheard = List.copyOf(unheard);
  }

  public boolean isOver() {
    return listed && unasked.isEmpty() && unheard.isEmpty();
  }

  /** How many have not answered. */
  public int missing() {
    return unasked.size() + unheard.size();
  }

  /**
   * The same, where these may run as well.
   *
   * @param all whether there are no others
   */
  Recall of(List<String> changes, boolean all) {
    Set<String> more = new LinkedHashSet<>(unasked);
    more.addAll(changes);
    unheard.forEach(more::remove);
    return new Recall(listed || all, slow || !all, List.copyOf(more), unheard);
  }

  /** The same, where those who have not answered are to be asked once more. */
  Recall again() {
    List<String> all = new ArrayList<>(unasked);
    all.addAll(unheard);
    return new Recall(listed, true, all, List.of());
  }

  /** The same, where these need not be asked any more. */
  Recall without(Set<String> changes) {
    if (missing() == 0) {
      return this;
    }
    Predicate<String> others = change -> !changes.contains(change);
    return new Recall(
        listed,
        slow,
        unasked.stream().filter(others).toList(),
        unheard.stream().filter(others).toList());
  }

  /** The same after the first of them were asked. */
  Recall asked(int count) {
    List<String> asked = new ArrayList<>(unheard);
    asked.addAll(unasked.subList(0, count));
    return new Recall(listed, slow, unasked.subList(count, unasked.size()), asked);
  }
}
