package dev.sluice.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.record.LedgerHistory;
import dev.sluice.activities.risk.RiskModelFile;
import dev.sluice.cli.Shell;
import dev.sluice.cli.Shell.Run;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.record.PlannedNumbers;
import dev.sluice.inspection.risk.RiskQuality;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTrial;
import dev.sluice.simulation.quarter.Quarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the ledger of a made-up quarter, in which risk and number of targets decide on harm. */
class LedgerTrainingTest {
  private static final int CHANGES = 4_000;

  @TempDir private static Path folder;
  private static Path ledger = Path.of("");
  private static Shell shell;

  @BeforeAll
  static void record() throws IOException {
    shell = new Shell();
    ledger = folder.resolve("ledger.db");
    List<Entry> entries = Quarter.of(20_260_105, CHANGES).entries();
    try (Ledger written = Ledger.of(LedgerConfig.inFile(ledger))) {
      for (int i = 0; i < entries.size(); i += Ledger.MOST_APPENDED) {
        written.append(entries.subList(i, Math.min(entries.size(), i + Ledger.MOST_APPENDED)));
      }
    }
  }

  @AfterAll
  static void close() {
    shell.close();
  }

  @Test
  void tellsDangerousChangesFromOthersBetterThanChance() {
    Path model = folder.resolve("model.risk");

    Run run = run("risk", "train", "--from", "ledger:" + ledger, "--out", model.toString());

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).contains("14 columns: " + String.join(", ", PlannedNumbers.COLUMNS));
    try (var read = RiskModelFile.read(model).model()) {
      RiskTrial trial = Objects.requireNonNull(read.facts().heldOut());
      RiskQuality quality = trial.all();
      System.out.printf(
          "trained on the ledger of a quarter: %d changes, base rate %.3f; newest fifth: %d changes, AUC %.3f, PR-AUC %.3f, calibration error %.3f, harm caught by holding 5/10/50 %%: %s; knowing the chances themselves: AUC %.3f%n",
          read.facts().known(),
          read.facts().baseRate(),
          quality.changes(),
          quality.auc(),
          quality.averagePrecision(),
          quality.calibrationError(),
          quality.caught(),
          byChancesThemselves());
      // With 60 harmful of 740 the standard error of an AUC of 0.5 by chance is 0.04.
      assertThat(quality.auc()).isGreaterThan(0.58);
      assertThat(quality.averagePrecision()).isGreaterThan(1.3 * quality.harmful());
    }
  }

  /** The AUC over all changes of whoever knew by which chances harm was drawn. */
  private static double byChancesThemselves() {
    int targets = PlannedNumbers.COLUMNS.indexOf("targets");
    int risk = PlannedNumbers.COLUMNS.indexOf("rules_risk");
    List<RiskQuality.Judged> judged = new ArrayList<>();
    try (Ledger reading = Ledger.reading(LedgerConfig.inFile(ledger))) {
      for (RiskTable.Change one : LedgerHistory.of(reading).known()) {
        double many = one.number(targets) >= 400 ? 0.08 : 0;
        judged.add(
            new RiskQuality.Judged(
                0.01 + 0.025 * (one.number(risk) - 1) + many, Boolean.TRUE.equals(one.harmed())));
      }
    }
    return RiskQuality.of(judged).auc();
  }

  @Test
  void namesALedgerThatIsNotThere() {
    Run run =
        run("risk", "train", "--from", "ledger:" + folder.resolve("no.db"), "--out", "x.risk");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("no.db: there is none");
  }

  @Test
  void policiesAreTriedOnTheChangesOfALedger() throws IOException {
    Files.writeString(
        folder.resolve("rules.yaml"),
        """
        rules:
          - name: big
            description: Big changes are not made.
            status: shadow
            when: change.targets > 490
            refuse: too big
          - name: core
            description: Core services wait.
            status: shadow
            when: change.tier == 1
            holdWhile: somebody looks
        """);

    Run big = policy("big");
    Run core = policy("core");

    assertThat(big.exit()).as(big.err()).isZero();
    assertThat(big.out())
        .containsPattern(CHANGES + " past changes, 1 rules: [1-9]\\d* refused, 0 ");
    assertThat(core.out()).contains(CHANGES + " could not be judged, 0 as they were");
  }

  private static Run policy(String rule) {
    return run(
        "policy",
        "test",
        rule,
        "--policies",
        folder.toString(),
        "--changes",
        "ledger:jdbc:sqlite:" + ledger);
  }

  private static Run run(String... words) {
    return shell.run(words);
  }
}
