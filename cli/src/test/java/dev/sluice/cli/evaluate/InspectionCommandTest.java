package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.evaluate.Bench.Run;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionCommandTest {
  private static final String GOOD = Bench.line("good", "10,11,10");
  private static final String BAD = Bench.line("bad", "10,10,15,15");
  private static final String SILENT = Bench.line("silent", "null,null");
  private static final String HEAD = "case_id,verdict,score,detected_at\n";

  private final Bench bench = new Bench();

  @TempDir private Path folder;

  @Test
  void writesOneRowForEachCaseInTheOrderOfTheInput() {
    bench.input(GOOD + BAD + SILENT);

    Run run = bench.run("inspection", "--cases", "-");

    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "case_id,verdict,score,detected_at",
            "good,pass,0.5000000000000004,",
            "bad,fail,2.5,2",
            "silent,inconclusive,,");
  }

  @Test
  void keepsTheOrderOfManyCasesOnSeveralThreads() {
    StringBuilder lines = new StringBuilder();
    StringBuilder rows = new StringBuilder(HEAD);
    for (int i = 0; i < 500; i++) {
      lines.append(Bench.line("c" + i, "15"));
      rows.append("c%d,fail,2.5,0\n".formatted(i));
    }
    bench.input(lines.toString());

    assertThat(bench.run("inspection", "--cases", "-").out()).isEqualTo(rows.toString());
  }

  @Test
  void readsFilesFoldersAndGzipAndWritesAFile() throws IOException {
    Path cases = Files.createDirectory(folder.resolve("cases"));
    Files.writeString(cases.resolve("b.jsonl"), BAD);
    Files.write(cases.resolve("a.jsonl.gz"), gzip(GOOD));
    Files.writeString(cases.resolve("notes.txt"), "no case");
    Path single = Files.writeString(folder.resolve("silent.jsonl"), SILENT);
    Path out = folder.resolve("pred.csv");

    Run run =
        bench.run(
            "inspection", "--cases", cases.toString(), single.toString(), "--out", out.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEmpty();
    assertThat(out)
        .content()
        .isEqualTo(HEAD + "good,pass,0.5000000000000004,\nbad,fail,2.5,2\nsilent,inconclusive,,\n");
  }

  @Test
  void readsGzipFromStandardInput() throws IOException {
    bench.input = gzip(BAD);

    assertThat(bench.run("inspection", "--cases", "-").out()).isEqualTo(HEAD + "bad,fail,2.5,2\n");
  }

  @Test
  void namesBrokenLinesAndGoesOn() {
    bench.input(
        GOOD
            + "\n{\"id\":\n"
            + BAD.replace("latency", "speed")
            + Bench.line("thirteen", "1").replace("[9,10,11]", "[13,13,13]")
            + GOOD
            + BAD);

    Run run = bench.run("inspection", "--cases", "-");

    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.out()).isEqualTo(HEAD + "good,pass,0.5000000000000004,\nbad,fail,2.5,2\n");
    assertThat(run.err().lines().toList())
        .hasSize(5)
        .satisfies(said -> {
          assertThat(said.get(0)).startsWith("sluice: standard input:3: id: isn't JSON at column ");
          assertThat(said.get(1))
              .isEqualTo(
                  "sluice: standard input:4: metrics[0].kind: is \"speed\", must be one of latency,"
                      + " error_rate, success_rate, resource, load, business, unknown");
          assertThat(said.get(2))
              .startsWith("sluice: standard input:5: case thirteen: the judge broke")
              .contains("thirteen at dev.sluice.cli.evaluate.MeanJudge.judge(");
          assertThat(said.get(3))
              .isEqualTo(
                  "sluice: standard input:6: id: is good, as that of standard input:1, which"
                      + " counts; must be its own");
          assertThat(said.get(4)).isEqualTo("4 lines left out; 2 cases judged");
        });
  }

  @Test
  void goesOnBehindAFileThatBreaksOff() throws IOException {
    byte[] whole = gzip(GOOD.repeat(3) + BAD);
    Files.write(folder.resolve("a.jsonl.gz"), Arrays.copyOf(whole, whole.length - 12));
    Files.writeString(folder.resolve("b.jsonl"), SILENT);

    Run run = bench.run("inspection", "--cases", folder.toString());

    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.out()).contains("silent,inconclusive");
    assertThat(run.err()).contains("a.jsonl.gz:", "can't be read from here on");
  }

  @Test
  void tellsMachinesInJson() {
    bench.input(BAD + SILENT + "oops");

    Run run = bench.run("inspection", "--cases", "-", "--json");

    assertThat(run.out().lines())
        .containsExactly(
            "{\"case_id\":\"bad\",\"verdict\":\"fail\",\"score\":2.5,\"detected_at\":2}",
            "{\"case_id\":\"silent\",\"verdict\":\"inconclusive\",\"score\":null,"
                + "\"detected_at\":null}");
    assertThat(run.err())
        .startsWith("{\"error\":{\"code\":\"BROKEN_CASE\",\"message\":\"standard input:3: isn't")
        .contains("\"file\":\"standard input\",\"line\":3");
  }

  @Test
  void scoresAgainstLabels() throws IOException {
    bench.input(GOOD + BAD + SILENT);
    Path labels =
        Files.writeString(
            folder.resolve("labels.csv"),
            """
            case_id,family,source,bad,onset,note
            good,f,s1,0,,
            bad,f,s2,1,1,"a, b"
            silent,f,s3,1,0,
            """);

    Run run = bench.run("inspection", "--cases", "-", "--labels", labels.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines().toList().get(1))
        .matches("f +3 +2 +1\\.00 .* 0\\.50 .* 0\\.67 .* 0\\.00 .* 0\\.33 +1 +1\\.00 +0\\.50");
    assertThat(run.out()).doesNotContain(HEAD).contains("Macro F1 over families: 0.667");
  }

  @Test
  void explainsOneCaseAndJudgesNoOther() {
    bench.input(Bench.line("thirteen", "1").replace("[9,10,11]", "[13,13,13]") + BAD);

    Run run = bench.run("inspection", "--cases", "-", "--explain", "bad");

    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .startsWith("FAIL  bad\n  The worst is 2.5 times what is allowed.\n")
        .contains("failed at sample 3 (after 3m), of 4 samples since the change, one every 1m")
        .contains("compared: the first changed target with its own mean before")
        .contains("changed   ▁▂▃|▂▂█");
  }

  @Test
  void saysThatNoCaseHasTheId() {
    bench.input(BAD);

    Run run = bench.run("inspection", "--cases", "-", "--explain", "other");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("no case that can be judged has the id other");
  }

  @Test
  void drawsTheNamedAndTheFailingCases() throws IOException {
    bench.input(GOOD + BAD);
    Path named = folder.resolve("good.svg");

    Run run =
        bench.run(
            "inspection",
            "--cases",
            "-",
            "--plot",
            named.toString(),
            "--plot-to",
            folder.resolve("failing").toString());

    assertThat(run.exit()).isZero();
    assertThat(named).content().startsWith("<svg ").contains("PASS");
    assertThat(folder.resolve("failing")).isDirectoryContaining("glob:**bad.svg");
    assertThat(folder.resolve("failing")).isDirectoryNotContaining("glob:**good.svg");
  }

  @Test
  void refusesWhatLeadsToNoCases() {
    assertThat(bench.run("inspection").exit()).isEqualTo(2);
    assertThat(bench.run("inspection", "--cases", folder.resolve("x").toString()))
        .satisfies(run -> {
          assertThat(run.exit()).isEqualTo(2);
          assertThat(run.err()).contains("there is no such file or folder");
        });
    assertThat(bench.run("inspection", "--cases", folder.toString()).err())
        .contains("holds no file that ends in .jsonl or .jsonl.gz");
  }

  @Test
  void judgesByOtherSettings() {
    bench.input(BAD);
    assertThat(bench.run("inspection", "--cases", "-", "--set", "limit=1").out())
        .contains("bad,pass,0.5,");
    bench.input(BAD);
    assertThat(bench.run("inspection", "--cases", "-", "--minimum-effect", "latency=2").out())
        .contains("bad,pass,0.25,");
    bench.input(BAD);
    assertThat(bench.run("inspection", "--cases", "-", "--minimum-effect", "speed=2"))
        .satisfies(run -> {
          assertThat(run.exit()).isEqualTo(2);
          assertThat(run.err()).contains("the kind speed must be one of latency");
        });
    assertThat(bench.run("inspection", "--cases", "-", "--alpha", "0.1").exit()).isEqualTo(2);
  }

  @Test
  void showsProgressOnATerminalOnly() {
    bench.interactive = true;
    bench.input(manyLines());
    assertThat(bench.run("inspection", "--cases", "-").err()).contains("40 cases judged");
    bench.interactive = false;
    bench.input(manyLines());
    assertThat(bench.run("inspection", "--cases", "-").err()).isEmpty();
  }

  private static String manyLines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      lines.append(Bench.line("c" + i, "15"));
    }
    return lines.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
