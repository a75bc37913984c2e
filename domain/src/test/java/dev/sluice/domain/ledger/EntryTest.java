package dev.sluice.domain.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EntryTest {
  private static final Instant TIME = Instant.parse("2026-03-01T10:00:00.123456Z");
  private static final Content CONTENT = new Suspended("freeze", "");

  @Test
  void isTimedToTheMillisecond() {
    assertThat(new Entry("c/1", TIME, "c", CONTENT).time())
        .isEqualTo(Instant.parse("2026-03-01T10:00:00.123Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "a\u0000"})
  void refusesKeysThatADatabaseMayReadOtherwise(String key) {
    assertThatThrownBy(() -> new Entry(key, TIME, "c", CONTENT)).hasMessageContaining("key must");
    assertThatThrownBy(() -> new Entry("k", TIME, key, CONTENT))
        .hasMessageContaining("change must");
  }

  @Test
  void cutsLongTextsWithoutHalvingACharacter() {
    String smile = "\uD83D\uDE00";

    String cut = new Suspended("a" + smile.repeat(800), "").reason();

    assertThat(cut.length()).isLessThanOrEqualTo(1_000);
    assertThat(cut).isEqualTo("a" + smile.repeat(499) + "…");
  }

  @Test
  void refusesWhatNoRowMayHold() {
    assertThatThrownBy(() -> ended(Outcome.HANDED_BACK)).hasMessageContaining("outcome must");
    assertThatThrownBy(() -> new Feedback("c/1", "", Feedback.Opinion.MISSED, "jo", " "))
        .hasMessageContaining("reason must");
    assertThatThrownBy(() -> new Released(HoldCause.CAP, "", Duration.ofSeconds(-1)))
        .hasMessageContaining("after must");
    List<JudgedMetric> many =
        Collections.nCopies(101, new JudgedMetric("m", Verdict.PASS, 0, 0, 0, 0, 0));
    assertThatThrownBy(() -> new Judged(1, 1, Verdict.PASS, "", many, Duration.ZERO))
        .hasMessageContaining("evidence must be at most 100");
  }

  private static Ended ended(Outcome outcome) {
    return new Ended(outcome, 0, false, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }
}
