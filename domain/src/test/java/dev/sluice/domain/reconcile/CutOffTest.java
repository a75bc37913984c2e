package dev.sluice.domain.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.rollout.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutOffTest {
  private static final Instant BEGUN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant CUT = BEGUN.plusSeconds(600);

  private final List<Entry> entries = new ArrayList<>();

  private CutOffTest add(Content content) {
    int key = entries.size() + 1;
    entries.add(new Entry("release-1/" + key, BEGUN.plusSeconds(key - 1), "release-1", content));
    return this;
  }

  @Test
  void aChangeThatWasTerminatedGetsItsEnd() {
    add(Registrations.OWN)
        .add(new Released(HoldCause.LOCK, "release-0", Duration.ofSeconds(90)))
        .add(new Judged(1, 1, Verdict.PASS, "good", List.of(), Duration.ofSeconds(30)))
        .add(new Judged(1, 2, Verdict.PASS, "good", List.of(), Duration.ofSeconds(40)));
    Entry end = CutOff.end(entries, "terminated by ann", CUT).orElseThrow();
    assertThat(end.key()).isEqualTo("release-1/cut-off");
    assertThat(end.time()).isEqualTo(CUT);
    assertThat(end.content())
        .isEqualTo(
            new Ended(
                Outcome.STOPPED,
                0,
                false,
                Duration.ofSeconds(90),
                Duration.ofSeconds(70),
                Duration.ofMinutes(10),
                "terminated by ann"));
  }

  @Test
  void oneThatEndedByItselfGetsNoOther() {
    Duration none = Duration.ZERO;
    add(Registrations.OWN).add(new Ended(Outcome.COMPLETED, 3, true, none, none, none));
    assertThat(CutOff.end(entries, "terminated", CUT)).isEmpty();
  }

  @Test
  void whatWasNeverRegisteredOrOnlyFoundHasNoEnd() {
    assertThat(CutOff.end(entries, "terminated", CUT)).isEmpty();
    add(Registrations.UNREGISTERED);
    assertThat(CutOff.end(entries, "terminated", CUT)).isEmpty();
  }

  @Test
  void oneInItsLastWatchHadBeenReleasedFully() {
    add(Registrations.OWN)
        .add(new Judged(0, 0, Verdict.FAIL, "bad", List.of(), Duration.ofHours(1)));
    Ended ended = (Ended) CutOff.end(entries, "terminated", CUT).orElseThrow().content();
    assertThat(ended.fullRelease()).isTrue();
    assertThat(ended.baking()).isZero();
  }
}
