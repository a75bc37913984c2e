package dev.sluice.activities.traffic;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads from counted requests whether a route is split as it was told. */
final class SplitSight {
  /** Shares that differ by less are the same. */
  private static final double SAME = 0.0005;

  private SplitSight() {}

  /**
   * @param counts requests by backend, now
   */
  static Sight of(Written written, Reading now, Map<String, Long> counts) {
    SortedMap<String, Double> old = now.visibleShares(written.from());
    SortedMap<String, Double> asked = now.visibleShares(written.wanted());
    String version = mostMoved(old, asked);
    double from = old.getOrDefault(version, 0.0);
    double to = asked.getOrDefault(version, 0.0);
    if (Math.abs(to - from) < SAME) {
      return Sight.asAsked("its split did not change");
    }
    Map<String, Integer> reached = reached(written, now, counts);
    int requests = reached.values().stream().mapToInt(count -> count).sum();
    ShareTrial test = new ShareTrial(from, to);
    String words =
        "%s of %s requests reached %s, %s asked"
            .formatted(
                number(reached.getOrDefault(version, 0)),
                number(requests),
                version,
                Percent.words(to));
    int needed = test.needed();
    if (requests < needed) {
      return new Sight(
          Sight.Answer.TOO_FEW,
          needed > ShareTrial.MOST
              ? "%s; no number of requests tells it from %s".formatted(words, Percent.words(from))
              : "%s; it takes %s to tell it from %s"
                  .formatted(words, number(needed), Percent.words(from)),
          needed - requests);
    }
    boolean told = test.differs(requests, reached.getOrDefault(version, 0));
    return told && allFit(old, asked, requests, reached)
        ? Sight.asAsked(words)
        : Sight.otherwise(words);
  }

  /** Whether counts can be set against those the route began with. */
  static boolean continues(Written written, Reading now, Map<String, Long> counts) {
    return now.run().isSameAs(written.run())
        && written.counts().entrySet().stream()
            .allMatch(each -> counts.getOrDefault(each.getKey(), -1L) >= each.getValue());
  }

  private static boolean allFit(
      Map<String, Double> old,
      Map<String, Double> asked,
      int requests,
      Map<String, Integer> reached) {
    return asked.entrySet().stream()
        .allMatch(share ->
            new ShareTrial(old.getOrDefault(share.getKey(), 0.0), share.getValue())
                .fits(requests, reached.getOrDefault(share.getKey(), 0)));
  }

  private static String mostMoved(Map<String, Double> old, SortedMap<String, Double> asked) {
    String most = asked.isEmpty() ? "" : asked.firstKey();
    double moved = -1;
    for (Map.Entry<String, Double> share : asked.entrySet()) {
      double gained = share.getValue() - old.getOrDefault(share.getKey(), 0.0);
      // What gains is what people look at; what it gains, others lose.
      if (gained > moved) {
        moved = gained;
        most = share.getKey();
      }
    }
    return most;
  }

  private static Map<String, Integer> reached(
      Written written, Reading now, Map<String, Long> counts) {
    Map<String, Integer> reached = new TreeMap<>();
    for (Backend backend : now.backends().values()) {
      long gained =
          counts.getOrDefault(backend.name(), 0L)
              - written.counts().getOrDefault(backend.name(), 0L);
      reached.merge(
          backend.version(),
          (int) Math.max(0, Math.min(gained, Integer.MAX_VALUE / 8)),
          Integer::sum);
    }
    return reached;
  }

  private static String number(int count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
