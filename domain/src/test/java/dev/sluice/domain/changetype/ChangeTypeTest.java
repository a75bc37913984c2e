package dev.sluice.domain.changetype;

import static dev.sluice.domain.changetype.ChangeTypes.complete;
import static dev.sluice.domain.changetype.ChangeTypes.count;
import static dev.sluice.domain.changetype.ChangeTypes.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.ChangeClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTypeTest {
  private static final Strategy ALL = complete(percent("100"));

  @Test
  void fillsATemplateOnceAndOnlyOnce() {
    var template = new Template("a ${x} $targets ${y}");

    assertThat(template.placeholders()).containsExactly("x", "y");
    assertThat(template.fill(Map.of("x", "${y}", "y", "$1\\"))).isEqualTo("a ${y} $targets $1\\");
  }

  @Test
  void refusesAHalfWrittenPlaceholder() {
    assertThatThrownBy(() -> new Template("release ${service"))
        .hasMessageContaining("write it as ${parameter}");
  }

  @Test
  void refusesAnUnknownPlaceholderWithTheNearestRightOne() {
    assertThatThrownBy(() -> ChangeTypes.release(ALL, "release ${servise}", "error_rate"))
        .hasMessage("title: unknown placeholder ${servise}: did you mean service?");
  }

  @Test
  void refusesAQueryThatAnyTextCouldAlter() {
    assertThatThrownBy(() -> ChangeTypes.release(ALL, "release", "rate(x{v=\"${version}\"})"))
        .hasMessageContaining("inspection.metrics[0].query: takes any text as ${version}")
        .hasMessageContaining("give parameter version a pattern");
  }

  @Test
  void refusesAPlaceholderThatMayHaveNoValue() {
    var ticket =
        new ParameterSpec("ticket", ParameterType.STRING, false, null, "", ValueLimits.NONE);

    assertThatThrownBy(() ->
            ChangeTypes.with(
                ALL,
                "release ${service} for ${ticket}",
                "error_rate",
                List.of(ChangeTypes.SERVICE, ticket),
                new Control(ChangeClass.STANDARD, 1, 0, Duration.ofHours(1))))
        .hasMessageContaining("title: uses ${ticket}, which may be absent");
  }

  @Test
  void refusesAStrategyThatLeavesTargetsOutWithoutSayingSo() {
    assertThatThrownBy(() -> complete(count(1), percent("50")))
        .hasMessageContaining("must end with percent: 100 or zones: each")
        .hasMessageContaining("partial: true");
    assertThat(
            new Strategy(
                    List.of(count(1), percent("50")),
                    BatchSizing.WHOLE_STAGE,
                    BatchSizing.NO_LIMIT,
                    true)
                .partial())
        .isTrue();
  }

  @Test
  void refusesStagesThatAddNothing() {
    assertThatThrownBy(() -> complete(percent("100"), count(3)))
        .hasMessageContaining("stages[1]: adds nothing");
    assertThatThrownBy(() -> complete(percent("50"), percent("50"), percent("100")))
        .hasMessageContaining("stages[1].percent: must be above 50");
    assertThatThrownBy(
            () -> complete(new StageSpec.Zone("a"), new StageSpec.Zone("a"), percent("100")))
        .hasMessageContaining("stages[1].zone: adds nothing");
  }

  @Test
  void refusesANormalChangeWithoutApproval() {
    assertThatThrownBy(() -> new Control(ChangeClass.NORMAL, 3, 0, Duration.ofHours(1)))
        .hasMessageContaining("approvals: must be at least 1");
  }

  @Test
  void refusesAPercentageOfTrafficThatMayBeNone() {
    assertThatThrownBy(() -> meeting("120"))
        .hasMessageContaining("control.trafficPercent: must be a number from 0 to 100");
    assertThatThrownBy(() -> meeting("${version}"))
        .hasMessageContaining("takes ${version}, which is a text");
    assertThat(meeting("12.5").control().trafficPercent()).isNotNull();
  }

  private static RolloutType meeting(String percent) {
    return ChangeTypes.with(
        ALL,
        "release",
        "error_rate",
        List.of(ChangeTypes.SERVICE, ChangeTypes.VERSION),
        new Control(
            ChangeClass.STANDARD, 1, 0, Duration.ofHours(1), OnStop.HOLD, new Template(percent)));
  }

  @Test
  void roundsAShareOfFewTargetsUpToOne() {
    assertThat(Shares.of(new BigDecimal("0.1"), 6)).isEqualTo(1);
    assertThat(Shares.of(new BigDecimal("50"), 3)).isEqualTo(2);
    assertThat(Shares.of(new BigDecimal("100"), 7)).isEqualTo(7);
  }

  @Test
  void readsBackTheDurationsItWrites() {
    for (String text : List.of("0s", "500ms", "15s", "1m30s", "2h", "7d", "1d2h3m4s5ms")) {
      assertThat(DurationText.parse(text).map(DurationText::format)).contains(text);
    }
    assertThat(DurationText.parse("90s").map(DurationText::format)).contains("1m30s");
    assertThat(DurationText.parse("")).isEmpty();
    assertThat(DurationText.parse("5 minutes")).isEmpty();
  }

  @Test
  void namesItsStagesForPeople() {
    assertThat(
            List.of(
                count(1),
                count(3),
                percent("12.50"),
                new StageSpec.Zone("a"),
                new StageSpec.EachZone()))
        .extracting(StageSpec::title)
        .containsExactly("1 target", "3 targets", "12.5 %", "zone a", "each zone in turn");
  }
}
