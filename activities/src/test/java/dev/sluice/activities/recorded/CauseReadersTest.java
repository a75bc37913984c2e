package dev.sluice.activities.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.inspection.attribution.Incident;
import dev.sluice.inspection.attribution.Side;
import dev.sluice.inspection.attribution.Signal;
import dev.sluice.inspection.attribution.SignalKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseReadersTest {
  private static final String INCIDENT =
      """
      {"id":"a1","step_s":60,"detect_time":360,"entry_service":"shop","incident_t0":120,
       "graph":{"nodes":["shop","pay"],"edges":[["shop","pay"]]},
       "changes":[{"id":"c1","service":"pay","time":90,
         "steps":[{"done":150,"pods_new":["pay-2"],"pods_old":["pay-1"]}]}],
       "series":[
        {"service":"pay","instance":"pay-2","peer":"shop","metric":"success_rate",
         "baseline":[0.5,1],"incident":[1,null]},
        {"service":"shop","instance":null,"peer":"pay","metric":"p95","baseline":[1,2],"incident":[3,4]},
        {"service":"pay","instance":null,"peer":null,"metric":"node_cpu","baseline":[1],"incident":[1,1]},
        {"service":"pay","instance":null,"peer":null,"metric":"requests","baseline":[1],"incident":[1,1]}]}
      """;
  private static final String SPLIT =
      """
      {"id":"s1","rows":[
       {"cdn":"1","p2p":0,"a_real":"5","a_predict":9.5,"b_real":10,"b_predict":"10"},
       {"p2p":1,"cdn":"1","a_real":9,"a_predict":9,"b_real":10,"b_predict":10}]}
      """;

  @Test
  void readsWhoChangedWhatAndWhatWasMeasured() throws BrokenCaseException {
    RecordedIncident read = RecordedCaseReader.readIncident(bytes(INCIDENT));

    Incident incident = read.incident();
    assertThat(read.id()).isEqualTo("a1");
    assertThat(incident.alert()).isEqualTo(Instant.ofEpochSecond(360));
    assertThat(incident.candidates().getFirst().touches().getFirst().changed())
        .containsExactly("pay-2");
    assertThat(incident.signals())
        .as("hosts and traffic say nothing of a service's health")
        .extracting(Signal::kind)
        .containsExactly(SignalKind.FAILURES, SignalKind.LATENCY);
    assertThat(incident.signals())
        .extracting(Signal::side)
        .containsExactly(Side.SERVED, Side.CALLED);
    assertThat(incident.signals().getFirst().before())
        .as("shares of success as percent of failures")
        .containsExactly(50, 0);
    assertThat(incident.signals().getFirst().during()).containsExactly(0, Double.NaN);
  }

  @Test
  void readsASplitWhateverTheOrderOfItsLabels() throws BrokenCaseException {
    RecordedSplit read = RecordedCaseReader.readSplit(bytes(SPLIT));

    assertThat(read.id()).isEqualTo("s1");
    assertThat(read.split().labels()).containsExactly("cdn", "p2p");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"step_s\":60|\"step_s\":0|step_s: is 0, must be seconds between two samples",
        "\"id\":\"a1\",|''|id: is missing",
        "[\"shop\",\"pay\"]]|[\"shop\"]]|graph.edges[0]: is empty, must be a list of two",
        "\"done\":150,|''|changes[0].steps[0].done: is missing",
        "[3,4]|[3]|all signals have as many samples",
      })
  void saysWhichFieldOfAnIncidentIsWrong(String right, String wrong, String said) {
    assertThat(INCIDENT).contains(right);
    assertThatThrownBy(() -> RecordedCaseReader.readIncident(bytes(INCIDENT.replace(right, wrong))))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"a_real\":\"5\"|\"a_real\":\"five\"|rows[0].a_real: is \"five\", must be a number",
        "\"b_real\":10,|''|rows[0].b_real: is missing",
        "\"p2p\":1|\"tcp\":1|a row with the labels of the first one: cdn, p2p",
      })
  void saysWhichFieldOfASplitIsWrong(String right, String wrong, String said) {
    assertThat(SPLIT).contains(right);
    assertThatThrownBy(() ->
            RecordedCaseReader.readSplit(bytes(SPLIT.replaceFirst(Pattern.quote(right), wrong))))
        .isInstanceOf(BrokenCaseException.class)
        .hasMessageContaining(said);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
