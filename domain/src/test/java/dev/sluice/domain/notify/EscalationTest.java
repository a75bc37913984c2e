package dev.sluice.domain.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.notify.Escalation.Due;
import dev.sluice.domain.notify.Notice.What;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EscalationTest {
  @Test
  void remindsThenEscalatesThenGoesOnReminding() {
    assertThat(new Escalation(minutes(20), minutes(30), 3).schedule())
        .containsExactly(
            new Due(minutes(20), What.REMINDER),
            new Due(minutes(30), What.ESCALATION),
            new Due(minutes(40), What.REMINDER),
            new Due(minutes(60), What.REMINDER));
  }

  @Test
  void escalatesFirstWhereBothFallTogether() {
    assertThat(new Escalation(minutes(30), minutes(30), 1).schedule())
        .extracting(Due::what)
        .containsExactly(What.ESCALATION, What.REMINDER);
  }

  @Test
  void escalatesAlsoAfterTheLastReminder() {
    assertThat(new Escalation(minutes(5), minutes(60), 1).schedule())
        .extracting(Due::what)
        .containsExactly(What.REMINDER, What.ESCALATION);
  }

  @Test
  void refusesWhatWouldNeverEndOrFlood() {
    assertThatThrownBy(() -> new Escalation(Duration.ofSeconds(1), minutes(5), 1))
        .hasMessageContaining("remindEvery must lie in 1m to 7d");
    assertThatThrownBy(() -> new Escalation(minutes(5), Duration.ofDays(8), 1))
        .hasMessageContaining("escalateAfter");
    assertThatThrownBy(() -> new Escalation(minutes(5), minutes(5), 51))
        .hasMessageContaining("mostReminders must lie in 0 to 50");
  }

  @Test
  void aNoticeStaysSmallWhateverTheChangeHolds() {
    Notice notice =
        new Notice(
            What.HELD,
            "c",
            "t".repeat(5_000),
            Collections.nCopies(100, "s"),
            "ann",
            0,
            "",
            "",
            Instant.EPOCH,
            List.of());
    assertThat(notice.title()).hasSize(Notice.MOST_CHARACTERS).endsWith("…");
    assertThat(notice.services()).hasSize(Notice.MOST_ITEMS);
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
