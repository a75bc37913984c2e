package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.MetricSpec.BadDirection;
import dev.sluice.domain.inspection.MetricSpec.Kind;
import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A small service, request by request: Poisson arrivals, log-normal latencies, noise that remembers
 * for each target and for all, bursts that hit all targets alike, and a start-up blip.
 */
final class ServiceWorld {
  static final Instant START = Instant.parse("2026-01-01T12:03:00Z");
  static final Duration INTERVAL = Duration.ofMillis(500);
  static final int BEFORE = 30;
  static final int SINCE = 30;
  static final MetricSpec LATENCY =
      new MetricSpec(
          "latency_p95", Kind.LATENCY, BadDirection.INCREASE, Role.DECIDING, "latency_p95", 0.5);
  static final MetricSpec ERRORS =
      new MetricSpec(
          "error_rate", Kind.ERROR_RATE, BadDirection.INCREASE, Role.DECIDING, "error_rate", 0.03);
  static final MetricSpec MEMORY =
      new MetricSpec(
          "memory", Kind.RESOURCE, BadDirection.INCREASE, Role.SUPPORTING, "memory_bytes", 0.3);
  static final MetricSpec LOAD =
      new MetricSpec(
          "request_rate", Kind.LOAD, BadDirection.DECREASE, Role.SUPPORTING, "request_rate", 0.5);
  static final List<MetricSpec> METRICS = List.of(LATENCY, ERRORS, MEMORY, LOAD);

  private static final double REQUESTS_PER_INTERVAL = 6;
  private static final double ERROR_RATE = 0.002;
  private static final double ALPHA = 0.01;
  private static final int BATCHES = 3;

  /** What is wrong with the new version. */
  record Defect(double latencyFactor, double errorRate, double leakedBytes, boolean silent) {
    static final Defect NONE = new Defect(1, ERROR_RATE, 0, false);
    static final Defect SLOW = new Defect(3, ERROR_RATE, 0, false);
    static final Defect FAILING = new Defect(1, 0.15, 0, false);
    static final Defect LEAKING = new Defect(1, ERROR_RATE, 100e3, false);
    static final Defect SILENT = new Defect(1, ERROR_RATE, 0, true);
  }

  private final Random random;
  private final int changed;
  private final int targets;
  private List<MetricSpec> metrics = METRICS;
  private final List<List<TargetSeries>> series = new ArrayList<>();

  ServiceWorld(long seed, int changed, int unchanged, Defect defect, int defective) {
    this.random = new Random(seed);
    this.changed = changed;
    this.targets = changed + unchanged;
    double[] common = common();
    boolean[] bursts = bursts();
    for (int target = 0; target < targets; target++) {
      boolean broken = target < defective;
      series.add(target(target, broken ? defect : Defect.NONE, common, bursts));
    }
  }

  static ServiceWorld oneOfSix(long seed, Defect defect) {
    return new ServiceWorld(seed, 1, 5, defect, 1);
  }

  /** What is judged, with samples from before the change. */
  BakeJudge judge() {
    return judge(UnaryOperator.identity());
  }

  BakeJudge judge(UnaryOperator<TargetSeries> spoilt) {
    return new BakeJudge(plan(), settings(), comparisons(START, spoilt));
  }

  static JudgeSettings settings() {
    return JudgeSettings.DEFAULT.with(Map.of("alpha", String.valueOf(ALPHA / BATCHES)));
  }

  BakePlan plan() {
    return new BakePlan(
        metrics,
        names(0, changed),
        names(changed, targets),
        INTERVAL.multipliedBy(BEFORE),
        START,
        START,
        INTERVAL.multipliedBy(SINCE),
        INTERVAL);
  }

  private List<String> names(int from, int to) {
    return series.subList(from, to).stream().map(all -> all.getFirst().target()).toList();
  }

  /** Lets the judge look after so many intervals since the change. */
  void look(BakeJudge judge, int intervals) {
    look(judge, intervals, UnaryOperator.identity());
  }

  void look(BakeJudge judge, int intervals, UnaryOperator<TargetSeries> spoilt) {
    Instant now = now(intervals);
    List<Comparison> since = comparisons(now, spoilt);
    for (int m = 0; m < METRICS.size(); m++) {
      judge.take(m, since.get(m), now);
    }
  }

  static Instant now(int intervals) {
    return START.plus(INTERVAL.multipliedBy(intervals));
  }

  /** The same world, of which the author expects this much of one metric. */
  ServiceWorld expecting(MetricSpec metric, double effect) {
    MetricSpec other =
        new MetricSpec(
            metric.name(),
            metric.kind(),
            metric.badDirection(),
            metric.role(),
            metric.query(),
            metric.minimumEffect(),
            effect);
    ServiceWorld expecting = new ServiceWorld(random, changed, targets);
    expecting.series.addAll(series);
    expecting.metrics = metrics.stream().map(each -> each.equals(metric) ? other : each).toList();
    return expecting;
  }

