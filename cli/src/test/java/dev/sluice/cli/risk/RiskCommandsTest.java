package dev.sluice.cli.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cli.Samples;
import dev.sluice.cli.Shell;
import dev.sluice.cli.Shell.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against a made-up history, in which the number of files decides what does harm. */
class RiskCommandsTest {
  private static final String HEAD = "project,commit,time,files,author,label,split\n";

  @TempDir private static Path folder;
  private static Path history = Path.of("");
  private static Path later = Path.of("");
  private static Path model = Path.of("");
  private static Run trained = new Run(-1, "", "");
  private static Shell shell;

  @BeforeAll
  static void train() throws IOException {
    shell = new Shell();
    List<String> rows = rows(900);
    history = folder.resolve("history.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(history))) {
      out.write(csv(rows.subList(0, 600)).getBytes(StandardCharsets.UTF_8));
    }
    later = Files.writeString(folder.resolve("later.csv"), csv(rows.subList(600, 900)));
    model = folder.resolve("model.risk");
    trained = run("risk", "train", "--from", history.toString(), "--out", model.toString());
  }

  @AfterAll
  static void close() {
    shell.close();
  }

  @Test
  void saysHowGoodTheModelWasOnTheNewestFifth() {
    assertThat(trained.exit()).isZero();
    assertThat(trained.err().lines())
        .containsExactly(
            "600 changes of 2 projects read, with 1 column: files",
            "left out, as they hold text: author");
    assertThat(trained.out())
        .contains(", trained " + Samples.NOW)
        .contains("Learned from 600 changes of 2 projects (600 known), of which ")
        .contains("Columns: files\nRisk 1 below, 2 from ")
        .containsPattern("(?m)^ALL \\(pooled\\) +120 ");
  }

  @Test
  void showsAModelAsItWasTrained() throws IOException {
    Path plot = folder.resolve("shown.svg");

    Run shown = run("risk", "show", model.toString(), "--plot", plot.toString());
    assertThat(shown.out()).isEqualTo(trained.out());
    assertThat(plot).content().startsWith("<svg ").contains("120 changes", "probability of harm");
    JsonNode json =
        JsonMapper.shared().readTree(run("risk", "show", model.toString(), "--json").out());
    assertThat(json.path("known").asInt()).isEqualTo(600);
    assertThat(json.path("held_out").path("pooled").path("auc").asDouble()).isGreaterThan(0.8);
    assertThat(json.path("risk_from").path("3").asDouble())
        .isEqualTo(json.path("base_rate").asDouble(), within(1e-9));
  }

  @Test
  void answersByItsFileAsItDidWhenItWasTrained() throws IOException {
    Path out = folder.resolve("scores.csv");

    Run evaluated =
        run(
            "evaluate",
            "risk",
            "--train",
            history.toString(),
            "--cases",
            later.toString(),
            "--out",
            out.toString());
    Run asked = run("risk", "ask", model.toString(), "--cases", later.toString());

    assertThat(evaluated.exit()).isZero();
    assertThat(asked.err()).isEmpty();
    List<String> scores = Files.readAllLines(out);
    assertThat(scores).hasSize(301).startsWith("project,commit,score");
    assertThat(scores.get(1)).startsWith("\"a, b\",c600,0.");
    List<String> answers = asked.out().lines().toList();
    assertThat(answers.getFirst()).isEqualTo("project,commit,score,risk");
    for (int i = 1; i < scores.size(); i++) {
      assertThat(answers.get(i)).matches(Pattern.quote(scores.get(i)) + ",[1-5]");
    }
  }

  @Test
  void scoresWhatItSaidWhereTheCasesSayWhatHappened() throws IOException {
    Path out = folder.resolve("scored.csv");
    Path plot = folder.resolve("reliability.svg");

    Run run =
        run(
            "evaluate",
            "risk",
            "--train",
            history.toString(),
            "--cases",
            later.toString(),
            "--out",
            out.toString(),
            "--plot",
            plot.toString(),
            "--json");

    assertThat(run.err()).isEmpty();
    JsonNode json = JsonMapper.shared().readTree(run.out());
    assertThat(json.path("pooled").path("changes").asInt()).isEqualTo(300);
    assertThat(json.path("pooled").path("auc").asDouble()).isGreaterThan(0.8);
    assertThat(json.path("mean").path("calibration_error").asDouble()).isLessThan(0.15);
    assertThat(json.path("projects").path("a, b").path("caught_by_50").asDouble())
        .isGreaterThan(0.8);
    assertThat(plot).content().contains("Risk of later.csv");
  }

