package dev.sluice.domain.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimeSpanTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Set<DayOfWeek> EVERY_DAY = Set.copyOf(Arrays.asList(DayOfWeek.values()));
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  @Test
  void aWindowKeepsItsWallClockOverTheChangeToSummerTime() {
    var office = new TimeSpan.Weekly(EVERY_DAY, LocalTime.of(9, 0), LocalTime.of(17, 0), BERLIN);

    assertThat(office.beginsAfter(at("2026-03-28T20:00:00Z"))).contains(at("2026-03-29T07:00:00Z"));
    assertThat(office.beginsAfter(at("2026-03-27T20:00:00Z"))).contains(at("2026-03-28T08:00:00Z"));
  }

  @Test
  void aWindowWhoseBeginTheClockJumpsOverBeginsRightAfterTheJump() {
    var night = new TimeSpan.Weekly(EVERY_DAY, LocalTime.of(2, 30), LocalTime.of(4, 0), BERLIN);

    assertThat(night.beginsAfter(at("2026-03-29T00:00:00Z"))).contains(at("2026-03-29T01:30:00Z"));
    assertThat(night.contains(at("2026-03-29T01:45:00Z"))).isTrue();
    assertThat(night.endsAfter(at("2026-03-29T01:45:00Z"))).isEqualTo(at("2026-03-29T02:00:00Z"));
  }

  @Test
  void aWindowThatTheClockJumpsOverWhollyIsLeftOut() {
    var gap = new TimeSpan.Weekly(EVERY_DAY, LocalTime.of(2, 0), LocalTime.of(3, 0), BERLIN);

    assertThat(gap.contains(at("2026-03-29T01:00:00Z"))).isFalse();
    assertThat(gap.contains(at("2026-03-28T01:00:00Z"))).isTrue();
  }

  @Test
  void anHourThatComesTwiceIsWithinBothTimes() {
    var night = new TimeSpan.Weekly(EVERY_DAY, LocalTime.of(1, 0), LocalTime.of(4, 0), BERLIN);

    assertThat(night.contains(at("2026-10-25T00:30:00Z"))).isTrue();
    assertThat(night.contains(at("2026-10-25T01:30:00Z"))).isTrue();
    assertThat(night.endsAfter(at("2026-10-25T00:30:00Z"))).isEqualTo(at("2026-10-25T03:00:00Z"));
  }

  @Test
  void aFreezeOfLocalTimesIsAnotherTimeInAnotherZone() {
    LocalDateTime from = LocalDateTime.parse("2026-12-24T18:00");
    LocalDateTime to = LocalDateTime.parse("2026-12-27T06:00");

    assertThat(new TimeSpan.Once(from, to, BERLIN).contains(at("2026-12-24T17:00:00Z"))).isTrue();
    assertThat(new TimeSpan.Once(from, to, NEW_YORK).contains(at("2026-12-24T17:00:00Z")))
        .isFalse();
    assertThat(new TimeSpan.Once(from, to, NEW_YORK).beginsAfter(at("2026-12-24T17:00:00Z")))
        .contains(at("2026-12-24T23:00:00Z"));
  }

  @Test
  void aSpanOverMidnightBelongsToTheDayOnWhichItBegins() {
    var night =
        new TimeSpan.Weekly(
            Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneOffset.UTC);

    assertThat(night.contains(at("2026-11-28T05:00:00Z"))).isTrue();
    assertThat(night.contains(at("2026-11-27T05:00:00Z"))).isFalse();
  }

  @Test
  void daysThatFollowEachOtherAreOneSpan() {
    var weekend =
        new TimeSpan.Weekly(WEEKEND, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);

    assertThat(weekend.endsAfter(at("2026-11-28T10:00:00Z"))).isEqualTo(at("2026-11-30T00:00:00Z"));
  }

  @Test
  void refusesATimeThatEndsBeforeItBegins() {
    LocalDateTime noon = LocalDateTime.parse("2026-12-24T12:00");

    assertThatThrownBy(() -> new TimeSpan.Once(noon, noon, BERLIN))
        .hasMessageContaining("must end after it begins");
  }

  @Test
  void opensWhenAllWindowsAreOpenAndNoFreezeHolds() {
    var office =
        new TimeSpan.Weekly(EVERY_DAY, LocalTime.of(9, 0), LocalTime.of(17, 0), ZoneOffset.UTC);
    var morning =
        new TimeSpan.Weekly(EVERY_DAY, LocalTime.of(6, 0), LocalTime.of(11, 0), ZoneOffset.UTC);
    var weekend =
        new TimeSpan.Weekly(WEEKEND, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);

    assertThat(Opening.find(at("2026-11-28T10:00:00Z"), List.of(office, morning), List.of(weekend)))
        .contains(new Opening(at("2026-11-30T09:00:00Z"), at("2026-11-30T11:00:00Z")));
  }

  @Test
  void endsBeforeTheNextFreezeBegins() {
    var freeze =
        new TimeSpan.Once(
            LocalDateTime.parse("2026-12-01T00:00"),
            LocalDateTime.parse("2026-12-02T00:00"),
            ZoneOffset.UTC);

    assertThat(Opening.find(FactsOf.TUESDAY, List.of(), List.of(freeze)))
        .contains(new Opening(FactsOf.TUESDAY, at("2026-12-01T00:00:00Z")));
  }

  @Test
  void findsNoOpeningWhereWindowsNeverMeet() {
    var monday =
        new TimeSpan.Weekly(
            Set.of(DayOfWeek.MONDAY), LocalTime.of(9, 0), LocalTime.of(10, 0), ZoneOffset.UTC);
    var tuesday =
        new TimeSpan.Weekly(
            Set.of(DayOfWeek.TUESDAY), LocalTime.of(9, 0), LocalTime.of(10, 0), ZoneOffset.UTC);

    assertThat(Opening.find(FactsOf.TUESDAY, List.of(monday, tuesday), List.of())).isEmpty();
  }

  @Test
  void isNearWithinADayBeforeItBegins() {
    var weekend =
        new TimeSpan.Weekly(WEEKEND, LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);

    assertThat(weekend.isNear(at("2026-11-27T10:00:00Z"), Duration.ofDays(1))).isTrue();
    assertThat(weekend.isNear(at("2026-11-26T10:00:00Z"), Duration.ofDays(1))).isFalse();
    assertThat(weekend.isNear(at("2026-11-28T10:00:00Z"), Duration.ofDays(1))).isFalse();
  }

  private static Instant at(String time) {
    return Instant.parse(time);
  }
}