  /** The same world with all but its rates in another unit. */
  ServiceWorld inUnit(double unit) {
    ServiceWorld scaled = new ServiceWorld(random, changed, targets);
    for (List<TargetSeries> all : series) {
      List<TargetSeries> other = new ArrayList<>();
      for (int metric = 0; metric < METRICS.size(); metric++) {
        boolean rate = METRICS.get(metric).kind() == Kind.ERROR_RATE;
        other.add(rate ? all.get(metric) : scaled(all.get(metric), unit));
      }
      scaled.series.add(other);
    }
    return scaled;
  }

  private ServiceWorld(Random random, int changed, int targets) {
    this.random = random;
    this.changed = changed;
    this.targets = targets;
  }

  private static TargetSeries scaled(TargetSeries series, double unit) {
    return new TargetSeries(
        series.target(),
        series.samples().stream()
            .map(sample -> new Sample(sample.time(), sample.value() * unit, sample.weight()))
            .toList());
  }

  private List<Comparison> comparisons(Instant now, UnaryOperator<TargetSeries> spoilt) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int metric = 0; metric < METRICS.size(); metric++) {
      comparisons.add(
          new Comparison(
              METRICS.get(metric),
              group(0, changed, metric, now).stream().map(spoilt).toList(),
              group(changed, targets, metric, now).stream().map(spoilt).toList()));
    }
    return comparisons;
  }

  private List<TargetSeries> group(int from, int to, int metric, Instant now) {
    return series.subList(from, to).stream()
        .map(all -> all.get(metric))
        .map(one ->
            new TargetSeries(
                one.target(),
                one.samples().stream().filter(each -> !each.time().isAfter(now)).toList()))
        .toList();
  }

  private List<TargetSeries> target(int number, Defect defect, double[] common, boolean[] bursts) {
    String name = "checkout-%s-%d".formatted((char) ('a' + number % 3), 1 + number / 3);
    var latency = new ArrayList<Sample>();
    var errors = new ArrayList<Sample>();
    var memory = new ArrayList<Sample>();
    var load = new ArrayList<Sample>();
    double median = 0.019 * Math.exp(0.1 * random.nextGaussian());
    double own = 0;
    double bytes = 32e6 * (1 + 0.2 * random.nextDouble());
    double drift = 0;
    for (int i = -BEFORE; i < SINCE; i++) {
      own = 0.6 * own + 0.08 * random.nextGaussian();
      drift = 0.5 * drift + 0.15e6 * random.nextGaussian();
      boolean fresh = i >= 0 && number < changed;
      if (i == 0 && fresh) {
        bytes = 32e6;
      }
      boolean burst = bursts[i + BEFORE];
      double factor = burst ? 2 : 1;
      factor *= fresh ? (i < 2 ? 1.6 : 1) * defect.latencyFactor() : 1;
      int requests = poisson(REQUESTS_PER_INTERVAL * (burst ? 1.4 : 1));
      bytes += fresh ? requests * defect.leakedBytes() : 0;
      if (fresh && defect.silent()) {
        continue;
      }
      Instant time = START.plus(INTERVAL.multipliedBy(i)).plusMillis(400 - 10L * number);
      memory.add(new Sample(time, bytes + drift, 1));
      load.add(new Sample(time, requests / 0.5, 1));
      if (requests == 0) {
        continue;
      }
      double level = median * factor * Math.exp(own + common[i + BEFORE]);
      latency.add(new Sample(time, p95(requests, level), requests));
      double rate = (fresh ? defect.errorRate() : ERROR_RATE) + (burst ? 0.01 : 0);
      errors.add(new Sample(time, share(requests, rate), requests));
    }
    return List.of(
        new TargetSeries(name, latency),
        new TargetSeries(name, errors),
        new TargetSeries(name, memory),
        new TargetSeries(name, load));
  }

  private double[] common() {
    double[] noise = new double[BEFORE + SINCE];
    for (int i = 1; i < noise.length; i++) {
      noise[i] = 0.8 * noise[i - 1] + 0.1 * random.nextGaussian();
    }
    return noise;
  }

  private boolean[] bursts() {
    boolean[] bursts = new boolean[BEFORE + SINCE];
    for (int i = 0; i < bursts.length; i++) {
      if (random.nextDouble() < 0.02) {
        Arrays.fill(bursts, i, Math.min(i + 4, bursts.length), true);
      }
    }
    return bursts;
  }

  private double p95(int requests, double median) {
    double[] latencies = new double[requests];
    for (int i = 0; i < requests; i++) {
      latencies[i] = median * Math.exp(0.5 * random.nextGaussian());
    }
    Arrays.sort(latencies);
    return latencies[(int) Math.ceil(0.95 * requests) - 1];
  }

  private double share(int requests, double rate) {
    int bad = 0;
    for (int i = 0; i < requests; i++) {
      bad += random.nextDouble() < rate ? 1 : 0;
    }
    return bad / (double) requests;
  }

  private int poisson(double mean) {
    double bar = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > bar) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