  @Test
  void asksWithoutLabelsAndPrintsToAPipe() throws IOException {
    Path cases =
        Files.writeString(
            folder.resolve("cases.csv"),
            "time,commit,project,files,more\n"
                + "2026-06-01T10:00:00Z,few,z,1,2\n"
                + "1780308001,many,z,90,2\n");

    Run evaluated =
        run("evaluate", "risk", "--train", history.toString(), "--cases", cases.toString());
    assertThat(evaluated.out().lines().toList())
        .hasSize(3)
        .satisfies(lines -> {
          assertThat(lines.get(1)).startsWith("z,few,0.");
          assertThat(lines.get(2)).startsWith("z,many,0.");
        });
    Run drawn =
        run(
            "evaluate",
            "risk",
            "--train",
            history.toString(),
            "--cases",
            cases.toString(),
            "--plot",
            folder + "/no.svg");
    assertThat(drawn.exit()).isEqualTo(2);
    assertThat(drawn.err()).contains("--plot needs cases of which it is known");
    Run asked = run("risk", "ask", model.toString(), "--cases", cases.toString(), "--json");
    JsonNode many = JsonMapper.shared().readTree(asked.out().lines().toList().get(1));
    assertThat(many.path("risk").asInt()).isGreaterThanOrEqualTo(4);
    assertThat(many.path("commit").asString()).isEqualTo("many");
  }

  @Test
  void saysWhatIsWrongWithAFileAndWhere() throws IOException {
    assertThat(said("commit,time,x,label\n")).contains("bad.csv:1: the column project is missing");
    assertThat(said("project,commit,time,x\n")).contains("bad.csv:1: the column label is missing");
    assertThat(said("project,commit,time,label,x\na,b,1,maybe,2\n"))
        .contains("bad.csv:2: label: is 'maybe', must be 1 (did harm), 0 (did none) or nothing");
    assertThat(said("project,commit,time,label,x\na,b,soon,1,2\n"))
        .contains("bad.csv:2: time: is 'soon', must be seconds since 1970 or a time such as");
    assertThat(said("project,commit,time,label,x\na,b,1,1,2\n\na,c,2,,much\n"))
        .contains("bad.csv:4: x: is 'much', must be a finite number or nothing");
    assertThat(said("project,commit,time,label,x\na,b,1,1\n"))
        .contains("bad.csv:2: has 4 cells, must have 5");
    assertThat(said("project,commit,time,label,x\na,b,1,1,\"2\n"))
        .contains("bad.csv:2: a cell begins with a quote that is never closed");
    assertThat(said("project,commit,time,label\na,b,1,1\n"))
        .contains("bad.csv:1: has no column of numbers beside time, label and split");
    assertThat(said("")).contains("bad.csv: is empty, must begin with a head line");
    assertThat(said("project,commit,time,label,x\na,b,1,1,2\n"))
        .contains("too little to learn from: 1 changes");
  }

  @Test
  void refusesWhatIsNoModelAndCasesOfOtherColumns() throws IOException {
    Path other =
        Files.writeString(folder.resolve("other.csv"), "project,commit,time,lines\na,b,1,2\n");

    assertThat(run("risk", "show", later.toString()))
        .satisfies(run -> {
          assertThat(run.exit()).isEqualTo(1);
          assertThat(run.err()).contains("later.csv: is no risk model that can be read");
        });
    assertThat(run("risk", "ask", model.toString(), "--cases", other.toString()).err())
        .contains("columns that the cases don't have: files. They have lines");
    assertThat(run("risk", "ask", model.toString(), "--cases", "none.csv").err())
        .contains("can't read none.csv");
    assertThat(run("risk", "train", "--from", history.toString()).exit()).isEqualTo(2);
  }

  private static String said(String text) throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), text);
    Run run = run("risk", "train", "--from", bad.toString(), "--out", folder + "/bad.risk");
    assertThat(run.exit()).isEqualTo(1);
    return run.err();
  }

  private static Run run(String... arguments) {
    return shell.run(arguments);
  }

  private static String csv(List<String> rows) {
    return HEAD + String.join("", rows);
  }

  private static List<String> rows(int count) {
    Random random = new Random(3);
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int files = 1 + random.nextInt(100);
      int label = random.nextDouble() < (files > 70 ? 0.95 : 0.02) ? 1 : 0;
      List<String> cells =
          Arrays.asList(
              i % 2 == 0 ? "\"a, b\"" : "other",
              "c" + i,
              String.valueOf(1_700_000_000L + 3600L * i),
              String.valueOf(files),
              "somebody" + i % 5,
              String.valueOf(label),
              "7");
      rows.add(String.join(",", cells) + "\n");
    }
    return rows;
  }
}
