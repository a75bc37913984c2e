package dev.sluice.activities.traffic;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends requests through proxies, one after the other. */
final class Probes implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  /**
   * Sends one request.
   *
   * @param header name of a header to send, empty for none
   * @return the version that answered, empty when the answer does not say
   */
  String send(Place place, ProbeConfig config, String header, String value) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(config.uri(place.route())).timeout(config.timeout());
    if (!header.isEmpty()) {
      request.header(header, value);
    }
    String proxy = place.system().place().name();
    try {
      HttpResponse<Void> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      String backend = answer.headers().firstValue(config.servedBy()).orElse("");
      return Backend.versionIn(backend, place.route());
    } catch (IOException e) {
      throw TrafficProblems.unreachable(proxy, config.uri(place.route()).getAuthority(), e);
    } catch (InterruptedException e) {
      throw TrafficProblems.interrupted(proxy);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
