package dev.sluice.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Entries;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.rollout.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingEndsTest {
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final Instant BEGUN = Instant.parse("2026-03-02T10:00:00Z");
  private static final Instant CUT = BEGUN.plusSeconds(600);
  private static final Instant NOW = CUT.plusSeconds(600);

  @TempDir private Path folder;
  private final Map<String, Fates.Fate> fates = new HashMap<>();
  private Ledger ledger;
  private MissingEnds ends;

  @BeforeEach
  void begin() {
    ledger = Ledger.of(LedgerConfig.inFile(folder.resolve("ledger.db")));
    ends = new MissingEnds(ledger, change -> fates.getOrDefault(change, new Fates.Fate.OnItsWay()));
  }

  @AfterEach
  void end() {
    ledger.close();
  }

  private void recorded(String change, Content... contents) {
    List<Entry> entries = new ArrayList<>();
    for (Content content : contents) {
      entries.add(new Entry(change + "/" + (entries.size() + 1), BEGUN, change, content));
    }
    ledger.append(entries);
  }

  private List<Entry> of(String change) {
    List<Entry> all = new ArrayList<>();
    ledger.read(Selection.of(change), all::add);
    return all;
  }

  @Test
  void aChangeThatWasTerminatedGetsItsEndOnce() {
    recorded("c-1", Entries.registered("checkout"));
    fates.put("c-1", new Fates.Fate.CutOff("terminated by ann: stuck", CUT));
    assertThat(ends.look(NOW, GRACE).written()).hasSize(1);
    assertThat(ends.look(NOW, GRACE).written()).isEmpty();
    assertThat(of("c-1")).hasSize(2);
    assertThat(of("c-1").getLast().content())
        .isInstanceOfSatisfying(
            Ended.class,
            end -> {
              assertThat(end.outcome()).isEqualTo(Outcome.STOPPED);
              assertThat(end.total()).isEqualTo(Duration.ofMinutes(10));
              assertThat(end.cutOff()).isEqualTo("terminated by ann: stuck");
            });
  }

  @Test
  void oneThatEndedAMomentAgoMayStillHaveAWordOnItsWay() {
    recorded("c-1", Entries.registered("checkout"));
    fates.put("c-1", new Fates.Fate.CutOff("terminated", CUT));
    assertThat(ends.look(CUT.plusSeconds(299), GRACE).written()).isEmpty();
    assertThat(ends.look(CUT.plusSeconds(300), GRACE).written()).hasSize(1);
  }

  @Test
  void whatRunsOrHasAnEndOrIsNotKnownGetsNone() {
    Duration none = Duration.ZERO;
    recorded("runs", Entries.registered("checkout"));
    recorded("gone", Entries.registered("checkout"));
    recorded(
        "ended",
        Entries.registered("checkout"),
        new Ended(Outcome.COMPLETED, 1, true, none, none, none));
    fates.put("ended", new Fates.Fate.CutOff("terminated", CUT));
    fates.put("gone", new Fates.Fate.Unknown());
    MissingEnds.Found found = ends.look(NOW, GRACE);
    assertThat(found.written()).isEmpty();
    assertThat(found.unknown()).containsExactly("gone");
    assertThat(of("gone")).hasSize(1);
  }
}
