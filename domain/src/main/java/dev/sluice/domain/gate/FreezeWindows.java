package dev.sluice.domain.gate;

import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.Freeze;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.control.Scope;
import dev.sluice.domain.control.TimeSpan;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The freezes of a calendar as times on the clock, for the weeks to come. */
public final class FreezeWindows {
  /** How far ahead windows are told; they are told anew long before. */
  public static final Duration AHEAD = Duration.ofDays(35);

  private static final int MOST_OF_ONE = 100;

  private FreezeWindows() {}

  /**
   * The enforced freezes that last at {@code now} or begin within {@link #AHEAD}.
   *
   * @param services which services are of which tier
   */
  public static List<Stop> of(ChangeCalendar calendar, ServiceCatalog services, Instant now) {
    List<Stop> stops = new ArrayList<>();
    for (Freeze freeze : calendar.freezes()) {
      if (freeze.status() == RuleStatus.ENFORCED) {
        windows(freeze, services, now).forEach(stops::add);
      }
    }
    return stops;
  }

  private static List<Stop> windows(Freeze freeze, ServiceCatalog services, Instant now) {
    Scope scope = freeze.scope();
    List<String> concerned = concerned(scope, services);
    if (concerned.isEmpty() && !scope.tiers().isEmpty()) {
      return List.of();
    }
    List<Stop> stops = new ArrayList<>();
    TimeSpan span = freeze.span();
    Optional<Instant> from = span.contains(now) ? Optional.of(now) : span.beginsAfter(now);
    while (from.isPresent() && from.get().isBefore(now.plus(AHEAD)) && stops.size() < MOST_OF_ONE) {
      Instant begin = from.get();
      Instant end = span.endsAfter(begin);
      if (end.isAfter(begin)) {
        stops.add(stop(freeze, concerned, begin, end));
      }
      from = span.beginsAfter(end.isAfter(begin) ? end.minusNanos(1) : begin);
    }
    return stops;
  }

  /** Where services are named, tiers do not narrow them: rather too many are frozen. */
  private static List<String> concerned(Scope scope, ServiceCatalog services) {
    return scope.tiers().isEmpty() || !scope.services().isEmpty()
        ? scope.services()
        : services.all().stream()
            .filter(service -> scope.tiers().contains(service.tier()))
            .map(Service::name)
            .toList();
  }

  private static Stop stop(Freeze freeze, List<String> services, Instant from, Instant until) {
    return new Stop(
        freeze.name(),
        Stop.Kind.FREEZE,
        freeze.scope().types(),
        services,
        freeze.scope().zones(),
        from,
        until,
        freeze.emergency(),
        "",
        "");
  }
}
