package dev.sluice.activities.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BeatingWorkTest {
  /** An activity that does one piece of work. */
  @ActivityInterface
  public interface Work {
    String carryOut();
  }

  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final AtomicInteger beats = new AtomicInteger();

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void beatsUntilTheWorkIsDone() {
    CountDownLatch beaten = new CountDownLatch(1);
    temporal.setActivityHeartbeatListener(
        Integer.class,
        count -> {
          if (count >= 3) {
            beaten.countDown();
          }
        });

    String result =
        activity(
                () -> {
                  beaten.await();
                  return "done";
                })
            .carryOut();

    assertThat(result).isEqualTo("done");
  }

  @Test
  void aProblemOfTheWorkIsTheFailureOfTheActivity() {
    Work activity =
        activity(() -> {
          throw new ProblemException(new Problem.ForAuthor("WRONG", "set x to 1"));
        });

    assertThatThrownBy(activity::carryOut)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.getType()).isEqualTo("WRONG");
              assertThat(failure.getOriginalMessage()).isEqualTo("set x to 1");
            });
  }

  @Test
  void workThatIgnoresACancellationIsNotWaitedForEndlessly() {
    CountDownLatch released = new CountDownLatch(1);
    Work activity =
        activity(() -> {
          temporal.requestCancelActivity();
          return waitThroughInterrupts(released);
        });

    assertThatThrownBy(activity::carryOut).isInstanceOf(CanceledFailure.class);

    released.countDown();
  }

  @Test
  void beatsOnWhileCancelledWorkEnds() {
    AtomicBoolean ending = new AtomicBoolean();
    CountDownLatch beatenSince = new CountDownLatch(3);
    temporal.setActivityHeartbeatListener(
        Integer.class,
        _ -> {
          if (ending.get()) {
            beatenSince.countDown();
          }
        });
    Work activity =
        activity(
            Duration.ofSeconds(20),
            () -> {
              temporal.requestCancelActivity();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException _) {
                ending.set(true);
                beatenSince.await();
              }
              return "too late";
            });

    assertThatThrownBy(activity::carryOut).isInstanceOf(CanceledFailure.class);

    assertThat(beatenSince.getCount()).isZero();
  }

  private static String waitThroughInterrupts(CountDownLatch released) {
    while (true) {
      try {
        released.await();
        return "too late";
      } catch (InterruptedException _) {
        // As a careless sub-domain would.
      }
    }
  }

  private Work activity(Callable<String> work) {
    return activity(Duration.ofMillis(20), work);
  }

  private Work activity(Duration grace, Callable<String> work) {
    BeatingWork beating = new BeatingWork(Duration.ofMillis(5), grace);
    Work implementation = () -> beating.run(beats::incrementAndGet, work);
    temporal.registerActivitiesImplementations(implementation);
    return temporal.newActivityStub(
        Work.class,
        ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(20))
            .setHeartbeatTimeout(Duration.ofMillis(10))
            .setRetryOptions(RetryOptions.newBuilder().setMaximumAttempts(1).build())
            .build());
  }
}
