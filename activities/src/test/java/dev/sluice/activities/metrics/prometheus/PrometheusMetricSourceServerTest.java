package dev.sluice.activities.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.INTEGER;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.histogram.SlowShare;
import dev.sluice.inspection.series.Comparison;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Prometheus, started for this test alone. */
@Tag("server")
class PrometheusMetricSourceServerTest {
  private static final Duration STEP = Duration.ofMillis(500);

  @TempDir private static Path folder;
  private static final AtomicInteger SCRAPES = new AtomicInteger();
  private static final AtomicInteger REQUESTS = new AtomicInteger();
  private static final AtomicBoolean NEW_VERSION = new AtomicBoolean();

  private static HttpServer exporter;
  private static Process prometheus;
  private static PrometheusMetricSource source;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(onPath("prometheus"), "no prometheus on the PATH: install it to run this test");
    exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    exporter.createContext(
        "/metrics", exchange -> answer(exchange, metrics(SCRAPES.incrementAndGet())));
    exporter.createContext("/rebuilt", exchange -> answer(exchange, rebuilt()));
    exporter.start();
    int port = freePort();
    Path config = Files.writeString(folder.resolve("prometheus.yml"), configuration());
    prometheus =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
    source =
        new PrometheusMetricSource(
            new PrometheusConfig(
                URI.create("http://127.0.0.1:" + port), "instance", STEP, Duration.ofSeconds(5)));
  }

  private static void answer(HttpExchange exchange, String metrics) throws IOException {
    byte[] bytes = metrics.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (source != null) {
      source.close();
    }
    if (prometheus != null) {
      prometheus.destroy();
      if (!prometheus.waitFor(10, TimeUnit.SECONDS)) {
        prometheus.destroyForcibly().waitFor();
      }
    }
    if (exporter != null) {
      exporter.stop(0);
    }
  }

  @Test
  void readsWhatPrometheusScraped() {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> {
          List<TargetSeries> series = read("queue_length{instance=~\"$targets\"}");
          assertThat(series).extracting(TargetSeries::target).containsExactly("pod.1", "nobody");
          assertThat(series.getFirst().samples())
              .hasSizeGreaterThan(2)
              .allSatisfy(sample -> assertThat(sample.value()).isEqualTo(42));
          assertThat(series.getLast().samples()).isEmpty();
        });

    assertThat(read("empty_ratio{instance=~\"$targets\"}").getFirst().samples()).isEmpty();
  }

  @Test
  void tellsTheAuthorWhatIsWrongWithTheQuery() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThatThrownBy(() -> read("sum by ({instance=~\"$targets\"}"))
                .isInstanceOfSatisfying(
                    ProblemException.class,
                    e ->
                        assertThat(e.problem())
                            .isInstanceOf(Problem.ForAuthor.class)
                            .extracting(Problem::message)
                            .asString()
                            .contains("queue", "parse error")));
  }

  /** Ten requests between two scrapes, one of them slow; the third scrape is of a new process. */
  private static String metrics(int scrape) {
    int since = scrape < 3 ? scrape : scrape - 2;
    return """
    queue_length 42
    empty_ratio NaN
    # TYPE duration histogram
    duration_bucket{path="/a",le="0.1"} %d
    duration_bucket{path="/a",le="0.5"} %d
    duration_bucket{path="/a",le="+Inf"} %d
    duration_sum{path="/a"} %d
    duration_count{path="/a"} %d
    """
        .formatted(5 * since, 9 * since, 10 * since, since, 10 * since);
  }

  @Test
  void countsTheSlowRequestsOfAHistogram() {
    MetricSpec metric = histogram("duration_bucket");
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> {
          Instant now = Instant.now();
          List<TargetSeries> read =
              source.read(
                  new MetricQuery(metric, List.of("pod.1", "nobody"), now.minusSeconds(20), now));
          Comparison all = new Comparison(metric, read.subList(0, 1), List.of());
          List<SlowShare> shares = SlowShare.of(all, STEP, now);

          assertThat(shares).extracting(SlowShare::bound).containsExactly(0.1, 0.5);
          Comparison slow = shares.getLast().shares(all, STEP);
          assertThat(slow.treatment().getFirst().samples())
              .hasSizeGreaterThan(3)
              .allSatisfy(sample -> {
                assertThat(sample.value()).isCloseTo(0.1, within(1e-9));
                assertThat(sample.weight() % 10).isZero();
              });
          assertThat(read.getLast().isEmpty()).isTrue();
        });
  }

  /** Ten requests between two scrapes, one of them slower than 0.5 s, whatever the buckets. */
  private static String rebuilt() {
    int since = REQUESTS.incrementAndGet();
    return NEW_VERSION.get()
        ? """
        handling_bucket{le="0.05"} %d
        handling_bucket{le="0.2"} %d
        handling_bucket{le="0.5"} %d
        handling_bucket{le="1"} %d
        handling_bucket{le="+Inf"} %d
        """
            .formatted(2 * since, 6 * since, 9 * since, 10 * since, 10 * since)
        : """
        handling_bucket{le="0.1"} %d
        handling_bucket{le="0.25"} %d
        handling_bucket{le="0.5"} %d
        handling_bucket{le="+Inf"} %d
        """
            .formatted(4 * since, 7 * since, 9 * since, 10 * since);
  }

  @Test
  void aVersionWithOtherBucketsIsComparedByTheBoundInCommon() {
    MetricSpec metric = histogram("handling_bucket");
    Instant begin = Instant.now();
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> {
          Comparison before = rebuilt(metric, begin);
          assertThat(SlowShare.of(before, STEP, Instant.now()))
              .extracting(SlowShare::bound)
              .containsExactly(0.1, 0.5);
          assertThat(before.treatment().getFirst().histogram())
              .extracting(HistogramSeries::size)
              .asInstanceOf(INTEGER)
              .isGreaterThan(6);
        });

    REQUESTS.set(0);
    NEW_VERSION.set(true);
    Instant changed = Instant.now();

    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptions()
        .untilAsserted(() -> {
          Comparison all = rebuilt(metric, begin);
          List<SlowShare> shares = SlowShare.of(all, STEP, changed);
          assertThat(shares).extracting(SlowShare::bound).containsExactly(0.5);
          assertThat(shares.getFirst().shares(all, STEP).treatment().getFirst().samples())
              .filteredOn(sample -> sample.time().isAfter(changed))
              .hasSizeGreaterThan(3)
              .allSatisfy(sample -> assertThat(sample.value()).isCloseTo(0.1, within(1e-9)));
        });
  }

  private static Comparison rebuilt(MetricSpec metric, Instant from) {
    MetricQuery query =
        new MetricQuery(metric, List.of("pod.2"), from.minusSeconds(5), Instant.now());
    return new Comparison(metric, source.read(query), List.of());
  }

  private static MetricSpec histogram(String buckets) {
    return new MetricSpec(
        "latency",
        MetricSpec.Kind.LATENCY,
        MetricSpec.BadDirection.INCREASE,
        MetricSpec.Role.DECIDING,
        "sum by (instance, le) (%s{instance=~\"$targets\"})".formatted(buckets),
        0.2,
        0,
        true);
  }

  private static List<TargetSeries> read(String query) {
    Instant now = Instant.now();
    var metric =
        new MetricSpec(
            "queue",
            MetricSpec.Kind.LOAD,
            MetricSpec.BadDirection.INCREASE,
            MetricSpec.Role.DECIDING,
            query,
            0.2);
    return source.read(
        new MetricQuery(metric, List.of("pod.1", "nobody"), now.minusSeconds(20), now));
  }

  private static String configuration() {
    return """
    global:
      scrape_interval: 500ms
      scrape_timeout: 400ms
    scrape_configs:
      - job_name: service
        static_configs:
          - targets: ['127.0.0.1:%d']
            labels:
              instance: pod.1
      - job_name: rebuilt
        metrics_path: /rebuilt
        static_configs:
          - targets: ['127.0.0.1:%d']
            labels:
              instance: pod.2
    """
        .formatted(exporter.getAddress().getPort(), exporter.getAddress().getPort());
  }

  /** Below the ports that the system hands out by itself, so that nobody else gets it meanwhile. */
  private static int freePort() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return port;
      } catch (IOException taken) {
        // Somebody has it: another will do.
      }
    }
    throw new IllegalStateException("no free port from 20000 to 32000 on 127.0.0.1");
  }

  private static boolean onPath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && List.of(path.split(File.pathSeparator)).stream()
            .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
