package dev.sluice.activities.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

class ProblemFailuresTest {
  @Test
  void onlyWhatNobodyHasToMendIsTriedAgain() {
    assertThat(failure(new Problem.Passing("BUSY", "busy")).isNonRetryable()).isFalse();
    assertThat(failure(new Problem.ForAuthor("WRONG", "wrong")).isNonRetryable()).isTrue();
    assertThat(failure(new Problem.ForOperator("DRAINED", "drained")).isNonRetryable()).isTrue();
  }

  @Test
  void codeAndMessageAreKept() {
    ApplicationFailure failure = failure(new Problem.ForAuthor("WRONG", "set x to 1"));

    assertThat(failure.getType()).isEqualTo("WRONG");
    assertThat(failure.getOriginalMessage()).isEqualTo("set x to 1");
  }

  private static ApplicationFailure failure(Problem problem) {
    return ProblemFailures.of(new ProblemException(problem));
  }

  @Test
  void whatItCameFromStaysOutOfHistories() {
    Problem problem = new Problem.Passing("ETCD_UNREACHABLE", "etcd does not answer");
    Throwable library = new IllegalStateException("password=secret");

    ApplicationFailure failure = ProblemFailures.of(new ProblemException(problem, library));

    assertThat(failure.getCause()).isNull();
    assertThat(failure.getOriginalMessage()).isEqualTo("etcd does not answer");
  }
}
