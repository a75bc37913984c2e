package dev.sluice.activities.metrics.prometheus;

import dev.sluice.activities.metrics.prometheus.RangeAnswer.AmbiguousTargetException;
import dev.sluice.activities.metrics.prometheus.RangeAnswer.UnreadableException;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends range queries, each bounded in time and size. */
final class RangeRequests implements AutoCloseable {
  private static final int MOST_BYTES = 32 << 20;
  private static final int LONGEST_MESSAGE = 500;

  private final PrometheusConfig config;
  private final URI endpoint;
  private final HttpClient client;
  private final JsonMapper json = JsonMapper.shared();

  RangeRequests(PrometheusConfig config) {
    this.config = config;
    String root = config.address().toString().replaceAll("/+$", "");
    this.endpoint = URI.create(root + "/api/v1/query_range");
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  /** A response as far as it may be read. */
  private record Body(int status, String text, boolean cut) {}

  RangeAnswer send(MetricSpec metric, String query, Instant from, Instant to) {
    String form =
        "query=%s&start=%s&end=%s&step=%s&timeout=%s"
            .formatted(
                URLEncoder.encode(query, StandardCharsets.UTF_8),
                seconds(from),
                seconds(to),
                seconds(config.step()),
                seconds(config.timeout()));
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(config.timeout())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    Body body = received(request);
    if (body.status() == 200) {
      return answer(metric, body);
    }
    throw refused(metric.name(), body);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Body received(HttpRequest request) {
    // The request's own timeout ends with the headers; a slow body must not hold us either.
    CompletableFuture<Body> pending =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(RangeRequests::body);
    try {
      return pending.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      pending.cancel(true);
      throw passing("did not answer within " + seconds(config.timeout()) + " s", e);
    } catch (ExecutionException e) {
      throw passing("can't be reached: " + e.getCause(), e);
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw passing("was not waited for: the reader was stopped", e);
    }
  }

  private static Body body(HttpResponse<InputStream> response) {
    try (InputStream stream = response.body()) {
      byte[] bytes = stream.readNBytes(MOST_BYTES);
      boolean cut = bytes.length == MOST_BYTES && stream.read() >= 0;
      return new Body(response.statusCode(), new String(bytes, StandardCharsets.UTF_8), cut);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RangeAnswer answer(MetricSpec spec, Body body) {
    String metric = spec.name();
    String labels = config.targetLabel() + (spec.histogram() ? ", le" : "");
    if (body.cut()) {
      throw author(
          "ANSWER_TOO_LARGE",
          "Prometheus answers metric %s with more than %d MB: let the query aggregate by %s"
              .formatted(metric, MOST_BYTES >> 20, labels));
    }
    try {
      return RangeAnswer.read(json.readTree(body.text()), config.targetLabel(), spec.histogram());
    } catch (JacksonException e) {
      throw passing("answered with something that is not JSON", e);
    } catch (AmbiguousTargetException e) {
      throw author(
          "AMBIGUOUS_SERIES",
          "the query of metric %s gives two series for target %s: aggregate, for example sum by (%s) (...)"
              .formatted(metric, e.getMessage(), labels));
    } catch (UnreadableException e) {
      throw author(
          "UNREADABLE_ANSWER",
          "the answer to metric %s can't be read: %s".formatted(metric, e.getMessage()));
    }
  }

  private ProblemException refused(String metric, Body body) {
    String said = said(body);
    boolean wrong = body.status() == 400 || (body.status() == 422 && said.startsWith("execution"));
    if (wrong) {
      return author(
          "BAD_QUERY", "Prometheus refuses the query of metric %s: %s".formatted(metric, said));
    }
    return switch (body.status()) {
      case 401, 403, 404, 405 ->
          new ProblemException(
              new Problem.ForOperator(
                  "PROMETHEUS_REFUSES",
                  "Prometheus at %s answers %d: check prometheus.address and what stands before it"
                      .formatted(config.address(), body.status())));
      default ->
          passing("answers %d for metric %s: %s".formatted(body.status(), metric, said), null);
    };
  }

  /** Prometheus' own kind and message of an error, bounded. */
  private String said(Body body) {
    try {
      JsonNode error = json.readTree(body.text());
      String message =
          "%s: %s"
              .formatted(
                  error.path("errorType").asString("unknown"), error.path("error").asString(""));
      return message.substring(0, Math.min(LONGEST_MESSAGE, message.length()));
    } catch (JacksonException _) {
      return "no reason given";
    }
  }

  private ProblemException passing(String what, @Nullable Throwable cause) {
    var problem =
        new Problem.Passing(
            "PROMETHEUS_UNAVAILABLE", "Prometheus at %s %s".formatted(config.address(), what));
    return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }

  private static String seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3).toPlainString();
  }

  private static String seconds(Duration duration) {
    return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
  }
}
