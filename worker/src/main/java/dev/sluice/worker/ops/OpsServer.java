package dev.sluice.worker.ops;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.worker.config.OpsConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/** Health and metrics over HTTP, for this machine. */
public final class OpsServer implements AutoCloseable {
  private static final int WAITING_CONNECTIONS = 50;
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;
  private final JsonMapper json = JsonMapper.builder().build();
  private final Readiness readiness;
  private final SluiceMetrics metrics;

  private OpsServer(
      HttpServer server, ExecutorService threads, Readiness readiness, SluiceMetrics metrics) {
    this.server = server;
    this.threads = threads;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  /**
   * Starts listening.
   *
   * @throws IOException when the port is taken
   */
  public static OpsServer start(OpsConfig config, Readiness readiness, SluiceMetrics metrics)
      throws IOException {
    HttpServer http =
        HttpServer.create(
            new InetSocketAddress(config.address(), config.port()), WAITING_CONNECTIONS);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    OpsServer server = new OpsServer(http, threads, readiness, metrics);
    http.setExecutor(threads);
    http.createContext("/", server::answer);
    http.start();
    return server;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!exchange.getRequestMethod().equals("GET")) {
        send(exchange, 405, JSON, text(Map.of("error", "only GET is allowed here")));
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/health/live" -> send(exchange, 200, JSON, text(Map.of("status", "live")));
        case "/health/ready" -> ready(exchange);
        case "/metrics" -> send(exchange, 200, PROMETHEUS, metrics.scrape());
        default ->
            send(
                exchange,
                404,
                JSON,
                text(Map.of("error", "there are /health/live, /health/ready and /metrics")));
      }
    }
  }

  private void ready(HttpExchange exchange) throws IOException {
    Map<String, String> unmet = readiness.unmet();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", unmet.isEmpty() ? "ready" : "not ready");
    body.put("reasons", unmet);
    send(exchange, unmet.isEmpty() ? 200 : 503, JSON, text(body));
  }

  private String text(Map<String, ?> body) {
    return json.writeValueAsString(body);
  }

  private static void send(HttpExchange exchange, int code, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
