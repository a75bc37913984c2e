package dev.sluice.domain.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.control.ChangeCalendar;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.control.Freeze;
import dev.sluice.domain.control.RuleStatus;
import dev.sluice.domain.control.Scope;
import dev.sluice.domain.control.TimeSpan;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreezeWindowsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Instant MONDAY_NOON = Instant.parse("2026-10-19T12:00:00Z");
  private static final ServiceCatalog SERVICES =
      new ServiceCatalog(
          List.of(
              new Service("checkout", 1, "shop", ControlLevel.UNATTENDED, List.of()),
              new Service("search", 3, "shop", ControlLevel.BATCHED, List.of())));

  private static List<Stop> windows(TimeSpan span, Scope scope, RuleStatus status) {
    Freeze freeze = new Freeze("f", status, span, scope, true);
    return FreezeWindows.of(
        new ChangeCalendar(true, BERLIN, List.of(freeze), List.of()), SERVICES, MONDAY_NOON);
  }

  private static TimeSpan weekends() {
    return new TimeSpan.Weekly(
        Set.of(DayOfWeek.FRIDAY), LocalTime.of(18, 0), LocalTime.of(6, 0), BERLIN);
  }

  @Test
  void aWeeklyFreezeIsToldForTheWeeksToCome() {
    List<Stop> stops = windows(weekends(), Scope.ALL, RuleStatus.ENFORCED);
    assertThat(stops).hasSize(5);
    assertThat(stops.getFirst().from()).isEqualTo(Instant.parse("2026-10-23T16:00:00Z"));
    assertThat(stops.getFirst().until()).isEqualTo(Instant.parse("2026-10-24T04:00:00Z"));
  }

  @Test
  void theClocksOfItsPlaceCountAfterSummerTimeEnds() {
    List<Stop> stops = windows(weekends(), Scope.ALL, RuleStatus.ENFORCED);
    assertThat(stops.get(1).from()).isEqualTo(Instant.parse("2026-10-30T17:00:00Z"));
  }

  @Test
  void aFreezeThatLastsHasBegun() {
    TimeSpan span =
        new TimeSpan.Once(
            LocalDateTime.parse("2026-10-19T00:00"),
            LocalDateTime.parse("2026-10-21T00:00"),
            BERLIN);
    List<Stop> stops = windows(span, Scope.ALL, RuleStatus.ENFORCED);
    assertThat(stops).hasSize(1);
    assertThat(stops.getFirst().isOn(MONDAY_NOON)).isTrue();
  }

  @Test
  void tiersStandForTheirServices() {
    Scope core = new Scope(List.of(), List.of(), List.of(1), List.of());
    assertThat(windows(weekends(), core, RuleStatus.ENFORCED).getFirst().services())
        .containsExactly("checkout");
    Scope nobody = new Scope(List.of(), List.of(), List.of(4), List.of());
    assertThat(windows(weekends(), nobody, RuleStatus.ENFORCED)).isEmpty();
  }

  @Test
  void aShadowFreezeStopsNobody() {
    assertThat(windows(weekends(), Scope.ALL, RuleStatus.SHADOW)).isEmpty();
  }
}
