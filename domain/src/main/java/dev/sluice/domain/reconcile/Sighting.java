package dev.sluice.domain.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.domain.subdomain.Target;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * What was seen of one target.
 *
 * @param target its name
 * @param zone failure domain it lives in
 * @param labels what selectors match
 * @param version what it runs, at most {@link #LONGEST_VERSION} characters; empty where it did not
 *     say
 */
public record Sighting(String target, String zone, Map<String, String> labels, String version) {
  /** Of a longer version the beginning is kept, and a sum that tells it from others. */
  public static final int LONGEST_VERSION = 200;

  /** What sub-domains say where they can't tell. */
  private static final Set<String> UNTOLD = Set.of("unknown", "nothing");

  public Sighting {
    labels = Map.copyOf(labels);
  }

  public static Sighting of(Target target) {
    return new Sighting(target.name(), target.zone(), target.labels(), told(target.version()));
  }

  private static String told(String version) {
    String plain = version.strip();
    if (UNTOLD.contains(plain)) {
      return "";
    }
    return plain.length() <= LONGEST_VERSION
        ? plain
        : plain.substring(0, LONGEST_VERSION - 40)
            + "... "
            + UUID.nameUUIDFromBytes(plain.getBytes(UTF_8));
  }

  boolean isTold() {
    return !version.isEmpty();
  }
}
