package dev.sluice.domain.gate;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time in which changes stop: a freeze window, or an incident until somebody ends it.
 *
 * @param name unique among all of them
 * @param kind what it is
 * @param types change types that it stops; empty for all
 * @param services services whose changes it stops; empty for all
 * @param zones zones whose changes it stops; empty for all
 * @param from first moment
 * @param until first moment after it, null for not known
 * @param emergencies whether emergencies pass it
 * @param actor who declared it, empty for the calendar
 * @param reason why
 */
public record Stop(
    String name,
    Kind kind,
    List<String> types,
    List<String> services,
    List<String> zones,
    Instant from,
    @Nullable Instant until,
    boolean emergencies,
    String actor,
    String reason) {
  /** What stops changes. */
  public enum Kind {
    FREEZE,
    INCIDENT
  }

  public Stop {
    types = List.copyOf(types);
    services = List.copyOf(services);
    zones = List.copyOf(zones);
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a freeze or incident has a name");
    }
    if (until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException("%s: ends before it begins".formatted(name));
    }
  }

  /** Whether it lasts at that moment. */
  public boolean isOn(Instant now) {
    return !now.isBefore(from) && (until == null || now.isBefore(until));
  }

  /** A change that touches only a part of what is stopped is stopped as a whole. */
  boolean concerns(Claim claim) {
    return (types.isEmpty() || types.contains(claim.type()))
        && (services.isEmpty() || claim.services().stream().anyMatch(services::contains))
        && (zones.isEmpty() || claim.zones().keySet().stream().anyMatch(zones::contains));
  }

  /** For people: "freeze year-end, until 2027-01-02T08:00:00Z". */
  public String words() {
    String named = (kind == Kind.FREEZE ? "freeze " : "incident ") + name;
    return until == null ? named : "%s, until %s".formatted(named, until);
  }
}
