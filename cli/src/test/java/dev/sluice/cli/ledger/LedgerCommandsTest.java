package dev.sluice.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.ledger.Ledger;
import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.activities.ledger.Selection;
import dev.sluice.cli.Samples;
import dev.sluice.cli.Shell;
import dev.sluice.cli.Shell.Run;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Feedback.Opinion;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.rollout.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerCommandsTest {
  @TempDir private Path folder;
  private Shell shell;
  private String file;

  @BeforeEach
  void open() throws IOException {
    shell = new Shell();
    shell.environment.put("SLUICE_ACTOR", "jo");
    file = folder.resolve("ledger.db").toString();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private void record(String change, Instant time, Content... contents) {
    try (Ledger ledger = Ledger.of(LedgerConfig.inFile(Path.of(file)))) {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < contents.length; i++) {
        entries.add(new Entry(change + "/" + (i + 1), time, change, contents[i]));
      }
      ledger.append(entries);
    }
  }

  private Run run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--ledger");
    all.add(file);
    return shell.run(all.toArray(String[]::new));
  }

  private static Registered registered(String service) {
    return new Registered(
        "kubernetes-release",
        "3",
        ChangeKind.OWN,
        "release",
        "ci",
        List.of(service),
        List.of(),
        12,
        Double.NaN,
        true,
        ChangeClass.STANDARD,
        2,
        Double.NaN,
        ControlLevel.ASSESSED,
        List.of(),
        List.of(new MatchedRule("small-steps", MatchedRule.Status.SHADOW, "one zone")));
  }

  private static Judged judged(int batch, Verdict verdict) {
    return new Judged(1, batch, verdict, "errors", List.of(), Duration.ofMinutes(5));
  }

  private void recordTwo() {
    record(
        "release-1",
        Samples.NOW.minus(Duration.ofDays(10)),
        registered("checkout"),
        new Held(HoldCause.POLICY, "no-friday", Samples.NOW),
        judged(1, Verdict.PASS),
        judged(2, Verdict.FAIL),
        new Ended(
            Outcome.ROLLED_BACK, 3, false, Duration.ZERO, Duration.ofMinutes(10), Duration.ZERO));
    record("release-2", Samples.NOW.minus(Duration.ofDays(1)), registered("basket"));
  }

  @Test
  void verifiesAndTellsTheHeadToNote() {
    recordTwo();

    Run run = run("ledger", "verify");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).matches("(?s)sound  6 rows, head [0-9a-f]{64}\\s*");
    String head = run.out().strip().replaceAll(".* ", "");
    assertThat(run("ledger", "verify", "--head", head).exit()).isZero();
    assertThat(run("ledger", "verify", "--head", "0a".repeat(32)).exit()).isEqualTo(9);
  }

  @Test
  void saysWhichRowIsWrong() throws SQLException {
    recordTwo();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("drop trigger ledger_no_update");
      statement.execute("update ledger set body = replace(body, 'fail', 'pass') where seq = 4");
    }

    Run run = run("ledger", "verify");
    assertThat(run.exit()).isEqualTo(9);
    assertThat(run.out()).contains("broken  row 4 (judged of release-1) was changed");
    assertThat(run("ledger", "verify", "--json").out())
        .contains("\"sound\":false", "\"row\":4", "\"wrong\":\"changed\"");
  }

  @Test
  void listsByChangeServiceAndTime() {
    recordTwo();

    assertThat(run("ledger", "list").out())
        .contains("release-1", "held", "policy no-friday", "FAIL", "batch 2, baked 5m: errors")
        .contains("own kubernetes-release: standard, risk 2, control assessed, 12 targets");
    assertThat(run("ledger", "list", "--change", "changes/release-2").out())
        .contains("basket")
        .doesNotContain("release-1");
    assertThat(run("ledger", "list", "--service", "checkout").out())
        .contains("ended")
        .doesNotContain("release-2");
    assertThat(run("ledger", "list", "--since", "7d").out())
        .contains("release-2")
        .doesNotContain("release-1");
    assertThat(run("ledger", "list", "--limit", "1").out()).doesNotContain("release-1");
    assertThat(run("ledger", "list", "--limit", "1").err()).contains("5 older ones");
    assertThat(run("ledger", "list", "--json").out().lines())
        .hasSize(6)
        .allMatch(line -> line.startsWith("{\"key\":\"release-"));
  }

  @Test
  void takesFeedbackOnTheVerdictThatFailed() {
    recordTwo();

    Run run =
        run("ledger", "feedback", "release-1", "false-alarm", "--reason", "a test of the network");

    assertThat(run.exit()).isZero();
    assertThat(latest())
        .isEqualTo(
            new Feedback("release-1/4", "", Opinion.FALSE_ALARM, "jo", "a test of the network"));
  }

  @Test
  void takesFeedbackOnABatchARulesHoldAndARuleInShadow() {
    recordTwo();

    run("ledger", "feedback", "release-1", "missed", "--batch", "1", "--reason", "seen later");
    assertThat(latest()).isEqualTo(feedback("release-1/3", "", Opinion.MISSED));
    run(
        "ledger",
        "feedback",
        "release-1",
        "true-alarm",
        "--rule",
        "no-friday",
        "--reason",
        "seen later");
    assertThat(latest()).isEqualTo(feedback("release-1/2", "no-friday", Opinion.TRUE_ALARM));
    run(
        "ledger",
        "feedback",
        "release-2",
        "false-alarm",
        "--rule",
        "small-steps",
        "--reason",
        "seen later");
    assertThat(latest()).isEqualTo(feedback("release-2/1", "small-steps", Opinion.FALSE_ALARM));
    run("ledger", "feedback", "release-2", "missed", "--reason", "seen later");
    assertThat(latest()).isEqualTo(feedback("release-2/1", "", Opinion.MISSED));
  }

  private static Feedback feedback(String on, String rule, Opinion opinion) {
    return new Feedback(on, rule, opinion, "jo", "seen later");
  }

  private Content latest() {
    List<Entry> entries = new ArrayList<>();
    try (Ledger ledger = Ledger.reading(LedgerConfig.inFile(Path.of(file)))) {
      ledger.read(Selection.ALL, entries::add);
    }
    return entries.getLast().content();
  }

  @Test
  void refusesFeedbackOnWhatIsNotThere() {
    recordTwo();

    assertThat(feedbackError("release-9", "true-alarm")).contains("knows no change release-9");
    assertThat(feedbackError("release-2", "true-alarm")).contains("there was no alarm");
    assertThat(feedbackError("release-1", "true-alarm", "--batch", "1"))
        .contains("no failed verdict on batch 1");
    assertThat(feedbackError("release-1", "true-alarm", "--rule", "none"))
        .contains("no rule none held or matched");
    assertThat(feedbackError("release-1", "maybe")).contains("say true-alarm, false-alarm");
    shell.environment.clear();
    assertThat(feedbackError("release-1", "true-alarm")).contains("SLUICE_ACTOR");
  }

  private String feedbackError(String... words) {
    List<String> all = new ArrayList<>(List.of("ledger", "feedback", "--reason", "why"));
    all.addAll(List.of(words));
    Run run = run(all.toArray(String[]::new));
    assertThat(run.exit()).isEqualTo(2);
    return run.err();
  }

  @Test
  void saysWhereThereIsNoLedger() {
    Run run = run("report", "--json");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("LEDGER_MISSING", "there is none", "--ledger");
    assertThat(Path.of(file)).doesNotExist();
    assertThat(shell.run("ledger", "verify", "--ledger", "jdbc:oracle:x").exit()).isEqualTo(2);
  }

  @Test
  void makesTheTableWhereWorkersMayNot() {
    assertThat(run("ledger", "migrate").out()).contains("up to date");
    assertThat(run("ledger", "list").out()).contains("No entries.");
    assertThat(run("report").out()).contains("none.");
  }

  @Test
  void aNameCanNotBecomeAPartOfThePage() {
    record("release-1", Samples.NOW, registered("<script>alert(\"x\")</script>"));
    Path page = folder.resolve("page.html");

    Run run = run("report", "--until", "2027-01-01", "--since", "9999d", "--html", page.toString());

    assertThat(run.exit()).isZero();
    assertThat(page).content().contains("&lt;script&gt;").doesNotContain("<script", "\"x\"");
  }

  @Test
  void reportsFiguresAsTextAndAsJson() {
    recordTwo();

    assertThat(run("report").out())
        .contains("standardization rate", "100.0 %", "2 of 2 changes", "no feedback yet")
        .contains("change failure rate", "1 of 1 that touched a target", "unknown");
    assertThat(run("report", "--by", "service").out()).contains("checkout", "basket");
    assertThat(run("report", "--since", "7d", "--json").out())
        .contains("\"changes\":1", "\"failure\":{\"part\":0,\"whole\":0,\"rate\":null}");
    assertThat(run("report", "--until", "yesterday").err()).contains("--until takes a date");
  }
}
