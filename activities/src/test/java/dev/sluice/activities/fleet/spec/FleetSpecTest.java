package dev.sluice.activities.fleet.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class FleetSpecTest {
  @Test
  void everyDefaultServiceHasGoodAndBadVersionsAndRunsAGoodOne() {
    assertThat(FleetSpec.DEFAULT.services())
        .hasSize(6)
        .allSatisfy(service -> {
          assertThat(service.version()).isEqualTo("v1");
          assertThat(service.versions())
              .extracting(VersionSpec::name)
              .containsExactly("v1", "v2", "v2-slow", "v2-failing", "v2-silent", "v2-leaking");
        });
  }

  @Test
  void isTheSameAfterYamlAndJson() {
    String yaml = new YAMLMapper().writeValueAsString(FleetSpec.DEFAULT);
    String json = JsonMapper.shared().writeValueAsString(FleetSpec.DEFAULT);

    assertThat(FleetSpecReader.read(yaml)).isEqualTo(FleetSpec.DEFAULT);
    assertThat(FleetSpecReader.read(json)).isEqualTo(FleetSpec.DEFAULT);
  }

  @Test
  void aFleetWithAFieldMissingNamesTheField() {
    assertThatThrownBy(() -> FleetSpecReader.read("zones: [a]"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("BAD_FLEET")
        .hasMessageContaining("instancesPerZone");
  }

  @Test
  void theLoadGrowsToItsRateAndStaysThere() {
    var load = new LoadSpec(100, 10, Duration.ofSeconds(10));

    assertThat(load.rateAfter(Duration.ZERO)).isEqualTo(10);
    assertThat(load.rateAfter(Duration.ofSeconds(5))).isEqualTo(50);
    assertThat(load.rateAfter(Duration.ofSeconds(60))).isEqualTo(100);
    assertThat(new LoadSpec(100, 10, Duration.ZERO).rateAfter(Duration.ZERO)).isEqualTo(100);
  }

  @Test
  void refusesCallsThatFormACircle() {
    var version = FleetSpec.DEFAULT.services().getFirst().versions().getFirst();
    var first =
        new ServiceSpec(
            "first", List.of(new ServiceSpec.Call("second", true)), "v1", List.of(version));
    var second =
        new ServiceSpec(
            "second", List.of(new ServiceSpec.Call("first", true)), "v1", List.of(version));

    assertThatThrownBy(() ->
            new FleetSpec(
                List.of("a"),
                1,
                "first",
                List.of(first, second),
                new LoadSpec(1, 1, Duration.ZERO),
                FleetLimits.DEFAULT))
        .hasMessageContaining("services.second.calls");
  }
}
