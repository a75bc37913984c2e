package dev.sluice.activities.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.domain.subdomain.Effect;
import dev.sluice.proto.history.v1.BatchCheckpoint;
import dev.sluice.proto.history.v1.BatchEffect;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BatchProgressTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final TargetOutcome APPLIED = new TargetOutcome.Done(Effect.APPLIED);
  private static final BatchCheckpoint NONE = BatchCheckpoint.getDefaultInstance();

  private Instant now = NOON;
  private final InstantSource clock = () -> now;

  @Test
  void namesOneTargetForAllThatAreDoneInOrder() throws InterruptedException {
    BatchProgress progress = forwards(names(9), NONE);

    take(progress, 3).forEach(name -> progress.done(name, APPLIED));

    assertThat(progress.checkpoint().getDoneTo()).isEqualTo("n3");
    assertThat(progress.checkpoint().getDoneBeyondList()).isEmpty();
  }

  @Test
  void namesThoseDoneBeyondASlowTargetOneByOne() throws InterruptedException {
    BatchProgress progress = forwards(names(9), NONE);

    take(progress, 4);
    progress.done("n1", APPLIED);
    progress.done("n4", APPLIED);
    progress.done("n3", APPLIED);

    assertThat(progress.checkpoint().getDoneTo()).isEqualTo("n1");
    assertThat(progress.checkpoint().getDoneBeyondList()).containsExactly("n3", "n4");
  }

  @Test
  void aNewAttemptSkipsWhatIsDoneAndKeepsItsCounts() throws InterruptedException {
    BatchProgress first = forwards(names(5), NONE);
    take(first, 4);
    first.done("n1", APPLIED);
    first.done("n3", new TargetOutcome.Failed("locked"));
    now = NOON.plusSeconds(60);

    BatchProgress second = forwards(names(5), first.checkpoint());
    List<String> rest = take(second, 3);
    rest.forEach(name -> second.done(name, APPLIED));

    assertThat(rest).containsExactly("n2", "n4", "n5");
    assertThat(second.checkpoint().getDoneTo()).isEqualTo("n5");
    assertThat(second.checkpoint().getDoneBeyondList()).isEmpty();
    BatchEffect effect = second.effect();
    assertThat(effect.getApplied()).isEqualTo(4);
    assertThat(effect.getFailed()).isEqualTo(1);
    assertThat(effect.getFailuresList()).containsExactly("n3: locked");
    assertThat(TimeWire.toDomain(effect.getWindow().getStartTime())).isEqualTo(NOON);
    assertThat(TimeWire.toDomain(effect.getWindow().getEndTime())).isEqualTo(now);
  }

  @Test
  void aWayBackGoesOnDownwards() throws InterruptedException {
    BatchProgress first =
        new BatchProgress(names(5), Comparator.reverseOrder(), NONE, 32, 20, clock);
    assertThat(take(first, 2)).containsExactly("n5", "n4");
    first.done("n5", APPLIED);

    BatchProgress second =
        new BatchProgress(names(5), Comparator.reverseOrder(), first.checkpoint(), 32, 20, clock);

    assertThat(take(second, 4)).containsExactly("n4", "n3", "n2", "n1");
  }

  @Test
  void aBatchWhoseTargetsVanishedIsDoneWithZeros() throws InterruptedException {
    BatchProgress progress = forwards(List.of(), NONE);

    assertThat(progress.next()).isNull();
    assertThat(progress.effect().getApplied()).isZero();
    assertThat(progress.effect().getFailed()).isZero();
    assertThat(progress.effect().getWindow().getEndTime())
        .isEqualTo(progress.effect().getWindow().getStartTime());
  }

  @Test
  void leavesTheRestAloneWhenTooManyHaveFailed() throws InterruptedException {
    BatchProgress progress =
        new BatchProgress(names(9), Comparator.naturalOrder(), NONE, 32, 2, clock);
    take(progress, 2).forEach(name -> progress.done(name, new TargetOutcome.Failed("no disk")));

    assertThat(progress.next()).isNull();
    assertThat(progress.effect().getFailed()).isEqualTo(9);
    assertThat(progress.effect().getFailuresList())
        .containsExactly(
            "n1: no disk", "n2: no disk", "7 more targets were left alone after 2 had failed");
  }

  @Test
  void aSlowTargetCannotMakeTheCheckpointLong() throws InterruptedException, ExecutionException {
    BatchProgress progress =
        new BatchProgress(names(9), Comparator.naturalOrder(), NONE, 4, 20, clock);
    assertThat(take(progress, 4)).containsExactly("n1", "n2", "n3", "n4");
    progress.done("n2", APPLIED);
    progress.done("n3", APPLIED);
    progress.done("n4", APPLIED);
    FutureTask<@Nullable String> fifth = new FutureTask<>(progress::next);
    Thread hand = Thread.ofVirtual().start(fifth);
    await().until(() -> hand.getState() == Thread.State.WAITING);
    assertThat(progress.checkpoint().getDoneBeyondList()).hasSize(3);

    progress.done("n1", APPLIED);

    assertThat(fifth.get()).isEqualTo("n5");
    assertThat(progress.checkpoint().getDoneTo()).isEqualTo("n4");
  }

  @Test
  void namesTwentyFailuresAndCountsTheRest() throws InterruptedException {
    BatchProgress progress =
        new BatchProgress(
            IntStream.range(100, 130).mapToObj(i -> "n" + i).toList(),
            Comparator.reverseOrder(),
            NONE,
            32,
            Integer.MAX_VALUE,
            clock);

    take(progress, 30).forEach(name -> progress.done(name, new TargetOutcome.Failed("stuck")));

    assertThat(progress.effect().getFailed()).isEqualTo(30);
    assertThat(progress.effect().getFailuresList()).hasSize(20);
  }

  private BatchProgress forwards(List<String> names, BatchCheckpoint earlier) {
    return new BatchProgress(names, Comparator.naturalOrder(), earlier, 32, 20, clock);
  }

  private static List<String> names(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "n" + i).toList();
  }

  private static List<String> take(BatchProgress progress, int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = progress.next();
      if (name != null) {
        taken.add(name);
      }
    }
    return taken;
  }
}
