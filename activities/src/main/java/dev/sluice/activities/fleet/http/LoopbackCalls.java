package dev.sluice.activities.fleet.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * GET requests that stay on the caller's thread from the first byte to the last. On a busy machine
 * every change of thread is a wait, and such waits would be measured as latency of the services.
 */
public final class LoopbackCalls {
  private static final int MAX_BODY_BYTES = 1 << 20;

  private LoopbackCalls() {}

  /**
   * Sends a request and reads the answer.
   *
   * @param timeout of the connection, and of each read, at least 1 ms
   * @throws IOException when there is no answer in time, none at all, or the thread, a virtual one,
   *     is interrupted
   */
  public static Answer get(URI address, Duration timeout) throws IOException {
    var connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
    int millis = Math.toIntExact(timeout.toMillis());
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    int status = connection.getResponseCode();
    InputStream body = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    if (body == null) {
      return new Answer(status, "");
    }
    try (body) {
      // Read to its end, so that the connection serves the next request too.
      String text = new String(body.readNBytes(MAX_BODY_BYTES), StandardCharsets.UTF_8);
      return new Answer(status, text);
    }
  }

  /**
   * What came back.
   *
   * @param status of HTTP
   * @param body its first million bytes
   */
  public record Answer(int status, String body) {}
}
