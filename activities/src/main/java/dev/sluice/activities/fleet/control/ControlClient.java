package dev.sluice.activities.fleet.control;

import dev.sluice.activities.fleet.deploy.DeployOrder;
import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.deploy.Journal;
import dev.sluice.activities.fleet.load.LoadCount;
import dev.sluice.activities.fleet.series.SeriesKind;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.inspection.series.TargetSeries;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Reaches a fleet over its API. Every call blocks, can be interrupted, and ends in time. */
public final class ControlClient implements AutoCloseable {
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

  /** Longer than the longest turn, drain and health wait that a fleet allows. */
  private static final Duration ORDER_TIMEOUT = Duration.ofMinutes(8);

  private static final Duration LONG_AGO = Duration.ofMinutes(10);

  private final URI fleet;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * Connects at the first call.
   *
   * @param fleet as {@code http://127.0.0.1:port}
   */
  public ControlClient(URI fleet) {
    this.fleet = fleet;
  }

  public FleetSpec topology() {
    return get("/topology", FleetSpec.class);
  }

  public LoadCount load() {
    return get("/load", LoadCount.class);
  }

  public List<VersionSpec> versions(String service) {
    return get("/services/" + encode(service) + "/versions", Wire.VersionList.class).versions();
  }

  public void define(String service, VersionSpec version) {
    String path = "/services/" + encode(service) + "/versions/" + encode(version.name());
    send(request(path, READ_TIMEOUT).PUT(json(version)).build(), VersionSpec.class);
  }

  /** Instances in name order, at most the query's limit. */
  public List<InstanceState> instances(TargetQuery query) {
    String selector =
        query.selector().entrySet().stream()
            .map(label -> encode(label.getKey()) + "=" + encode(label.getValue()))
            .collect(Collectors.joining(","));
    String exceptZones =
        query.range().exceptZones().stream()
            .map(ControlClient::encode)
            .collect(Collectors.joining(","));
    String path =
        "/instances?selector=%s&zone=%s&exceptZones=%s&after=%s&upTo=%s&limit=%d"
            .formatted(
                encode(selector),
                encode(query.range().zone()),
                encode(exceptZones),
                encode(query.range().after()),
                encode(query.range().upTo()),
                query.limit());
    return get(path, Wire.InstancePage.class).instances();
  }

  public InstanceState instance(String name) {
    return get("/instances/" + encode(name), InstanceState.class);
  }

  /** Remembers what an instance runs before a change: the version that would be brought back. */
  public String snapshot(String change, String instance, Duration turnWithin) {
    var body = new Wire.SnapshotOrder(change, turnWithin.toMillis());
    String path = "/instances/" + encode(instance) + "/snapshot";
    return send(request(path, ORDER_TIMEOUT).POST(json(body)).build(), Wire.Before.class).version();
  }

  /** Carries out an order and waits until the instance is healthy. */
  public Effect carryOut(DeployOrder order) {
    String verb =
        switch (order.action()) {
          case DEPLOY -> "/deploy";
          case REVERT -> "/revert";
        };
    var body =
        new Wire.Order(
            order.change(),
            order.version(),
            order.key(),
            order.fence(),
            order.turnWithin().toMillis());
    String path = "/instances/" + encode(order.instance()) + verb;
    return send(request(path, ORDER_TIMEOUT).POST(json(body)).build(), Wire.Done.class).effect();
  }

  /** The real replacements of one instance, oldest first; of all for an empty name. */
  public List<Journal.Entry> journal(String instance) {
    String path = "/journal?limit=" + Journal.KEPT + "&instance=" + encode(instance);
    return get(path, Wire.JournalPage.class).entries();
  }

  /** One series for each instance, in the order asked. */
  public List<TargetSeries> series(
      SeriesKind kind, List<String> instances, Instant from, Instant to) {
    var body = new Wire.SeriesRequest(kind.query(), instances, from, to);
    var request = request("/series", READ_TIMEOUT).POST(json(body)).build();
    return send(request, Wire.SeriesPage.class).series().stream()
        .map(Wire.Series::toTargetSeries)
        .toList();
  }

  /** How long all instances of a service have been measured; zero while one never was. */
  public Duration measuredFor(String service, Instant now) {
    var query = new TargetQuery(Map.of("service", service), TargetRange.ALL, TargetQuery.MAX_LIMIT);
    List<String> names = instances(query).stream().map(InstanceState::name).toList();
    return series(SeriesKind.MEMORY_BYTES, names, now.minus(LONG_AGO), now).stream()
        .map(one ->
            one.isEmpty() ? Duration.ZERO : Duration.between(one.samples().getFirst().time(), now))
        .min(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private <T> T get(String path, Class<T> type) {
    return send(request(path, READ_TIMEOUT).GET().build(), type);
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(fleet.resolve(path)).timeout(timeout);
  }

  private <T> T send(HttpRequest request, Class<T> type) {
    try {
      HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new ProblemException(
            Wire.JSON.readValue(response.body(), Wire.Trouble.class).toProblem());
      }
      return Wire.JSON.readValue(response.body(), type);
    } catch (IOException e) {
      throw passing(
          "FLEET_UNREACHABLE",
          "The fleet at %s does not answer; start it, or correct its address".formatted(fleet),
          e);
    } catch (JacksonException e) {
      throw passing(
          "FLEET_UNREADABLE",
          "The fleet at %s answers what is not understood; is it a fleet of this version?"
              .formatted(fleet),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw passing("INTERRUPTED", "The call to the fleet was cancelled; call again", e);
    }
  }

  private static ProblemException passing(String code, String message, Exception cause) {
    return new ProblemException(new Problem.Passing(code, message), cause);
  }

  private static HttpRequest.BodyPublisher json(Object body) {
    return BodyPublishers.ofByteArray(Wire.JSON.writeValueAsBytes(body));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
