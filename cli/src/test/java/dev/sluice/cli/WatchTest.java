package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.sluice.cli.RecordingApi.Stream;
import dev.sluice.cli.Shell.Run;
import dev.sluice.cli.client.Watch;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTest {
  private Shell shell;

  @BeforeEach
  void open() throws IOException {
    shell = new Shell();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @ParameterizedTest
  @CsvSource({"COMPLETED,0", "ROLLED_BACK,3", "REFUSED,4", "STOPPED,4", "ROLLBACK_FAILED,5"})
  void exitsByTheOutcome(Outcome outcome, int exit) {
    stream(null, Samples.event(1, Phase.APPLYING), Samples.end(2, outcome));

    Run run = shell.run("watch", "release-1");

    assertThat(run.exit()).isEqualTo(exit);
    assertThat(run.out().lines()).hasSize(2).last().asString().contains(outcome.name());
  }

  @Test
  void goesOnBehindTheLastEventItSawWhenTheConnectionIsLost() {
    stream(Status.UNAVAILABLE, Samples.event(1, Phase.APPLYING), Samples.event(2, Phase.BAKING));
    stream(Status.UNAVAILABLE);
    stream(null, Samples.event(2, Phase.BAKING), Samples.end(3, Outcome.COMPLETED));

    Run run = shell.run("watch", "release-1", "--after", "0");

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines().map(line -> line.substring(line.indexOf("message"))))
        .containsExactly("message 1", "message 2", "message 3");
    assertThat(run.err()).contains("The connection is lost");
    assertThat(watched()).containsExactly(0L, 2L, 2L);
    assertThat(shell.pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @Test
  void goesOnWhenTheServerEndsTheStreamOfARunningChange() {
    stream(null, Samples.event(1, Phase.APPLYING));
    stream(null, Samples.end(2, Outcome.ROLLED_BACK));

    assertThat(shell.run("watch", "release-1").exit()).isEqualTo(3);
    assertThat(watched()).containsExactly(0L, 1L);
  }

  @Test
  void saysHowAChangeEndedWhoseEventsWereAllSeen() {
    shell.api.change =
        Samples.CHANGE.toBuilder().setPhase(Phase.ENDED).setOutcome(Outcome.STOPPED).build();

    Run run = shell.run("watch", "release-1", "--after", "7");

    assertThat(run.exit()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void givesUpAfterABoundedNumberOfAttempts() {
    for (int i = 0; i < 2 * Watch.MOST_ATTEMPTS; i++) {
      stream(Status.UNAVAILABLE);
    }

    Run run = shell.run("watch", "release-1");

    assertThat(run.exit()).isEqualTo(6);
    assertThat(watched()).hasSize(Watch.MOST_ATTEMPTS);
    assertThat(shell.pauses).last().isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void doesNotTryAgainWhatTheServerRefused() {
    stream(Status.PERMISSION_DENIED.withDescription("not yours"));

    Run run = shell.run("watch", "release-1");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("not yours");
    assertThat(shell.pauses).isEmpty();
  }

  @Test
  void startsAndWatchesAsJsonLinesTheChangeFirst() throws IOException {
    stream(null, Samples.event(1, Phase.APPLYING), Samples.end(2, Outcome.COMPLETED));

    Run run = shell.run("start", "release-service", "--watch", "--json");

    assertThat(run.exit()).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    JsonFormat.parser().merge(lines.get(0), Change.newBuilder());
    ChangeEvent.Builder last = ChangeEvent.newBuilder();
    JsonFormat.parser().merge(lines.get(2), last);
    assertThat(last.getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void keepsOneLineOfProgressBelowTheEventsOnATerminal() {
    shell.interactive = true;
    stream(null, Samples.event(1, Phase.BAKING), Samples.end(2, Outcome.COMPLETED));

    Run run = shell.run("watch", "release-1");

    assertThat(run.out())
        .contains("TIME", "11:12:00", "\u001b[32mCOMPLETED\u001b[0m")
        .contains("[######..............] BAKING  stage 2 of 3 (25 %), batch 3 of 5")
        .contains("baking for 3m of at most 30m")
        .endsWith("\r\u001b[2K");
  }

  @Test
  void writesNoEscapeCodesIntoAPipe() {
    ChangeEvent hostile =
        Samples.event(1, Phase.BAKING).toBuilder().setMessage("\u001b[2Jgone\nPASS").build();
    stream(null, hostile, Samples.end(2, Outcome.COMPLETED));

    Run run = shell.run("watch", "release-1");

    assertThat(run.out()).doesNotContain("\u001b").contains(" [2Jgone PASS");
    assertThat(run.out().lines()).hasSize(2);
  }

  private void stream(@Nullable Status end, ChangeEvent... events) {
    shell.api.streams.add(new Stream(List.of(events), end));
  }

  private List<Long> watched() {
    return shell.api.requests.stream()
        .filter(WatchChangeRequest.class::isInstance)
        .map(request -> ((WatchChangeRequest) request).getAfter())
        .toList();
  }
}
