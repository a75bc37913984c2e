package dev.sluice.activities.fleet.control;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Serves the API of a fleet on loopback. */
public final class ControlServer implements AutoCloseable {
  private static final int MAX_CALLS = 256;
  private static final int BACKLOG = 128;

  private final HttpServer server;
  private final ControlRoutes routes;
  private final Semaphore free = new Semaphore(MAX_CALLS);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ControlServer(FleetParts fleet, int port) throws IOException {
    routes = new ControlRoutes(fleet);
    var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    server = HttpServer.create(address, BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /**
   * Starts to serve.
   *
   * @param port 0 for any free one
   */
  public static ControlServer start(FleetParts fleet, int port) {
    try {
      return new ControlServer(fleet, port);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The fleet can't listen on 127.0.0.1:" + port + "; choose another port", e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!free.tryAcquire()) {
        refuse(exchange, new Problem.Passing("TOO_MANY_CALLS", "The fleet is busy, try again"));
        return;
      }
      try {
        send(exchange, 200, routes.answer(read(exchange)));
      } catch (ProblemException e) {
        refuse(exchange, e.problem());
      } catch (IllegalArgumentException e) {
        refuse(exchange, new Problem.ForAuthor("BAD_REQUEST", String.valueOf(e.getMessage())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        refuse(exchange, new Problem.Passing("FLEET_STOPS", "The fleet stops, start it again"));
      } finally {
        free.release();
      }
    }
  }

  private static Call read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(Wire.MAX_BODY_BYTES + 1);
    if (body.length > Wire.MAX_BODY_BYTES) {
      throw Call.wrong("the body is longer than " + Wire.MAX_BODY_BYTES + " bytes");
    }
    return Call.of(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        new String(body, StandardCharsets.UTF_8));
  }

  private static void refuse(HttpExchange exchange, Problem problem) throws IOException {
    send(exchange, Wire.Trouble.status(problem), Wire.Trouble.of(problem));
  }

  private static void send(HttpExchange exchange, int status, Object answer) throws IOException {
    byte[] json = Wire.JSON.writeValueAsBytes(answer);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, json.length);
    exchange.getResponseBody().write(json);
  }
}
