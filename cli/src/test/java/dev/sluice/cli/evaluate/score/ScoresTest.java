package dev.sluice.cli.evaluate.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.cli.csv.CsvTable;
import dev.sluice.domain.inspection.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScoresTest {
  private static final String LABELS =
      """
      case_id,family,subfamily,source,bad,onset,effect,note
      b1,f,x,s1,1,2,,
      b2,f,x,s1,1,,,
      b3,f,x,s2,1,4,,"said ""no"", twice"
      b4,g,x,s3,1,0,,
      a1,f,x,s2,0,,,
      a2,f,x,s4,0,,,
      a3,g,x,s5,0,,,
      """;
  private static final String PREDICTIONS =
      """
      case_id,verdict,score,detected_at
      b1,fail,3,5
      b2,fail,1e+06,7
      b3,pass,0.5,
      a1,fail,2,0
      a2,pass,-1,
      a3,inconclusive,,
      other,fail,9,1
      """;

  @Test
  void countsOnlyFailAsCaught() {
    Figures pooled = scores(PREDICTIONS).pooled();

    assertThat(pooled.cases()).isEqualTo(7);
    assertThat(pooled.bad()).isEqualTo(4);
    assertThat(pooled.precision().value()).isEqualTo(2.0 / 3);
    assertThat(pooled.recall().value()).isEqualTo(2.0 / 4);
    assertThat(pooled.f1().value()).isEqualTo(4.0 / 7);
    assertThat(pooled.falseAlarmRate().value()).isEqualTo(1.0 / 3);
  }

  @Test
  void takesACaseWithoutAPredictionForInconclusive() {
    Scores scores = scores(PREDICTIONS);

    assertThat(scores.pooled().inconclusive()).isEqualTo(2.0 / 7);
    assertThat(scores.unpredicted()).isEqualTo(1);
    assertThat(scores.unlabelled()).isEqualTo(1);
  }

  @Test
  void measuresTheDelayFromTheOnsetWhereItIsKnown() {
    assertThat(scores(PREDICTIONS).pooled().delay()).isEqualTo(3);
    assertThat(scores(PREDICTIONS.replace("b1,fail,3,5", "b1,fail,3,1")).pooled().delay()).isZero();
    assertThat(scores(PREDICTIONS.replace("b3,pass,0.5,", "b3,fail,0.5,8")).pooled().delay())
        .isEqualTo(3.5);
    assertThat(scores("case_id,verdict,score,detected_at\n").pooled().delay()).isNaN();
  }

  @Test
  void ranksBadAboveFine() {
    // Bad: 3, 1e6, 0.5; fine: 2, -1. Won: 2, 2, 1 of 2 each.
    assertThat(scores(PREDICTIONS).pooled().auc()).isCloseTo(5.0 / 6, within(1e-12));
    // Above the greatest fine score, 2: b1 and b2 of four, one of which has no score.
    assertThat(scores(PREDICTIONS).pooled().recallAtFivePercent()).isEqualTo(0.5);
  }

  @Test
  void letsOneInTwentyFineCasesPassTheThreshold() {
    StringBuilder labels = new StringBuilder("case_id,family,source,bad,onset\nbad,f,s,1,0\n");
    StringBuilder predictions =
        new StringBuilder("case_id,verdict,score,detected_at\nbad,fail,18.5,0\n");
    for (int i = 0; i < 20; i++) {
      labels.append("c%d,f,s%d,0,\n".formatted(i, i));
      predictions.append("c%d,pass,%d,\n".formatted(i, i));
    }
    Figures pooled =
        Scores.of(
                Label.of(CsvTable.parse("labels", labels.toString())),
                Prediction.of(CsvTable.parse("pred", predictions.toString())))
            .pooled();

    assertThat(pooled.recallAtFivePercent()).isEqualTo(1);
    assertThat(pooled.auc()).isCloseTo(0.95, within(1e-12));
  }

  @Test
  void scoresEachFamilyAndTheirMeanF1() {
    Scores scores = scores(PREDICTIONS);

    assertThat(scores.families()).containsOnlyKeys("f", "g");
    assertThat(scores.families().values())
        .extracting(family -> family.f1().value())
        .containsExactly(4.0 / 6, 0.0);
    assertThat(scores.families().values())
        .extracting(family -> family.precision().value())
        .containsExactly(2.0 / 3, Double.NaN);
    assertThat(scores.macroF1()).isCloseTo(2.0 / 6, within(1e-12));
  }

  @Test
  void drawsWholeSourcesForTheIntervals() {
    // One source with all bad cases caught, one with none: a draw catches 0, half or all of them.
    List<Label> labels =
        List.of(
            new Label("a", "f", "s1", true, 0), new Label("b", "f", "s1", true, 0),
            new Label("c", "f", "s2", true, 0), new Label("d", "f", "s2", true, 0));
    Map<String, Prediction> predictions =
        Map.of(
            "a", new Prediction("a", Verdict.FAIL, 1, 0),
            "b", new Prediction("b", Verdict.FAIL, 1, 0));

    Estimate recall = Scores.of(labels, predictions).pooled().recall();

    assertThat(recall).isEqualTo(new Estimate(0.5, 0, 1));
    assertThat(Scores.of(labels, predictions)).isEqualTo(Scores.of(labels, predictions));
  }

  @Test
  void takesQuantilesBetweenValues() {
    assertThat(Bootstrap.quantile(new double[] {0, 1, 2, 10}, 0.5)).isEqualTo(1.5);
    assertThat(Bootstrap.quantile(new double[] {0, 1, 2, 10}, 0.9)).isCloseTo(7.6, within(1e-12));
    assertThat(Bootstrap.quantile(new double[0], 0.5)).isNaN();
  }

  @Test
  void saysWhichCellIsWrong() {
    assertThatThrownBy(() -> scores(PREDICTIONS.replace("a2,pass", "a2,fine")))
        .hasMessage("pred:6: verdict: is 'fine', must be pass, fail or inconclusive");
    assertThatThrownBy(() -> scores(PREDICTIONS.replace("1e+06", "high")))
        .hasMessage("pred:3: score: is 'high', must be a number or nothing");
    assertThatThrownBy(() -> scores(PREDICTIONS.replace("detected_at", "at")))
        .hasMessage(
            "pred:1: the column detected_at is missing; there are case_id, verdict, score, at");
    assertThatThrownBy(() -> scores(PREDICTIONS + "b1,pass,1,\n"))
        .hasMessage("pred:9: case_id: is 'b1', must be a case that stands in no other row");
    assertThatThrownBy(() -> scores(PREDICTIONS + "b9,pass\n"))
        .hasMessage("pred:9: has 2 cells, must have 4 like the head line");
    assertThatThrownBy(() -> Label.of(CsvTable.parse("l", LABELS.replace("s5,0", "s5,no"))))
        .hasMessage("l:8: bad: is 'no', must be 1 (bad) or 0 (fine)");
    assertThatThrownBy(() -> CsvTable.parse("l", "\n"))
        .hasMessage("l: is empty, must begin with a head line");
  }

  @Test
  void writesRowsThatItReads() {
    Prediction odd = new Prediction("a,\"b\"", Verdict.FAIL, 1.0 / 3, 4);
    Prediction without = new Prediction("c", Verdict.INCONCLUSIVE, Double.NaN, -1);

    CsvTable table =
        CsvTable.parse(
            "pred", String.join("\n", Prediction.HEAD, odd.row(), without.row()) + "\r\n");

    assertThat(Prediction.of(table).values()).containsExactly(odd, without);
  }

  private static Scores scores(String predictions) {
    return Scores.of(
        Label.of(CsvTable.parse("labels", LABELS)),
        Prediction.of(CsvTable.parse("pred", predictions)));
  }
}
