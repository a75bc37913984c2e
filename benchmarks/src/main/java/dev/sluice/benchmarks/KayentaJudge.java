package dev.sluice.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Kayenta's own judge behind its public interface. It is no part of this build: it comes from a
 * class path that the environment names, loaded apart from everything else here.
 */
final class KayentaJudge {
  /** The environment variable that names its class path. */
  static final String CLASS_PATH = "KAYENTA_CLASSPATH";

  private static final String METRIC = "latency";

  private final ForeignLibrary kayenta;
  private final Function<Object[], Object> judge;
  private final Object config;
  private final Object thresholds;

  private KayentaJudge(ForeignLibrary kayenta) {
    this.kayenta = kayenta;
    judge =
        kayenta.function(kayenta.create("com.netflix.kayenta.judge.NetflixACAJudge"), "judge", 3);
    config = config();
    thresholds =
        canary("CanaryClassifierThresholdsConfig")
            .with("pass", 75.0)
            .with("marginal", 50.0)
            .build();
  }

  /** Empty where the environment names no class path. */
  static Optional<KayentaJudge> present() {
    return Optional.ofNullable(System.getenv(CLASS_PATH))
        .filter(classPath -> !classPath.isBlank())
        .map(classPath ->
            new KayentaJudge(new ForeignLibrary("Kayenta's judge in " + CLASS_PATH, classPath)));
  }

  /**
   * What {@link #judge} is asked.
   *
   * @param control samples of the unchanged targets, in seconds
   * @param experiment samples of the changed targets, in seconds
   */
  List<Object> question(double[] control, double[] experiment) {
    return List.of(
        kayenta
            .builder("com.netflix.kayenta.metrics.MetricSetPair")
            .with("name", METRIC)
            .with("id", METRIC)
            .with("value", "control", Arrays.stream(control).boxed().toList())
            .with("value", "experiment", Arrays.stream(experiment).boxed().toList())
            .build());
  }

  /** Its answer. It answers when it fails inside, too: see {@link #classification}. */
  Object judge(List<Object> question) {
    return judge.apply(new Object[] {config, thresholds, question});
  }

  /** How the one metric of an answer was classified: Pass, High, Low, Nodata or Error. */
  String classification(Object answer) {
    var results = (List<?>) kayenta.call(answer, "getResults");
    return (String) kayenta.call(results.getFirst(), "getClassification");
  }

  private Object config() {
    Object metric =
        canary("CanaryMetricConfig")
            .with("name", METRIC)
            .with("group", METRIC)
            .with(
                "analysisConfiguration",
                "canary",
                Map.of("direction", "increase", "nanStrategy", "remove"))
            .build();
    Object classifier = canary("CanaryClassifierConfig").with("groupWeight", METRIC, 100.0).build();
    return canary("CanaryConfig").with("metric", metric).with("classifier", classifier).build();
  }

  private ForeignLibrary.Builder canary(String type) {
    return kayenta.builder("com.netflix.kayenta.canary." + type);
  }
}
