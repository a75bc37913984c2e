package dev.sluice.activities.notify;

import dev.sluice.domain.notify.Notice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;

/** Posts notices. Thread-safe; blocks for at most {@link #TIMEOUT} a call. */
public final class Webhooks implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Channels channels;
  private final InstantSource clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(5))
          // A redirect would carry the message to an address nobody configured.
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param clock what signatures are dated by
   */
  public Webhooks(Channels channels, InstantSource clock) {
    this.channels = channels;
    this.clock = clock;
  }

  Channels channels() {
    return channels;
  }

  /** What came of a post, without a word of the URL. */
  public sealed interface Answer {
    /** In words. */
    String words();

    /**
     * It was taken.
     *
     * @param status 200 to 299
     */
    record Delivered(int status) implements Answer {
      @Override
      public String words() {
        return "taken with status " + status;
      }
    }

    /** It was not, and may be later. */
    record Passing(String words) implements Answer {}

    /** It never will be as it is. */
    record Refused(String words) implements Answer {}
  }

  /**
   * Posts a notice once.
   *
   * @param delivery the same for each try, so that a receiver can tell them apart
   * @param link the change's page; empty for none
   */
  public Answer post(String channel, Notice notice, String delivery, String link) {
    Channel to = channels.find(channel).orElse(null);
    if (to == null) {
      return new Answer.Refused("no channel is called %s any more".formatted(channel));
    }
    HttpRequest request;
    try {
      request = request(to, SlackMessage.of(notice, link), delivery);
    } catch (IllegalArgumentException wrong) {
      // Read at each try: whoever repairs the file is heard.
      return new Answer.Passing(String.valueOf(wrong.getMessage()));
    }
    try {
      return answer(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException broken) {
      // Its message may have the URL.
      return new Answer.Passing("could not be reached: " + broken.getClass().getSimpleName());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Answer.Passing("was interrupted");
    }
  }

  private HttpRequest request(Channel channel, String body, String delivery) {
    URI address = channel.address();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("Sluice-Delivery", delivery)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    Secret signing = channel.signing();
    if (signing != null) {
      request.header("Sluice-Signature", Signature.of(body, clock.instant(), signing.read()));
    }
    return request.build();
  }

  private static Answer answer(int status) {
    if (status >= 200 && status < 300) {
      return new Answer.Delivered(status);
    }
    boolean passes = status == 408 || status == 429 || status >= 500;
    return passes
        ? new Answer.Passing("answered with status " + status)
        : new Answer.Refused("refused it with status " + status);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
