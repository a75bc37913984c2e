package dev.sluice.activities.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedCaseReaderTest {
  private static final String WHOLE =
      """
      {"id":"c1","family":"f","interval_s":0.5,"n_before":2,"n_after":3,
       "context":[{"name":"x","before":[1]}],
       "metrics":[
        {"name":"p95","kind":"latency","bad_direction":"increase","minimum_effect":0.2,
         "role":"supporting","unit":"s",
         "treatment":[{"name":"t0","zone":"a","before":[1,null],"after":[NaN,2.5e-3,3]}],
         "control":[{"name":"c0","before":[1,2],"after":[1,2,3]}]},
        {"name":"load","kind":"unknown","bad_direction":"none",
         "treatment":[{"name":"t0","before":[1,1],"after":[1,1,1]}]}]}
      """;

  @Test
  void readsWhatTheFormatSaysAndLetsTheRestBe() throws BrokenCaseException {
    RecordedCase read = read(WHOLE).recorded();

    assertThat(read.id()).isEqualTo("c1");
    assertThat(read.interval()).isEqualTo(Duration.ofMillis(500));
    assertThat(read.before()).isEqualTo(2);
    assertThat(read.after()).isEqualTo(3);
    assertThat(read.planned()).isEqualTo(3);
    RecordedMetric latency = read.metrics().getFirst();
    assertThat(latency.spec())
        .isEqualTo(
            new MetricSpec("p95", Kind.LATENCY, BadDirection.INCREASE, Role.SUPPORTING, "", 0.2));
    assertThat(latency.treatment().getFirst().name()).isEqualTo("t0");
    assertThat(latency.treatment().getFirst().before()).containsExactly(1, Double.NaN);
    assertThat(latency.treatment().getFirst().after()).containsExactly(Double.NaN, 0.0025, 3);
    assertThat(latency.control()).hasSize(1);
  }

  @Test
  void takesNoDirectionForContextAndAnUnknownKindForBusiness() throws BrokenCaseException {
    RecordedMetric context = read(WHOLE).recorded().metrics().get(1);

    assertThat(context.spec())
        .isEqualTo(new MetricSpec("load", Kind.BUSINESS, BadDirection.EITHER, Role.CONTEXT, "", 0));
    assertThat(context.control()).isEmpty();
  }

  @Test
  void countsTheSamplesWhereTheirNumberIsNotGiven() throws BrokenCaseException {
    RecordedCase read =
        read(WHOLE.replace("\"n_before\":2,", "").replace("\"n_after\":3,", "")).recorded();

    assertThat(read.before()).isEqualTo(2);
    assertThat(read.after()).isEqualTo(3);
  }

  @Test
  void readsWhatTheRunningChangeWasTold() throws BrokenCaseException {
    CaseLine read =
        read(WHOLE.replace("{\"id\"", "{\"said\":{\"verdict\":\"fail\",\"why\":\"slow\"},\"id\""));

    assertThat(read.said()).isEqualTo(new CaseLine.Said(Verdict.FAIL, "slow"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"id\":\"c1\"|\"id\":7|id: is 7, must be a text that isn't empty",
        "\"id\":\"c1\",||id: is missing, must be a text that no other case has",
        "0.5|0|interval_s: is 0, must be seconds between two samples, above 0",
        "0.5|\"1m\"|interval_s: is \"1m\", must be seconds between two samples, above 0",
        "\"n_after\":3|\"n_after\":2.5|n_after: is 2.5, must be a whole number from 0 to 1000000",
        "\"n_after\":3|\"n_after\":3,\"n_planned\":2|n_planned: is 2, must be at least 3 (n_after)",
        "\"n_after\":3|\"n_after\":4|'metrics[0].treatment[0].after: has 3 samples, must have 4"
            + " (n_after)'",
        "latency|speed|'metrics[0].kind: is \"speed\", must be one of latency, error_rate,"
            + " success_rate, resource, load, business, unknown'",
        "\"kind\":\"unknown\",||'metrics[1].kind: is missing, must be one of latency, error_rate,"
            + " success_rate, resource, load, business, unknown'",
        "none|up|'metrics[1].bad_direction: is \"up\", must be one of increase, decrease, either,"
            + " none'",
        "0.2|-1|'metrics[0].minimum_effect: is -1, must be a number from 0, where 0 is the judge''s"
            + " default'",
        "2.5e-3|\"x\"|'metrics[0].treatment[0].after[1]: is \"x\", must be a number, or null for no"
            + " sample'",
        "2.5e-3|[1]|'metrics[0].treatment[0].after[1]: is a list, must be a number, or null for no"
            + " sample'",
        "\"name\":\"load\"|\"name\":\"p95\"|'metrics[1].name: is the name of metrics[0] too, must"
            + " be its own'",
        "[{\"name\":\"t0\",\"before\":[1,1],\"after\":[1,1,1]}]|[]|'metrics[1].treatment: is empty, must be a list of at least one changed target'",
        "\"unit\":\"s\"|\"share_of\":\"p\"|'metrics[0].slower_than_s: is missing, must be the bound of a"
            + " bucket in seconds, above 0'",
        "\"unit\":\"s\"|\"slower_than_s\":0|'metrics[0].slower_than_s: is 0, must be the bound of a"
            + " bucket in seconds, above 0'",
        "\"before\":[1,1],||'metrics[1].treatment[0].before: is missing, must be a list of"
            + " numbers, null for no sample'",
      })
  void saysWhichFieldIsWrongAndWhatWouldBeRight(String right, String wrong, String problem) {
    assertThat(WHOLE).contains(right);

    assertThatThrownBy(() -> read(WHOLE.replace(right, wrong == null ? "" : wrong)))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessage(problem);
  }

  @Test
  void saysWhereALineStopsBeingJson() {
    assertThatThrownBy(() -> read("{\"id\": oops}"))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessageStartingWith("id: isn't JSON at column 8: ");
    assertThatThrownBy(() -> read(WHOLE.replace("2.5e-3", "oops")))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessageStartingWith("metrics[0].treatment[0].after[1]: isn't JSON at column ");
    assertThatThrownBy(() -> read("{\"id\":\"a\""))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessageContaining("isn't JSON at column ");
    assertThatThrownBy(() -> read(WHOLE.replace("\n", " ") + WHOLE))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessageContaining("a line holds one case");
    assertThatThrownBy(() -> read("[]"))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessage("is a list, must be an object {…}");
  }

  private static final String COUNTED =
      """
      {"id":"c1","interval_s":1,"metrics":[
        {"name":"errors","kind":"error_rate","bad_direction":"increase",
         "treatment":[{"name":"t0","before":[0,null],"after":[0.25],
                       "requests_before":[12.5,null],"requests_after":[8]}],
         "control":[{"name":"c0","before":[0,0],"after":[0],
                     "requests_after":[7],"requests_before":[5,0]}]}]}
      """;

  @Test
  void readsHowManyRequestsAreBehindEachSample() throws BrokenCaseException {
    RecordedMetric errors = read(COUNTED).recorded().metrics().getFirst();

    assertThat(errors.treatment().getFirst().requestsBefore()).containsExactly(12.5, Double.NaN);
    assertThat(errors.treatment().getFirst().requestsAfter()).containsExactly(8);
    assertThat(errors.control().getFirst().requestsBefore()).containsExactly(5, 0);
    assertThat(read(WHOLE).recorded().metrics().getFirst().treatment().getFirst().isCounted())
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[12.5,null]|[12.5]|'metrics[0].treatment[0].requests_before: has 1 numbers, must have 2"
            + " (before)'",
        "[8]|[8,9]|'metrics[0].treatment[0].requests_after: has 2 numbers, must have 1 (after)'",
        "[12.5,null]|[-1,null]|'metrics[0].treatment[0].requests_before[0]: is -1, must be a number"
            + " from 0, or null for no sample'",
        "[8]|[1e999]|'metrics[0].treatment[0].requests_after[0]: is 1e999, must be a number from 0,"
            + " or null for no sample'",
        "[8]|[\"8\"]|'metrics[0].treatment[0].requests_after[0]: is \"8\", must be a number from 0,"
            + " or null for no sample'",
        "[8]|8|'metrics[0].treatment[0].requests_after: is 8, must be a list […]'",
        "[8]|[null]|'metrics[0].treatment[0].requests_after[0]: is null, must be a number from 0, as"
            + " after[0] is a sample'",
        "\"requests_after\":[7],||'metrics[0].control[0].requests_after: is missing, must be a list"
            + " of numbers from 0, as the other side has one'",
        "',\"requests_after\":[7],\"requests_before\":[5,0]'||'metrics[0].control[0].requests_before:"
            + " is missing, must be given for all targets of the metric or for none'",
      })
  void saysWhichNumberOfRequestsIsWrong(String right, String wrong, String problem) {
    String whole = COUNTED.replaceAll("\\n *", "");
    assertThat(whole).contains(right);

    assertThatThrownBy(() -> read(whole.replace(right, wrong == null ? "" : wrong)))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessage(problem);
  }

  private static CaseLine read(String json) throws BrokenCaseException {
    return RecordedCaseReader.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
