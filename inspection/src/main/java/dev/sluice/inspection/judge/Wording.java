package dev.sluice.inspection.judge;

import dev.sluice.domain.inspection.Evidence.EffectInterval;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.detector.Outcome.Harm;
import dev.sluice.inspection.series.ChangeWindow;
import java.util.List;
import java.util.Locale;

/**
 * Says in one sentence what was found.
 *
 * @param metric the metric
 * @param harm what was measured
 * @param peers whether unchanged targets were there to compare with
 * @param window the time around the change
 */
record Wording(MetricSpec metric, Harm harm, boolean peers, ChangeWindow window) {
  private static final int GROWTH_INTERVALS = 60;

  String fail(List<String> targets, double confidence) {
    String since = harm.onset() == null ? "" : " since " + Figures.clock(harm.onset());
    return "%s on %s%s.".formatted(found(confidence), Figures.names(targets), since);
  }

  String pass() {
    return "%s shows no harm that matters: %s against %s expected."
        .formatted(metric.name(), observed(), expected());
  }

  String inconclusive() {
    return "%s can't be told yet: %s against %s expected, from %d samples."
        .formatted(metric.name(), observed(), expected(), harm.samples());
  }

  private String found(double confidence) {
    String reference = peers ? "what unchanged targets show" : "what these targets showed before";
    return switch (metric.kind()) {
      case LATENCY, LOAD, BUSINESS -> ratio(reference, confidence);
      case ERROR_RATE, SUCCESS_RATE ->
          "%s is %s against %s expected from %s, at least %s points worse with %s confidence,"
              .formatted(
                  metric.name(),
                  observed(),
                  expected(),
                  reference,
                  String.format(Locale.ROOT, "%.1f", 100 * harm.low()),
                  confidence(confidence));
      case RESOURCE ->
          "%s %s %s of its level in %s more than %s (%s against %s expected)"
              .formatted(
                  metric.name(),
                  harm.observed() >= harm.expected() ? "gains" : "loses",
                  Figures.percent(harm.harm()),
                  Figures.duration(window.interval().multipliedBy(GROWTH_INTERVALS)),
                  reference,
                  observed(),
                  expected());
    };
  }

  private String ratio(String reference, double confidence) {
    EffectInterval effect = harm.effect();
    String interval =
        effect == null
            ? ""
            : ", %s interval %s to %s"
                .formatted(
                    confidence(confidence),
                    Figures.times(Math.max(0, 1 + effect.low())),
                    Figures.times(1 + effect.high()));
    return "%s is %s times %s (%s against %s%s)"
        .formatted(
            metric.name(),
            effect == null ? "many" : Figures.times(Math.max(0, 1 + effect.estimate())),
            reference,
            observed(),
            expected(),
            interval);
  }

  private static String confidence(double share) {
    return String.format(Locale.ROOT, "%.2f %%", Math.floor(1e4 * share) / 100);
  }

  private String observed() {
    return Figures.level(metric, harm.observed());
  }

  private String expected() {
    return Figures.level(metric, harm.expected());
  }
}
