package dev.sluice.activities.metrics.prometheus;

import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What {@code /api/v1/query_range} answers.
 *
 * @param series the samples of each target that has any
 */
record RangeAnswer(Map<String, TargetSeries> series) {
  /** Two series name the same target, so that neither can be trusted. */
  static final class AmbiguousTargetException extends Exception {
    private static final long serialVersionUID = 1L;

    AmbiguousTargetException(String target) {
      super(target);
    }
  }

  /** The answer is not what Prometheus documents. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /**
   * @param label whose value is the target's name
   * @param histogram whether there is one series for each target and bucket
   */
  static RangeAnswer read(JsonNode body, String label, boolean histogram)
      throws AmbiguousTargetException, UnreadableException {
    JsonNode data = body.path("data");
    JsonNode result = data.path("result");
    if (!"matrix".equals(data.path("resultType").asString("")) || !result.isArray()) {
      throw new UnreadableException("it is not a matrix");
    }
    return new RangeAnswer(histogram ? HistogramAnswer.read(result, label) : values(result, label));
  }

  private static Map<String, TargetSeries> values(JsonNode result, String label)
      throws AmbiguousTargetException, UnreadableException {
    var series = new LinkedHashMap<String, TargetSeries>();
    for (JsonNode one : result) {
      String target = label(one, label, label);
      var found = new TargetSeries(target, samples(one.path("values")));
      if (series.put(target, found) != null) {
        throw new AmbiguousTargetException(target);
      }
    }
    return series;
  }

  /**
   * A label that each series must have.
   *
   * @param all the labels to keep, in words
   */
  static String label(JsonNode series, String label, String all) throws UnreadableException {
    String value = series.path("metric").path(label).asString("");
    if (value.isEmpty()) {
      throw new UnreadableException(
          "a series has no label %s: keep it in the query, for example with sum by (%s)"
              .formatted(label, all));
    }
    return value;
  }

  static List<Sample> samples(JsonNode values) throws UnreadableException {
    var samples = new ArrayList<Sample>();
    for (JsonNode pair : values) {
      if (!pair.path(0).isNumber() || !pair.path(1).isString()) {
        throw new UnreadableException("a value is not a pair of time and text");
      }
      double value = number(pair.path(1).asString());
      // NaN and infinity are how PromQL says that there is nothing to say, for example 0 / 0.
      if (Double.isFinite(value)) {
        samples.add(new Sample(time(pair.path(0).asDouble()), value, 1));
      }
    }
    return samples;
  }

  private static double number(String text) throws UnreadableException {
    return switch (text) {
      case "NaN", "+Inf", "-Inf", "Inf" -> Double.NaN;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException _) {
          throw new UnreadableException("a value is not a number: " + text);
        }
      }
    };
  }

  private static Instant time(double seconds) {
    // Prometheus tells milliseconds; more digits are noise of the binary fraction.
    return Instant.ofEpochMilli(Math.round(seconds * 1e3));
  }
}
