package dev.sluice.domain.changetype;

import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.plan.BakePolicy;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.domain.plan.OnTrouble;
import dev.sluice.domain.plan.RollbackPolicy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Change types for tests: a release of one service, altered in one respect at a time. */
public final class ChangeTypes {
  public static final ParameterSpec SERVICE =
      new ParameterSpec(
          "service",
          ParameterType.STRING,
          true,
          null,
          "",
          new ValueLimits(null, null, List.of(), "[a-z-]+"));
  public static final ParameterSpec VERSION =
      new ParameterSpec("version", ParameterType.STRING, true, null, "", ValueLimits.NONE);

  private ChangeTypes() {}

  public static RolloutType release(Strategy strategy) {
    return release(strategy, "release ${service} ${version} to ${targets} targets", "error_rate");
  }

  public static RolloutType release(Strategy strategy, String title, String query) {
    return with(
        strategy,
        title,
        query,
        List.of(SERVICE, VERSION),
        new Control(ChangeClass.STANDARD, 2, 0, Duration.ofHours(1)));
  }

  public static RolloutType with(
      Strategy strategy,
      String title,
      String query,
      List<ParameterSpec> parameters,
      Control control) {
    return new RolloutType(
        "fleet-release",
        3,
        "platform",
        "Releases a service.",
        "fleet",
        "release",
        new Template(title),
        parameters,
        Map.of("service", new Template("${service}")),
        List.of(new Template("${service}")),
        strategy,
        List.of(Precheck.TARGETS_READY),
        new BakePolicy(Duration.ofSeconds(4), Duration.ofSeconds(15), OnTrouble.ROLL_BACK),
        new InspectionSpec(
            "fleet",
            List.of(
                new MetricSpec(
                    "error_rate",
                    MetricSpec.Kind.ERROR_RATE,
                    MetricSpec.BadDirection.INCREASE,
                    MetricSpec.Role.DECIDING,
                    query,
                    0.03)),
            0.01,
            Duration.ofSeconds(15)),
        new RollbackPolicy(OnTrouble.ROLL_BACK, Duration.ofMinutes(2), 3),
        Duration.ofSeconds(3),
        control);
  }

  public static Strategy complete(StageSpec... stages) {
    return new Strategy(List.of(stages), BatchSizing.WHOLE_STAGE, BatchSizing.NO_LIMIT, false);
  }

  public static StageSpec count(int targets) {
    return new StageSpec.Count(targets);
  }

  public static StageSpec percent(String percent) {
    return new StageSpec.Percent(new BigDecimal(percent));
  }
}
