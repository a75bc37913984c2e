package dev.sluice.activities.fleet.series;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what an instance says about itself in the Prometheus text format. */
final class Exposition {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})?\\s+(\\S+)(?:\\s+-?\\d+)?");
  private static final Pattern CODE = Pattern.compile("(?:^|,)code=\"(\\d+)\"");
  private static final Pattern BOUND = Pattern.compile("(?:^|,)le=\"([^\"]+)\"");

  private final List<Double> bounds = new ArrayList<>();
  private final List<Double> cumulative = new ArrayList<>();
  private double start = Double.NaN;
  private double memory = Double.NaN;
  private double requests;
  private double errors;
  private double seconds;

  private Exposition() {}

  /**
   * Reads a scrape.
   *
   * @return empty when the text is not that of an instance
   */
  static Optional<Reading> read(String text, Instant time) {
    var exposition = new Exposition();
    try {
      text.lines().filter(line -> !line.startsWith("#")).forEach(exposition::line);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    return Double.isNaN(exposition.start)
        ? Optional.empty()
        : Optional.of(exposition.reading(time));
  }

  private void line(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return;
    }
    String labels = parts.group(2) == null ? "" : parts.group(2);
    double value = number(parts.group(3));
    switch (parts.group(1)) {
      case "instance_start_time_seconds" -> start = value;
      case "instance_memory_bytes" -> memory = value;
      case "http_request_duration_seconds_sum" -> seconds = value;
      case "http_request_duration_seconds_bucket" -> bucket(labels, value);
      case "http_requests_total" -> requests(labels, value);
      default -> {} // Other metrics are not used.
    }
  }

  private void requests(String labels, double value) {
    requests += value;
    Matcher code = CODE.matcher(labels);
    if (code.find() && Integer.parseInt(code.group(1)) >= 500) {
      errors += value;
    }
  }

  private void bucket(String labels, double value) {
    Matcher bound = BOUND.matcher(labels);
    if (bound.find()) {
      bounds.add(number(bound.group(1)));
      cumulative.add(value);
    }
  }

  private Reading reading(Instant time) {
    int[] counts = new int[cumulative.size()];
    double below = 0;
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (int) Math.round(cumulative.get(i) - below);
      below = cumulative.get(i);
    }
    double[] upper = bounds.stream().mapToDouble(Double::doubleValue).toArray();
    return new Reading(time, start, requests, errors, seconds, new Buckets(upper, counts), memory);
  }

  private static double number(String text) {
    return "+Inf".equals(text) ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
  }
}
