package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.evaluate.Bench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgainCommandTest {
  private static final String GOOD = Bench.line("good", "10,11,10");
  private static final String BAD = Bench.line("bad", "10,10,15,15");

  private final Bench bench = new Bench();

  @TempDir private Path folder;

  @Test
  void printsWhichVerdictsOtherSettingsWouldFlipAndWhy() {
    bench.input(GOOD + BAD);

    Run run = bench.run("again", "--cases", "-", "--set", "limit=0.05");

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "PASS would be FAIL  good, at sample 2",
            "  was: The worst is 0.5000000000000004 times what is allowed.",
            "  now: The worst is 2.0000000000000018 times what is allowed.",
            "2 cases, 1 verdict would flip: 1 pass to fail");
  }

  @Test
  void comparesWithWhatTheRunningChangeWasTold() {
    bench.input(
        BAD.replace(
            "{\"id\"", "{\"said\":{\"verdict\":\"inconclusive\",\"why\":\"Too early.\"},\"id\""));

    Run run = bench.run("again", "--cases", "-");

    assertThat(run.out())
        .contains("INCONCLUSIVE would be FAIL  bad, at sample 3", "was: Too early.")
        .contains("1 case, 1 verdict would flip: 1 inconclusive to fail");
  }

  @Test
  void comparesWithEarlierPredictions() throws IOException {
    Path earlier =
        Files.writeString(
            folder.resolve("pred.csv"),
            "case_id,verdict,score,detected_at\ngood,fail,1e+06,2.0\nbad,fail,7,1\n");
    bench.input(GOOD + BAD);

    Run run = bench.run("again", "--cases", "-", "--against", earlier.toString(), "--json");

    assertThat(run.out().lines())
        .containsExactly(
            "{\"case_id\":\"good\",\"before\":\"fail\",\"after\":\"pass\",\"why_before\":\"\","
                + "\"why_after\":\"The worst is 0.5000000000000004 times what is allowed.\"}",
            "{\"cases\":2,\"flips\":{\"fail_to_pass\":1}}");
  }

  @Test
  void asksForSomethingToCompareWith() {
    bench.input(GOOD);

    Run run = bench.run("again", "--cases", "-");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("1 case without an earlier verdict: give --against");
  }
}
