package dev.sluice.activities.metrics.prometheus;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.activities.metrics.MetricQuery;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.series.HistogramSeries;
import dev.sluice.inspection.series.TargetSeries;
import dev.sluice.inspection.series.TargetSeries.Sample;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricSourceTest {
  private static final Instant FROM = Instant.parse("2026-01-01T12:00:00Z");
  private static final String QUERY = "sum by (instance) (errors{instance=~\"$targets\"})";

  /** As a real server wrote it. */
  private static final String TWO_SERIES =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"instance":"pod-b"},"values":[[1767268800,"0.25"],[1767268800.5,"NaN"],[1767268801,"+Inf"],[1767268801.5,"1e-3"]]},
        {"metric":{"instance":"pod-a"},"values":[[1767268800.5,"7"]]}]}}
      """;

  private static final String BUCKETS =
      "sum by (instance, le) (duration_bucket{instance=~\"$targets\"})";

  /** The bound 1 is told by an old library first, then by a new one. */
  private static final String HISTOGRAM =
      """
      {"status":"success","data":{"resultType":"matrix","result":[
        {"metric":{"instance":"pod-a","le":"+Inf"},"values":[[1767268800,"10"],[1767268800.5,"30"]]},
        {"metric":{"instance":"pod-a","le":"1"},"values":[[1767268800,"9"]]},
        {"metric":{"instance":"pod-a","le":"0.25"},"values":[[1767268800,"NaN"],[1767268800.5,"20"]]},
        {"metric":{"instance":"pod-a","le":"1.0"},"values":[[1767268800.5,"27"],[1767268899,"27"]]}]}}
      """;

  private final List<String> queries = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private PrometheusMetricSource source;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    source = source(Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    source.close();
    server.stop(0);
  }

  @Test
  void givesTheSamplesOfEachTargetInTheOrderAsked() {
    answers(200, TWO_SERIES);

    List<TargetSeries> series = source.read(query("pod-a", "pod-b", "pod-c"));

    assertThat(series)
        .containsExactly(
            new TargetSeries("pod-a", List.of(new Sample(FROM.plusMillis(500), 7, 1))),
            new TargetSeries(
                "pod-b",
                List.of(new Sample(FROM, 0.25, 1), new Sample(FROM.plusMillis(1500), 0.001, 1))),
            new TargetSeries("pod-c", List.of()));
  }

  @Test
  void escapesNamesForTheRegularExpressionAndItsQuotes() {
    answers(200, TWO_SERIES);

    source.read(query("10.0.0.1:80", "a\"b", "c\\d"));

    assertThat(queries)
        .containsExactly(
            "sum by (instance) (errors{instance=~\"10\\\\.0\\\\.0\\\\.1:80|a\\x22b|c\\\\\\\\d\"})");
  }

  @Test
  void cutsManyTargetsIntoSeveralQueries() {
    answers(200, TWO_SERIES);
    String[] names = IntStream.range(0, 250).mapToObj(i -> "pod-" + i).toArray(String[]::new);

    assertThat(source.read(query(names))).hasSize(250);
    assertThat(queries).hasSize(3);
  }

  @Test
  void tellsTheAuthorWhatPrometheusRefused() {
    answers(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: x\"}");

    assertThat(problem("pod-a"))
        .isInstanceOf(Problem.ForAuthor.class)
        .extracting(Problem::message)
        .asString()
        .contains("error_rate", "bad_data: parse error: x");
  }

  @Test
  void takesAServerErrorForPassing() {
    answers(503, "{\"status\":\"error\",\"errorType\":\"timeout\",\"error\":\"slow\"}");

    assertThat(problem("pod-a"))
        .isInstanceOf(Problem.Passing.class)
        .extracting(Problem::message)
        .asString()
        .contains("503", "timeout: slow");
  }

  @Test
  void takesAnAnswerThatIsNoJsonForPassing() {
    answers(200, "<html>starting</html>");

    assertThat(problem("pod-a")).isInstanceOf(Problem.Passing.class);
  }

  @Test
  void takesAServerThatIsNotThereForPassing() {
    server.stop(0);

    assertThat(problem("pod-a")).isInstanceOf(Problem.Passing.class);
  }

  @Test
  void givesUpOnABodyThatNeverEnds() {
    var stopped = new CountDownLatch(1);
    server.createContext(
        "/api/v1/query_range",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('{');
          exchange.getResponseBody().flush();
          await(stopped);
        });
    source.close();
    source = source(Duration.ofMillis(100));

    assertThat(problem("pod-a"))
        .isInstanceOf(Problem.Passing.class)
        .extracting(Problem::message)
        .asString()
        .contains("did not answer within 0.100 s");
    stopped.countDown();
  }

  @Test
  void wantsOneSeriesForATarget() {
    answers(200, TWO_SERIES.replace("pod-b", "pod-a"));

    assertThat(problem("pod-a").code()).isEqualTo("AMBIGUOUS_SERIES");
  }

  @Test
  void wantsTheTargetsLabelInTheAnswer() {
    answers(200, TWO_SERIES.replace("instance", "pod"));

    assertThat(problem("pod-a").message()).contains("no label instance");
  }

  @Test
  void givesTheBucketsOfAHistogram() {
    answers(200, HISTOGRAM);

    List<TargetSeries> series = source.read(histogram(BUCKETS));

    HistogramSeries buckets = requireNonNull(series.getFirst().histogram());
    assertThat(buckets.bounds()).containsExactly(0.25, 1, Double.POSITIVE_INFINITY);
    assertThat(buckets.size()).isEqualTo(2);
    assertThat(buckets.time(1)).isEqualTo(FROM.plusMillis(500));
    assertThat(counts(buckets, 0)).containsExactly(Double.NaN, 9, 10);
    assertThat(counts(buckets, 1)).containsExactly(20, 27, 30);
    assertThat(series.getFirst().samples()).isEmpty();
    assertThat(series.getLast()).isEqualTo(new TargetSeries("pod-b", List.of()));
  }

  @Test
  void refusesBucketsThatCanNotBeRead() {
    answers(200, HISTOGRAM.replace("\"le\":\"0.25\"", "\"x\":\"0.25\""));
    assertThatThrownBy(() -> source.read(histogram(BUCKETS)))
        .hasMessageContaining("no label le: keep it in the query, for example with sum by")
        .hasMessageContaining("(instance, le)");

    server.removeContext("/api/v1/query_range");
    answers(200, HISTOGRAM.replace("\"0.25\"", "\"NaN\""));
    assertThatThrownBy(() -> source.read(histogram(BUCKETS)))
        .hasMessageContaining("label le is no upper bound: NaN");

    server.removeContext("/api/v1/query_range");
    answers(200, HISTOGRAM.replace("\"0.25\"", "\"1\""));
    assertThatThrownBy(() -> source.read(histogram(BUCKETS)))
        .hasMessageContaining("two series for target pod-a: aggregate, for example sum by")
        .hasMessageContaining("(instance, le)");
  }

  @Test
  void wantsTheCountersOfAHistogramAndNotTheirRates() {
    assertThatThrownBy(
            () -> source.read(histogram(BUCKETS.replace("duration_bucket", "rate (duration"))))
        .hasMessageContaining("without rate or increase");
    assertThat(queries).isEmpty();
  }

  @Test
  void readsFewTargetsAtOnceWhereEachHasManyBuckets() {
    answers(200, HISTOGRAM);
    List<String> names = IntStream.range(0, 40).mapToObj(i -> "pod-" + i).toList();
    MetricSpec metric = histogram(BUCKETS).metric();

    source.read(new MetricQuery(metric, names, FROM, FROM.plusSeconds(1000)));

    assertThat(queries).hasSize(4);
  }

  private static double[] counts(HistogramSeries series, int reading) {
    return IntStream.range(0, series.bounds().length)
        .mapToDouble(b -> series.count(reading, b))
        .toArray();
  }

  private static MetricQuery histogram(String query) {
    MetricSpec metric =
        new MetricSpec(
            "latency",
            MetricSpec.Kind.LATENCY,
            MetricSpec.BadDirection.INCREASE,
            MetricSpec.Role.DECIDING,
            query,
            0.2,
            0,
            true);
    return new MetricQuery(metric, List.of("pod-a", "pod-b"), FROM, FROM.plusSeconds(2));
  }

  @Test
  void wantsAPlaceForTheTargetsInTheQuery() {
    var metric = metric("up");

    assertThatThrownBy(
            () -> source.read(new MetricQuery(metric, List.of("a"), FROM, FROM.plusSeconds(1))))
        .hasMessageContaining("must contain $targets");
  }

  @Test
  void refusesMorePointsThanPrometheusGives() {
    var query = new MetricQuery(metric(QUERY), List.of("a"), FROM, FROM.plusSeconds(6_000));

    assertThatThrownBy(() -> source.read(query)).hasMessageContaining("raise prometheus.step");
    assertThat(queries).isEmpty();
  }

  @Test
  void refusesAConfigurationThatCanNotWork() {
    URI address = URI.create("http://127.0.0.1:9090");
    Duration second = Duration.ofSeconds(1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrometheusConfig(URI.create("ftp://x"), "instance", second, second))
        .withMessageContaining("prometheus.address");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrometheusConfig(address, "a-b", second, second))
        .withMessageContaining("prometheus.targetLabel");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrometheusConfig(address, "instance", Duration.ZERO, second))
        .withMessageContaining("prometheus.step");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PrometheusConfig(address, "instance", second, Duration.ofDays(1)))
        .withMessageContaining("prometheus.timeout");
  }

  private void answers(int status, String body) {
    server.createContext(
        "/api/v1/query_range",
        exchange -> {
          queries.add(sentQuery(exchange));
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static String sentQuery(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String encoded = form.substring("query=".length(), form.indexOf('&'));
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Problem problem(String target) {
    try {
      source.read(query(target));
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("no problem was found");
  }

  private PrometheusMetricSource source(Duration timeout) {
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new PrometheusMetricSource(
        new PrometheusConfig(
            address, PrometheusConfig.DEFAULT_LABEL, Duration.ofMillis(500), timeout));
  }

  private static MetricQuery query(String... targets) {
    return new MetricQuery(metric(QUERY), List.of(targets), FROM, FROM.plusSeconds(2));
  }

  private static MetricSpec metric(String query) {
    return new MetricSpec(
        "error_rate",
        MetricSpec.Kind.ERROR_RATE,
        MetricSpec.BadDirection.INCREASE,
        MetricSpec.Role.DECIDING,
        query,
        0.01);
  }
}
