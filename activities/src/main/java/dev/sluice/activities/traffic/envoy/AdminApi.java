package dev.sluice.activities.traffic.envoy;

import dev.sluice.activities.traffic.TrafficProblems;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads Envoy's admin interface. */
final class AdminApi implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long MOST_BYTES = 64 << 20;

  private final EnvoyConfig config;
  private final HttpClient client;

  AdminApi(EnvoyConfig config) {
    this.config = config;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.timeout())
            .build();
  }

  /** The routes it goes by, which it got from a file. */
  JsonNode routes() {
    return get("/config_dump?resource=dynamic_route_configs");
  }

  /** Values of the statistics whose names match. */
  Map<String, Long> statistics(String pattern) {
    JsonNode answer =
        get("/stats?format=json&filter=" + URLEncoder.encode(pattern, StandardCharsets.UTF_8));
    Map<String, Long> values = new TreeMap<>();
    for (JsonNode statistic : answer.path("stats")) {
      if (statistic.path("value").isIntegralNumber()) {
        values.put(statistic.path("name").asString(), statistic.path("value").asLong());
      }
    }
    return values;
  }

  Duration uptime() {
    String text = get("/server_info").path("uptime_current_epoch").asString("");
    if (!text.matches("\\d{1,12}s")) {
      throw noEnvoy("/server_info");
    }
    return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
  }

  private JsonNode get(String path) {
    URI uri = config.admin().resolve(path);
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(config.timeout()).build();
    CompletableFuture<HttpResponse<String>> call =
        client.sendAsync(
            request,
            HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MOST_BYTES));
    try {
      // The request's own timeout ends with the answer's headers.
      HttpResponse<String> answer = call.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() != 200) {
        throw noEnvoy(uri.getPath());
      }
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw noEnvoy(uri.getPath());
    } catch (TimeoutException e) {
      call.cancel(true);
      throw unreachable(new IOException("no answer in time", e));
    } catch (ExecutionException e) {
      throw unreachable(e.getCause() instanceof Exception cause ? cause : e);
    } catch (InterruptedException e) {
      call.cancel(true);
      throw TrafficProblems.interrupted(config.place().name());
    }
  }

  private RuntimeException unreachable(Exception cause) {
    return TrafficProblems.unreachable(config.place().name(), config.admin().getAuthority(), cause);
  }

  private RuntimeException noEnvoy(String path) {
    return TrafficProblems.operator(
        "NO_ENVOY",
        "what answers at %s%s is no admin interface of Envoy; correct the address of %s"
            .formatted(config.admin(), path, config.place().name()));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
