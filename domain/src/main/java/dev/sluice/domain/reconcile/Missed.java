package dev.sluice.domain.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.UUID;

/**
 * Targets that moved to a version with no change that is known of.
 *
 * @param change id under which it is recorded, the same for the same comparison
 * @param place where
 * @param version what they run now
 * @param before what they ran; empty for newcomers alone
 * @param zones where they are
 * @param targets some of their names
 * @param count how many moved
 * @param of how many the place has in all
 * @param since when they were last seen as before
 * @param found when they were seen
 */
public record Missed(
    String change,
    Place place,
    String version,
    SortedSet<String> before,
    SortedSet<String> zones,
    List<String> targets,
    int count,
    int of,
    Instant since,
    Instant found) {
  /** Somebody's change that nobody judged, as one that is only reported. */
  private static final int RISK = 3;

  private static final int MOST_ZONES = 100;
  private static final int MOST_NAMED = 3;
  private static final int LONGEST_SERVICE = 100;

  /** The id of what is found in a comparison with a look at that time. */
  static String id(Place place, String version, Instant compared) {
    String all =
        String.join(
            "\n", place.subDomain(), place.service(), version, "" + compared.toEpochMilli());
    String plain = place.service().replaceAll("[^A-Za-z0-9._-]", "_");
    String service = plain.substring(0, Math.min(plain.length(), LONGEST_SERVICE));
    String sum = UUID.nameUUIDFromBytes(all.getBytes(UTF_8)).toString();
    return "missed-%s-%s".formatted(service.isEmpty() ? "targets" : service, sum.substring(0, 13));
  }

  /** One line for people. */
  public String title() {
    return "%s: %s on %d of %d targets%s, changed by nobody that Sluice knows of"
        .formatted(
            place.words(),
            version,
            count,
            of,
            before.isEmpty() ? "" : " instead of " + some(List.copyOf(before)));
  }

  /** What the ledger keeps: when and how it was done is not known, so there is no end. */
  public Entry entry() {
    Registered registered =
        new Registered(
            "",
            "",
            ChangeKind.UNREGISTERED,
            title(),
            "",
            place.service().isEmpty() ? List.of() : List.of(place.service()),
            zones.stream().limit(MOST_ZONES).toList(),
            count,
            of == 0 ? Double.NaN : Math.min(1, (double) count / of),
            false,
            ChangeClass.NORMAL,
            RISK,
            Double.NaN,
            ControlLevel.OBSERVED,
            List.of(
                "%s changed between %s and %s while no change of theirs was under way."
                    .formatted(some(targets), since, found)),
            List.of());
    return new Entry(change + "/1", found, change, registered);
  }

  private static String some(List<String> all) {
    String named = String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())));
    return all.size() <= MOST_NAMED ? named : named + " and others";
  }
}
