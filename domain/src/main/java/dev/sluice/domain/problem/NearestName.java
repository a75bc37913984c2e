package dev.sluice.domain.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The right name that a wrong one was most likely meant to be. */
public final class NearestName {
  private static final int MAX_LENGTH = 64;

  private NearestName() {}

  /** The nearest of {@code right}, empty when none is near enough to be what was meant. */
  public static Optional<String> of(String wrong, Collection<String> right) {
    if (wrong.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int limit = Math.max(1, wrong.length() / 3 + 1);
    return right.stream()
        .filter(name -> name.length() <= MAX_LENGTH && distance(wrong, name) <= limit)
        .min(
            Comparator.<String>comparingInt(name -> distance(wrong, name))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Ends a sentence about an unknown name: the nearest right name, or all of them. */
  public static String advice(String wrong, Collection<String> right) {
    if (right.isEmpty()) {
      return "remove it, none is allowed here";
    }
    return of(wrong, right)
        .map(name -> "did you mean " + name + "?")
        .orElseGet(() -> "use one of: " + String.join(", ", right.stream().sorted().toList()));
  }

  /** Edits between two names, upper and lower case being the same; a swap of neighbours is one. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, a, b, i, j);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int cheapest(int[][] edits, String a, String b, int i, int j) {
    boolean same = a.charAt(i - 1) == b.charAt(j - 1);
    int best =
        Math.min(
            edits[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
  }
}
