package dev.sluice.activities.recorded;

import dev.sluice.inspection.attribution.SignalKind;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What metrics measure, as their names tell it: recorded incidents have nothing else. */
final class SignalNames {
  private static final Pattern OF_HOSTS = Pattern.compile("^(node|host)");
  private static final Pattern SUCCESS = Pattern.compile("success|availab");
  private static final Pattern FAILURES = Pattern.compile("error|fail");
  private static final Pattern LATENCY =
      Pattern.compile("latency|duration|response_?time|(^|[_-])p[0-9]{2}");
  private static final Pattern RESOURCE = Pattern.compile("cpu|mem|disk");

  private static final double PERCENT = 100;

  private SignalNames() {}

  /** Null for what says nothing about a service's health: traffic, hosts, anything unknown. */
  static @Nullable SignalKind kind(String metric) {
    String name = metric.toLowerCase(Locale.ROOT);
    if (OF_HOSTS.matcher(name).find()) {
      return null;
    }
    if (SUCCESS.matcher(name).find() || FAILURES.matcher(name).find()) {
      return SignalKind.FAILURES;
    }
    if (LATENCY.matcher(name).find()) {
      return SignalKind.LATENCY;
    }
    return RESOURCE.matcher(name).find() ? SignalKind.RESOURCE : null;
  }

  /**
   * Turns samples into percent of failures in place.
   *
   * @param share whether they lie in 0 to 1 instead of 0 to 100
   */
  static void toFailures(String metric, double[] samples, boolean share) {
    boolean successes = SUCCESS.matcher(metric.toLowerCase(Locale.ROOT)).find();
    for (int i = 0; i < samples.length; i++) {
      double percent = share ? PERCENT * samples[i] : samples[i];
      samples[i] = successes ? PERCENT - percent : percent;
    }
  }
}
