package dev.sluice.activities.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Entries;
import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.policy.PastChange;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Feedback.Opinion;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.record.PlannedNumbers;
import dev.sluice.domain.rollout.Outcome;
import dev.sluice.inspection.risk.RiskTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerHistoryTest {
  private static final Judged FAILED =
      new Judged(1, 1, Verdict.FAIL, "errors rose", List.of(), Duration.ofMinutes(5));

  @TempDir private Path folder;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = Ledger.of(LedgerConfig.inFile(folder.resolve("ledger.db")));
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private void change(String id, Content... contents) {
    List<Content> all = new ArrayList<>(List.of(Entries.registered("checkout")));
    all.addAll(List.of(contents));
    ledger.append(Entries.of(id, all));
  }

  private static Ended ended(Outcome outcome) {
    return new Ended(outcome, 3, true, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(9));
  }

  private static Feedback said(String on, Opinion opinion) {
    return new Feedback(on, "", opinion, "jo", "looked");
  }

  @Test
  void learnsHarmFromVerdictsAndFromWhatPeopleFoundOut() {
    change("good", ended(Outcome.COMPLETED));
    change("bad", FAILED, ended(Outcome.ROLLED_BACK));
    change("false", FAILED, ended(Outcome.ROLLED_BACK), said("false/2", Opinion.FALSE_ALARM));
    change("missed", ended(Outcome.COMPLETED), said("missed/1", Opinion.MISSED));
    change("aborted", ended(Outcome.ROLLED_BACK));
    change("refused", ended(Outcome.REFUSED));
    change("running");

    Map<String, Boolean> harmed = new HashMap<>();
    LedgerHistory.of(ledger).changes().forEach(one -> harmed.put(one.id(), one.harmed()));

    assertThat(harmed)
        .hasSize(5)
        .containsEntry("good", false)
        .containsEntry("bad", true)
        .containsEntry("false", false)
        .containsEntry("missed", true)
        .containsEntry("aborted", null);
  }

  @Test
  void knowsOfEachChangeOnlyWhatWasKnownBefore() {
    change("first", FAILED, ended(Outcome.ROLLED_BACK));
    change("second", ended(Outcome.COMPLETED));
    int failures = PlannedNumbers.COLUMNS.indexOf("services_failures");

    List<RiskTable.Change> changes = LedgerHistory.of(ledger).changes();

    assertThat(changes).extracting(one -> one.number(failures)).containsExactly(0.0, 0.0);
    assertThat(changes).extracting(RiskTable.Change::group).containsOnly("checkout");
  }

  @Test
  void givesPoliciesWhatTheLedgerHoldsAndNothingElse() {
    change("first", ended(Outcome.COMPLETED));
    List<PastChange> past = new ArrayList<>();

    new LedgerPastChanges(ledger, ZoneOffset.UTC).forEach(past::add);

    assertThat(past).hasSize(1);
    assertThat(past.getFirst().services()).containsExactly("checkout", "cart");
    assertThat(past.getFirst().variables()).containsOnlyKeys("change", "risk", "calendar");
    assertThat(past.getFirst().variables().get("calendar"))
        .isEqualTo(Map.of("now", Entries.TIME, "weekday", "sunday", "hour", 10L));
    assertThat(past.getFirst().variables().get("change"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("targets", 40L)
        .containsEntry("class", "standard")
        .doesNotContainKeys("parameters", "tier", "batches");
  }
}
