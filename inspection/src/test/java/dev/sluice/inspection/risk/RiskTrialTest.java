package dev.sluice.inspection.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inspection.risk.RiskTable.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RiskTrialTest {
  @Test
  void judgesEachGroupAndMeansOverThoseThatHaveTheFigure() {
    List<Change> changes =
        List.of(
            change("b", true),
            change("b", false),
            change("a", false),
            change("a", true),
            change("a", null),
            change("quiet", false));
    double[] probabilities = {0.9, 0.1, 0.8, 0.2, 0.5, 0.4};
    RiskTrial trial = Objects.requireNonNull(RiskTrial.of(changes, probabilities));

    assertThat(trial.groups())
        .extracting(RiskTrial.OfGroup::name)
        .containsExactly("a", "b", "quiet");
    assertThat(trial.groups().getFirst().quality().changes()).isEqualTo(2);
    assertThat(trial.mean(RiskQuality::auc)).isEqualTo(0.5, within(1e-12));
    assertThat(trial.all().changes()).isEqualTo(5);
  }

  @Test
  void isNoneWhereNothingIsKnown() {
    assertThat(RiskTrial.of(List.of(change("a", null)), new double[] {0.5})).isNull();
  }

  private static Change change(String group, @Nullable Boolean harmed) {
    return new Change(group, "c", Instant.EPOCH, new double[] {1}, harmed);
  }
}
