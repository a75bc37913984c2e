package dev.sluice.activities.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Instant START = Instant.parse("2026-11-27T12:00:00Z");
  private static final Problem DOWN =
      new Problem.Passing("UNREACHABLE", "etcd does not answer: connection refused");

  private final List<String> words = new ArrayList<>();
  private Instant now = START;
  private Instant upAt = Instant.MAX;
  private Duration callTakes = Duration.ZERO;
  private Waiting waiting = new Waiting(Duration.ofSeconds(90), Instant.MAX, 2, () -> now);
  private int calls;

  private String call() {
    calls++;
    now = now.plus(callTakes);
    if (now.isBefore(upAt)) {
      throw new ProblemException(DOWN);
    }
    return "done";
  }

  private Tries tries() {
    return new Tries(
        time -> {
          words.add(waiting.words());
          now = now.plus(time);
        },
        waiting);
  }

  private Duration waitsInVain() {
    Instant begin = now;
    assertThatThrownBy(() -> tries().at(this::call)).hasMessageContaining("refused");
    return Duration.between(begin, now);
  }

  @Test
  void waitsForASystemThatIsBackAMinuteLaterAndSaysSo() throws InterruptedException {
    upAt = START.plusSeconds(60);
    List<Duration> lost = new ArrayList<>();

    assertThat(tries().at(this::call, lost::add)).isEqualTo("done");

    assertThat(lost).singleElement().isEqualTo(Duration.between(START, now));
    assertThat(lost.getFirst()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(65));
    assertThat(words)
        .contains(
            "1 target waits since 2026-11-27T12:00:00Z: etcd does not answer: connection refused");
    assertThat(waiting.words()).isEmpty();
  }

  @Test
  void callsThatAnswerAtOnceLoseNoTime() throws InterruptedException {
    upAt = START;
    List<Duration> lost = new ArrayList<>();
    tries().at(this::call, lost::add);
    assertThat(lost).containsExactly(Duration.ZERO);
  }

  @Test
  void countsTheTimeThatCallsTake() {
    callTakes = Duration.ofSeconds(10);
    assertThat(waitsInVain()).isBetween(Duration.ofSeconds(90), Duration.ofSeconds(110));
  }

  @Test
  void isNotWaitedForByEveryTargetAnewWhenItStaysAway() throws InterruptedException {
    assertThat(waitsInVain()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    assertThat(waitsInVain()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    calls = 0;
    assertThat(waitsInVain()).isLessThan(Duration.ofSeconds(2));
    assertThat(calls).isEqualTo(Tries.FEW);

    upAt = now.plusSeconds(1);
    assertThat(tries().at(this::call)).isEqualTo("done");
    upAt = Instant.MAX;
    assertThat(waitsInVain()).isGreaterThan(Duration.ofSeconds(80));
  }

  @Test
  void endsBeforeItsWorkMustHaveEnded() {
    waiting = new Waiting(Duration.ofSeconds(90), START.plusSeconds(20), 2, () -> now);
    assertThat(waitsInVain()).isLessThanOrEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void anAnswerThatSomebodyMustActEndsTheWaiting() {
    Problem locked = new Problem.ForOperator("LOCKED", "unlock it");
    assertThatThrownBy(() ->
            tries()
                .at(() -> {
                  calls++;
                  throw new ProblemException(calls < 9 ? DOWN : locked);
                }))
        .hasMessageContaining("unlock it");
    assertThat(calls).isEqualTo(9);
    assertThat(waiting.words()).isEmpty();
  }
}
