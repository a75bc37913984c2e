package dev.sluice.activities.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final Problem BUSY = new Problem.Passing("BUSY", "busy");

  private final List<Duration> pauses = new ArrayList<>();
  private final Tries tries = Tries.few(pauses::add);
  private int calls;

  @AfterEach
  void leaveNoInterruptBehind() {
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void waitsLongerBeforeEachTryAndThenGivesUp() {
    assertThatThrownBy(() -> tries.at(() -> fail(new ProblemException(BUSY))))
        .isInstanceOf(ProblemException.class);

    assertThat(calls).isEqualTo(Tries.FEW);
    assertThat(pauses).extracting(Duration::toMillis).containsExactly(250L, 500L, 1_000L);
  }

  @Test
  void doesNotTryAgainWhereSomeoneMustActFirst() {
    Problem locked = new Problem.ForOperator("LOCKED", "unlock it");

    assertThatThrownBy(() -> tries.at(() -> fail(new ProblemException(locked))))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> tries.at(() -> fail(new IllegalStateException("a bug"))))
        .isInstanceOf(IllegalStateException.class);

    assertThat(calls).isEqualTo(2);
    assertThat(pauses).isEmpty();
  }

  @Test
  void takesACallThatWasCutShortForNoAnswer() {
    assertThatThrownBy(() ->
            tries.at(() -> {
              Thread.currentThread().interrupt();
              return fail(new ProblemException(BUSY));
            }))
        .isInstanceOf(InterruptedException.class);

    assertThat(calls).isEqualTo(1);
  }

  @Test
  void seesACutShortCallEvenWhereTheInterruptFlagWasLost() {
    assertThatThrownBy(
            () -> tries.at(() -> fail(new ProblemException(BUSY, new InterruptedException()))))
        .isInstanceOf(InterruptedException.class);

    assertThat(calls).isEqualTo(1);
  }

  private String fail(RuntimeException with) {
    calls++;
    throw with;
  }
}
