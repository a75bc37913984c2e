package dev.sluice.activities.traffic;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds out by probes whether requests with a header go where they were told to. */
record HeaderSight(Probes probes) {
  private static final int FEWEST = 5;
  private static final int MOST = 1_000;

  /** Header routes that the order changed. */
  static Set<String> changed(Written written) {
    Set<String> keys = new TreeSet<>(written.from().headers().keySet());
    keys.addAll(written.wanted().headers().keySet());
    keys.removeIf(key ->
        Objects.equals(written.from().headers().get(key), written.wanted().headers().get(key)));
    return keys;
  }

  Sight of(Place place, Reading now, Written written, ProbeConfig config) {
    String words = "";
    for (String key : changed(written)) {
      Sight sight = ofOne(place, now, written, config, key);
      if (sight.answer() != Sight.Answer.AS_ASKED) {
        return sight;
      }
      words = words.isEmpty() ? sight.words() : words + ", " + sight.words();
    }
    return Sight.asAsked(words);
  }

  private Sight ofOne(Place place, Reading now, Written written, ProbeConfig config, String key) {
    String before = written.from().headers().get(key);
    String wanted = written.wanted().headers().get(key);
    // A header without a route of its own is shared out by weight.
    double share =
        wanted == null
            ? share(null, now.shares(written.wanted()), Objects.requireNonNull(before))
            : share(before, now.shares(written.from()), wanted);
    int needed = needed(share);
    String looked = wanted == null ? Objects.requireNonNull(before) : wanted;
    int reached = 0;
    for (int sent = 0; sent < needed; sent++) {
      String version = probe(place, config, key);
      if (version.isEmpty()) {
        return Sight.otherwise(
            "an answer of %s has no %s header that names its version; add it"
                .formatted(place.target(), config.servedBy()));
      }
      reached += version.equals(looked) ? 1 : 0;
    }
    String words = "%d of %d requests with %s reached %s".formatted(reached, needed, key, looked);
    boolean asAsked = wanted != null ? reached == needed : reached < needed || share == 1;
    return asAsked ? Sight.asAsked(words) : Sight.otherwise(words);
  }

  private static double share(@Nullable String route, Map<String, Double> shares, String version) {
    return route != null ? (route.equals(version) ? 1 : 0) : shares.getOrDefault(version, 0.0);
  }

  /** Requests after which one that goes elsewhere would have been seen. */
  private static int needed(double share) {
    if (share == 0 || share == 1) {
      return FEWEST;
    }
    double needed = Math.ceil(Math.log(ShareTrial.ERROR) / Math.log(share));
    return (int) Math.max(FEWEST, Math.min(MOST, needed));
  }

  private String probe(Place place, ProbeConfig config, String key) {
    int equals = key.indexOf('=');
    return probes.send(place, config, key.substring(0, equals), key.substring(equals + 1));
  }
}
