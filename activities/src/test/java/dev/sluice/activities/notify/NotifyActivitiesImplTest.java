package dev.sluice.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.domain.notify.Escalation;
import dev.sluice.domain.notify.Notice;
import dev.sluice.domain.notify.Notice.What;
import dev.sluice.proto.history.v1.NoticeDelivery;
import dev.sluice.workflows.wire.NoticeWire;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class NotifyActivitiesImplTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final String HIDDEN = "T0-hidden-part";
  private static final String KEY = "signing-key-1";

  private final Receiver receiver = new Receiver();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Logger logger = (Logger) LoggerFactory.getLogger(NotifyActivitiesImpl.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  @TempDir private Path folder;

  @BeforeEach
  void listen() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void close() {
    logger.detachAppender(log);
    logger.setLevel(null);
    receiver.close();
  }

  @Test
  void signsWhatItPosts() throws IOException {
    activities("").deliver(delivery("team"));
    Receiver.Post post = receiver.posts.getFirst();
    assertThat(post.delivery()).isEqualTo("c/notice/1-HELD/1/team");
    assertThat(post.signature())
        .startsWith("t=%d,v1=".formatted(NOW.getEpochSecond()))
        .isEqualTo(Signature.of(post.body(), NOW, KEY));
    assertThat(counted("delivered")).isEqualTo(1);
  }

  @Test
  void isToBeTriedAgainWhenTheReceiverStumbles() throws IOException {
    NotifyActivitiesImpl activities = activities("");
    for (int status : List.of(500, 503, 429)) {
      receiver.status = status;
      assertThatThrownBy(() -> activities.deliver(delivery("team")))
          .isInstanceOfSatisfying(
              ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isFalse())
          .hasMessageContaining("channel team: answered with status " + status);
    }
    assertThat(counted("failed")).isEqualTo(3);
  }

  @Test
  void givesUpWhatIsRefusedAndSaysSo() throws IOException {
    NotifyActivitiesImpl activities = activities("");
    for (int status : List.of(400, 404, 302)) {
      receiver.status = status;
      assertThatThrownBy(() -> activities.deliver(delivery("team")))
          .isInstanceOfSatisfying(
              ApplicationFailure.class, failure -> assertThat(failure.isNonRetryable()).isTrue());
    }
    assertThat(receiver.posts).hasSize(3);
    assertThat(counted("given_up")).isEqualTo(3);
    assertThat(log.list).hasSize(3);
  }

  @Test
  void tellsNobodyTheSecrets() throws IOException {
    NotifyActivitiesImpl activities = activities("");
    receiver.status = 400;
    requireHidden(activities);
    receiver.close();
    requireHidden(activities);
    Files.writeString(folder.resolve("url"), "http://evil.example/" + HIDDEN);
    requireHidden(activities);
    Files.writeString(folder.resolve("url"), "https://a b/" + HIDDEN);
    requireHidden(activities);
    assertThat(log.list)
        .allSatisfy(event ->
            assertThat(event.getFormattedMessage()).doesNotContain(HIDDEN).doesNotContain(KEY));
  }

  private static void requireHidden(NotifyActivitiesImpl activities) {
    assertThatThrownBy(() -> activities.deliver(delivery("team")))
        .satisfies(failure -> {
          StringWriter all = new StringWriter();
          failure.printStackTrace(new PrintWriter(all));
          assertThat(all.toString())
              .contains("channel team")
              .doesNotContain(HIDDEN)
              .doesNotContain(KEY);
        });
  }

  @Test
  void routesByEventServiceAndTier() throws IOException {
    NotifyActivitiesImpl activities =
        activities(
            """
              - {name: duty, urlFile: url, escalation: true}
              - {name: core, urlFile: url, tiers: [1]}
              - {name: cart, urlFile: url, services: [cart]}
              - {name: ends, urlFile: url, events: [ended, rolled_back]}
            """);
    assertThat(routed(activities, What.HELD)).containsExactly("team", "core");
    assertThat(routed(activities, What.ESCALATION)).containsExactly("duty");
    assertThat(routed(activities, What.ENDED)).containsExactly("team", "core", "ends");
  }

  @Test
  void whatPeopleWroteIsNoMarkup() {
    Notice notice =
        new Notice(
            What.HELD,
            "c",
            "<!channel> *now* & `x`",
            List.of(),
            "ann",
            3,
            "",
            "",
            NOW,
            List.of("sluice resume c --reason WHY"));
    String body = SlackMessage.of(notice, "");
    assertThat(body)
        .contains("&lt;!channel&gt;")
        .contains("&amp; 'x'")
        .doesNotContain("<!channel>")
        .doesNotContain(" *now*")
        .contains("`sluice resume c --reason WHY`");
  }

  @Test
  void namesFileLineAndRemedyWhereTheFileIsWrong() throws IOException {
    assertThatThrownBy(() -> activities("  - {name: Two, urlFile: none, evens: [held]}\n"))
        .hasMessageContaining("notify.yaml:3:")
        .hasMessageContaining("unknown key")
        .hasMessageContaining("events");
    Files.writeString(folder.resolve("far"), "http://far.example/" + HIDDEN);
    assertThatThrownBy(() -> activities("  - {name: far, urlFile: far}\n"))
        .hasMessageContaining("channel far: the URL must begin with https://")
        .satisfies(wrong -> assertThat(wrong.getMessage()).doesNotContain(HIDDEN));
    assertThatThrownBy(() -> activities("  - {name: none, urlVariable: NONE}\n"))
        .hasMessageContaining("the variable NONE is empty");
  }

  @Test
  void readsWhenToRemind() throws IOException {
    Path file = folder.resolve("other.yaml");
    Files.writeString(file, "reminders: {every: 5m, escalateAfter: 15m, atMost: 4}\n");
    assertThat(Channels.of(file, Map.of()).escalation())
        .isEqualTo(new Escalation(Duration.ofMinutes(5), Duration.ofMinutes(15), 4));
    assertThatCode(() -> Channels.of(null, Map.of())).doesNotThrowAnyException();
  }

  private List<String> routed(NotifyActivitiesImpl activities, What what) {
    return activities.route(NoticeWire.toProto(notice(what))).getChannelsList();
  }

  /**
   * @param more channels beside the team's
   */
  private NotifyActivitiesImpl activities(String more) throws IOException {
    Files.writeString(folder.resolve("url"), receiver.url(HIDDEN) + "\n");
    Files.writeString(folder.resolve("key"), KEY + "\n");
    Path file = folder.resolve("notify.yaml");
    Files.writeString(
        file, "channels:\n  - {name: team, urlFile: url, signingFile: key}\n" + more.indent(0));
    Webhooks webhooks = new Webhooks(Channels.of(file, Map.of()), InstantSource.fixed(NOW));
    return new NotifyActivitiesImpl(
        webhooks, service -> service.equals("checkout") ? 1 : 0, _ -> "", meters);
  }

  private double counted(String result) {
    return meters.counter(NotifyActivitiesImpl.METER, "channel", "team", "result", result).count();
  }

  private static NoticeDelivery delivery(String channel) {
    return NoticeDelivery.newBuilder()
        .setChannel(channel)
        .setNotice(NoticeWire.toProto(notice(What.HELD)))
        .setDeliveryId("c/notice/1-HELD/1/" + channel)
        .build();
  }

  private static Notice notice(What what) {
    return new Notice(
        what,
        "c",
        "Release checkout 2",
        List.of("checkout"),
        "ann",
        3,
        "error_rate is too high",
        "a person to resume or abort it",
        NOW,
        List.of("sluice resume c --reason WHY"));
  }
}
