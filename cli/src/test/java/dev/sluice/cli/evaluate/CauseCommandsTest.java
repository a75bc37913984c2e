package dev.sluice.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.evaluate.Bench.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who did it and where it sits, from files of cases. */
class CauseCommandsTest {
  private static final String ANOMALY =
      """
      {"id":"one","step_s":60,"detect_time":180,"entry_service":"shop","incident_t0":0,\
      "graph":{"edges":[["shop","pay"],["shop","cart"]]},"changes":[\
      {"id":"c-pay","service":"pay","time":0,"steps":[{"done":30,"pods_new":["pay-3"],"pods_old":[]}]},\
      {"id":"c-cart","service":"cart","time":0,"steps":[{"done":30,"pods_new":["cart-3"],"pods_old":[]}]}],\
      "series":[SERIES]}
      """;
  private static final String SPLIT =
      """
      {"id":"two","rows":[\
      {"region":"eu","version":"v1","a_real":98,"a_predict":98,"b_real":100,"b_predict":100},\
      {"region":"us","version":"v1","a_real":98,"a_predict":98,"b_real":100,"b_predict":100},\
      {"region":"eu","version":"v2","a_real":20,"a_predict":98,"b_real":100,"b_predict":100},\
      {"region":"us","version":"v2","a_real":98,"a_predict":98,"b_real":100,"b_predict":100}]}
      """;

  private final Bench bench = new Bench();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder series = new StringBuilder();
    for (String service : new String[] {"pay", "cart"}) {
      for (int i = 1; i <= 3; i++) {
        String during = service.equals("pay") && i == 3 ? "40,40,40,40" : "0,0,0,0";
        series.append(
            """
            %s{"service":"%s","instance":"%s-%d","peer":null,"metric":"errors",\
            "baseline":[0,0,0,0],"incident":[%s]}\
            """
                .formatted(series.isEmpty() ? "" : ",", service, service, i, during));
      }
    }
    Files.writeString(folder.resolve("anomalies.jsonl"), ANOMALY.replace("SERIES", series));
    Files.writeString(folder.resolve("splits.jsonl"), SPLIT);
    Files.writeString(
        folder.resolve("guilt.jsonl"),
        """
        {"id":"one","source":"made","change_id":"c-pay","instances":["pay-3"]}
        {"id":"unseen","source":"made","change_id":"c-1"}
        """);
    Files.writeString(
        folder.resolve("places.jsonl"),
        """
        {"id":"two","root_causes":[{"region":"eu","version":"v2"}]}
        """);
  }

  @Test
  void ranksChangesAndSaysWhy() {
    Run lines = bench.run("attribution", "--cases", file("anomalies.jsonl"));
    assertThat(lines.exit()).as(lines.err()).isZero();
    assertThat(lines.out())
        .startsWith("{\"id\":\"one\",\"ranking\":[\"c-pay\",\"c-cart\"],\"instances\":[\"pay-3\"");

    Run why = bench.run("attribution", "--cases", file("anomalies.jsonl"), "--explain", "one");
    assertThat(why.out())
        .contains("c-pay of pay: changed instances fail calls that unchanged ones don't")
        .contains("first pay-3")
        .contains("none of them");
  }

  @Test
  void scoresRankingsAndCountsCasesWithoutOneAsWrong() throws IOException {
    Files.writeString(
        folder.resolve("other.jsonl"), "{\"id\":\"one\",\"ranking\":[\"c-cart\",\"c-pay\"]}\n");
    Run run =
        bench.run(
            "attribution",
            "--cases",
            file("anomalies.jsonl"),
            "--labels",
            file("guilt.jsonl"),
            "--against",
            file("other.jsonl"));
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("made +2 +0\\.500 \\[.*] +0\\.500 +0\\.500 +1\\.000 +0\\.000 +1");
  }

  @Test
  void findsWhereAMeasureLostAndScoresIt() {
    Run run =
        bench.run(
            "localization",
            "--cases",
            file("splits.jsonl"),
            "--labels",
            file("places.jsonl"),
            "--explain",
            "two");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("region=eu, version=v2")
        .contains("1 cases: micro F1 1.000 [1.000,1.000], whole sets 1.000");
  }

  @Test
  void namesTheLineThatIsNoCaseAndGoesOn() {
    bench.input("{\"id\":\"x\"}\n" + SPLIT);
    Run run = bench.run("localization", "--cases", "-");
    assertThat(run.exit()).isEqualTo(7);
    assertThat(run.err()).contains("standard input:1: rows: is missing");
    assertThat(run.out()).contains("\"id\":\"two\"");
  }

  @Test
  void saysWhatIsMissingWhereItCanNotAnswer() {
    Run against =
        bench.run("localization", "--cases", file("splits.jsonl"), "--against", "x.jsonl");
    assertThat(against.err()).contains("add --labels");
    Run unknown = bench.run("localization", "--cases", file("splits.jsonl"), "--explain", "nine");
    assertThat(unknown.err()).contains("no case that can be judged has the id nine");
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
