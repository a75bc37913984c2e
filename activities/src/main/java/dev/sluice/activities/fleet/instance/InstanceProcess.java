package dev.sluice.activities.fleet.instance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One running copy of a service: an HTTP server on loopback with {@code /}, {@code /health} and
 * {@code /metrics}. It runs one version; another version needs another process.
 */
public final class InstanceProcess implements AutoCloseable {
  private static final int BACKLOG = 128;

  private final VersionSpec version;
  private final InstantSource clock;
  private final Instant healthyFrom;
  private final RetainedMemory retained;
  private final RequestHandler requests;
  private final InstanceMetrics metrics;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private InstanceProcess(
      InstanceIdentity identity,
      VersionSpec version,
      List<ServiceSpec.Call> calls,
      Downstream downstream,
      FleetLimits limits,
      InstantSource clock,
      long seed)
      throws IOException {
    this.version = version;
    this.clock = clock;
    Instant now = clock.instant();
    healthyFrom = now.plus(limits.startup());
    retained = new RetainedMemory(limits.retainedBytesPerInstance());
    requests = new RequestHandler(version, calls, downstream, retained, seed);
    metrics = new InstanceMetrics(identity, now, this::memoryBytes);
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.createContext("/health", this::health);
    server.createContext("/metrics", this::metrics);
    server.start();
  }

  /**
   * Starts an instance on a free port.
   *
   * @param seed of its latencies and errors
   */
  public static InstanceProcess start(
      InstanceIdentity identity,
      VersionSpec version,
      List<ServiceSpec.Call> calls,
      Downstream downstream,
      FleetLimits limits,
      InstantSource clock,
      long seed) {
    try {
      return new InstanceProcess(identity, version, calls, downstream, limits, clock, seed);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Instance " + identity.name() + " can't listen on loopback; free some ports", e);
    }
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  public VersionSpec version() {
    return version;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    retained.release();
  }

  private long memoryBytes() {
    return version.baseMemoryBytes() + requests.heldBytes() + retained.bytes();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (version.silent()) {
        return;
      }
      long start = System.nanoTime();
      int status = requests.answer();
      exchange.sendResponseHeaders(status, -1);
      metrics.answered(status, Duration.ofNanos(System.nanoTime() - start));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(clock.instant().isBefore(healthyFrom) ? 503 : 200, -1);
    }
  }

  private void metrics(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (version.silent()) {
        return;
      }
      byte[] text = metrics.text();
      exchange.getResponseHeaders().set("Content-Type", InstanceMetrics.CONTENT_TYPE);
      exchange.sendResponseHeaders(200, text.length);
      exchange.getResponseBody().write(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
