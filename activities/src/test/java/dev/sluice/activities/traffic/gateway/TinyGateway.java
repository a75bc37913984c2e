package dev.sluice.activities.traffic.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.activities.traffic.Reading;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;

/** A gateway that does what the routes of an API server say, and answers by itself. */
final class TinyGateway implements AutoCloseable {
  private final KubernetesClient client;
  private final ResourceDefinitionContext kind;
  private final String namespace;
  private final GatewaySystem system;
  private final HttpServer server;
  private final Map<String, Reading> routes = new ConcurrentHashMap<>();
  private volatile boolean open = true;

  TinyGateway(
      KubernetesClient client,
      ResourceDefinitionContext kind,
      String namespace,
      GatewaySystem system,
      int port)
      throws IOException {
    this.client = client;
    this.kind = kind;
    this.namespace = namespace;
    this.system = system;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
    Thread.ofVirtual().start(this::follow);
  }

  private void follow() {
    while (open) {
      try {
        for (GenericKubernetesResource route :
            client.genericKubernetesResources(kind).inNamespace(namespace).list().getItems()) {
          String name = route.getMetadata().getName();
          system.find(name).ifPresent(reading -> routes.put(name, reading));
          take(route);
        }
        Thread.sleep(30);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // The API server is away, or the route was written meanwhile: look again.
      }
    }
  }

  private void take(GenericKubernetesResource route) {
    Long generation = route.getMetadata().getGeneration();
    String seen = String.valueOf(route.getAdditionalProperties().get("status"));
    if (seen.contains("observedGeneration=" + generation + ",")) {
      return;
    }
    List<Map<String, Object>> conditions =
        List.of(condition("Accepted", generation), condition("ResolvedRefs", generation));
    route.setAdditionalProperty(
        "status",
        Map.of(
            "parents",
            List.of(Map.of("parentRef", Map.of("name", "edge"), "conditions", conditions))));
    client.genericKubernetesResources(kind).inNamespace(namespace).resource(route).updateStatus();
  }

  private static Map<String, Object> condition(String type, long generation) {
    return new java.util.TreeMap<>(
        Map.of("observedGeneration", generation, "status", "True", "type", type));
  }

  private void answer(HttpExchange exchange) throws IOException {
    Reading route = routes.get(exchange.getRequestURI().getPath().substring(1));
    String lane = exchange.getRequestHeaders().getFirst("x-lane");
    if (route != null) {
      String version = route.now().headers().get("x-lane=" + lane);
      exchange
          .getResponseHeaders()
          .set("x-served-by", version == null ? chosen(route.now().weights()) : version);
    }
    exchange.sendResponseHeaders(route == null ? 404 : 200, -1);
    exchange.close();
  }

  private static String chosen(SortedMap<String, Integer> weights) {
    int left =
        ThreadLocalRandom.current()
            .nextInt(weights.values().stream().mapToInt(weight -> weight).sum());
    for (Map.Entry<String, Integer> backend : weights.entrySet()) {
      left -= backend.getValue();
      if (left < 0) {
        return backend.getKey();
      }
    }
    throw new AssertionError("no backend has a weight");
  }

  @Override
  public void close() {
    open = false;
    server.stop(0);
  }
}
