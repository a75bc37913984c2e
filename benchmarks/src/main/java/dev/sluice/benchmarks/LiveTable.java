package dev.sluice.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What many metrics cost that bake at once. */
final class LiveTable {
  private static final double SECONDS_BETWEEN_SAMPLES = 10;
  private static final double MICROS_A_SECOND = 1e6;
  private static final String[] TARGETS = {"1", "5"};

  private LiveTable() {}

  static String of(Results results) {
    var text = new StringBuilder();
    text.append("| targets a group | update of one metric, µs ");
    text.append(
        "| %,d of them every %.0f s, share of a core "
            .formatted(LiveBenchmark.METRICS, SECONDS_BETWEEN_SAMPLES));
    text.append("| restoring one from its state, µs |\n");
    text.append("| ---: | ---: | ---: | ---: |\n");
    for (String targets : TARGETS) {
      Map<String, String> parameters = Map.of("targets", targets);
      Optional<Measurement> restore = results.find("RestoreBenchmark.restore", parameters);
      results
          .find("LiveBenchmark.update", parameters)
          .ifPresent(update ->
              text.append(
                  "| %s | %s | %s | %s |\n"
                      .formatted(
                          targets,
                          update,
                          share(update),
                          restore.map(Measurement::toString).orElse("–"))));
    }
    return text.toString();
  }

  private static String share(Measurement update) {
    double busy = update.median() * LiveBenchmark.METRICS / MICROS_A_SECOND;
    return String.format(Locale.ROOT, "%.2f %%", 100 * busy / SECONDS_BETWEEN_SAMPLES);
  }
}
