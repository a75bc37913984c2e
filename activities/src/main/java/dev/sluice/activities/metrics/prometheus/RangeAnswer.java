package dev.sluice.activities.metrics.prometheus;

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
record RangeAnswer(Map<String, List<Sample>> series) {
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

  static RangeAnswer read(JsonNode body, String label)
      throws AmbiguousTargetException, UnreadableException {
    JsonNode data = body.path("data");
    JsonNode result = data.path("result");
    if (!"matrix".equals(data.path("resultType").asString("")) || !result.isArray()) {
      throw new UnreadableException("it is not a matrix");
    }
    var series = new LinkedHashMap<String, List<Sample>>();
    for (JsonNode one : result) {
      String target = one.path("metric").path(label).asString("");
      if (target.isEmpty()) {
        throw new UnreadableException(
            "a series has no label %s: keep it in the query, for example with sum by (%s)"
                .formatted(label, label));
      }
      if (series.put(target, samples(one.path("values"))) != null) {
        throw new AmbiguousTargetException(target);
      }
    }
    return new RangeAnswer(series);
  }

  private static List<Sample> samples(JsonNode values) throws UnreadableException {
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
