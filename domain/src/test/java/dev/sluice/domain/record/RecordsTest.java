package dev.sluice.domain.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.control.ChangeRecord;
import dev.sluice.domain.ledger.Feedback.Opinion;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordsTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant TUESDAY = MONDAY.plus(Duration.ofDays(1));
  private static final Instant WEDNESDAY = MONDAY.plus(Duration.ofDays(2));
  private final Course course =
      new Course()
          .change("ada", "pay", MONDAY, Course.ended(Outcome.COMPLETED))
          .change(
              "ada",
              "pay",
              TUESDAY,
              Course.failed("errors rose by 40 %"),
              Course.back("an inspection failed"),
              Course.ended(Outcome.ROLLED_BACK));

  private Records records() {
    Records records = new Records();
    course.entries().forEach(records::add);
    return records;
  }

  @Test
  void countsWhatEndedAndSaysWhatFailedLast() {
    Instant end = TUESDAY.plus(Duration.ofMinutes(10));

    assertThat(records().ofRequester("ada", WEDNESDAY))
        .isEqualTo(new ChangeRecord(2, 1, "rolled_back", end, "errors rose by 40 %", true));
    assertThat(records().ofRequester("bob", WEDNESDAY)).isEqualTo(ChangeRecord.NONE);
  }

  @Test
  void knowsNothingOfWhatCameLaterOrLongBefore() {
    assertThat(records().ofRequester("ada", MONDAY)).isEqualTo(ChangeRecord.NONE);
    assertThat(records().ofRequester("ada", TUESDAY).changes()).isEqualTo(1);
    assertThat(records().ofRequester("ada", MONDAY.plus(ChangeRecord.LATELY).plusSeconds(3_600)))
        .extracting(ChangeRecord::changes, ChangeRecord::failures)
        .containsExactly(1, 1);
  }

  @Test
  void countsAChangeOfTwoServicesOnce() {
    course.add(
        "c-9", TUESDAY, Course.registered("bob", List.of("pay", "ledger"), 1, 1, Course.STANDARD));
    course.add("c-9", TUESDAY, Course.ended(Outcome.COMPLETED));

    assertThat(records().ofServices(List.of("pay", "ledger"), WEDNESDAY).changes()).isEqualTo(3);
    assertThat(records().ofServices(List.of("ledger"), WEDNESDAY).changes()).isEqualTo(1);
    assertThat(records().ofServices(List.of(), WEDNESDAY)).isEqualTo(ChangeRecord.NONE);
  }

  @Test
  void believesPeopleWhoFoundOutLater() {
    course.add("c-1", WEDNESDAY, Course.said("c-1/1", Opinion.MISSED, "baskets were empty"));
    course.add("c-2", WEDNESDAY, Course.said("c-2/4", Opinion.FALSE_ALARM, "a known noise"));

    assertThat(records().ofRequester("ada", WEDNESDAY))
        .extracting(ChangeRecord::failures, ChangeRecord::lastFailure)
        .containsExactly(1, "baskets were empty");
  }

  @Test
  void leavesOutWhatNeverBeganOrStillRuns() {
    course.change("ada", "pay", WEDNESDAY, Course.ended(Outcome.REFUSED));
    course.change("ada", "pay", WEDNESDAY);

    assertThat(records().ofRequester("ada", WEDNESDAY.plusSeconds(3_600)).changes()).isEqualTo(2);
  }

  @Test
  void countsTheNewestThousandOfOneRequester() {
    for (int i = 0; i < Records.MOST_CHANGES + 10; i++) {
      course.change("ci", "shop", MONDAY.plusSeconds(i), Course.ended(Outcome.COMPLETED));
    }

    assertThat(records().ofRequester("ci", WEDNESDAY).changes()).isEqualTo(Records.MOST_CHANGES);
  }
}
