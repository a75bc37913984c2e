package dev.sluice.activities.notify;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook on this machine that writes down what it gets and answers as it is told. */
final class Receiver implements AutoCloseable {
  record Post(String body, String signature, String delivery) {}

  final List<Post> posts = new CopyOnWriteArrayList<>();
  volatile int status = 200;
  private final HttpServer server;

  Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          posts.add(
              new Post(
                  body,
                  String.valueOf(exchange.getRequestHeaders().getFirst("Sluice-Signature")),
                  String.valueOf(exchange.getRequestHeaders().getFirst("Sluice-Delivery"))));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
  }

  /** The URL, with a part that nobody may see. */
  String url(String hidden) {
    return "http://127.0.0.1:%d/services/%s".formatted(server.getAddress().getPort(), hidden);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
