package dev.sluice.activities.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class CrewTest {
  @ParameterizedTest
  @CsvSource({"-1, 1", "0, 1", "3, 3", "256, 256", "9999, 256"})
  void hasAsManyHandsAsAskedForWithinItsBounds(int asked, int there) throws InterruptedException {
    AtomicInteger hands = new AtomicInteger();

    Crew.work(asked, hands::incrementAndGet);

    assertThat(hands).hasValue(there);
  }

  @Test
  void handsWorkAtTheSameTime() throws InterruptedException {
    CyclicBarrier all = new CyclicBarrier(5);
    AtomicInteger met = new AtomicInteger();

    Crew.work(
        5,
        () -> {
          all.await();
          return met.incrementAndGet();
        });

    assertThat(met).hasValue(5);
  }

  @Test
  void oneThatThrowsStopsTheOthers() {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger number = new AtomicInteger();
    AtomicInteger stopped = new AtomicInteger();

    assertThatThrownBy(() ->
            Crew.work(
                2,
                () -> {
                  if (number.incrementAndGet() == 1) {
                    waiting.await();
                    throw new IllegalStateException("broken");
                  }
                  waiting.countDown();
                  return waitInVain(stopped);
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
    assertThat(stopped).hasValue(1);
  }

  @Test
  void anInterruptEndsTheWorkOfAll() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(3);
    AtomicInteger stopped = new AtomicInteger();
    AtomicReference<String> ended = new AtomicReference<>("");
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                Crew.work(
                    3,
                    () -> {
                      begun.countDown();
                      return waitInVain(stopped);
                    });
              } catch (InterruptedException _) {
                ended.set("interrupted");
              }
            });
    begun.await();

    caller.interrupt();
    caller.join();

    assertThat(ended).hasValue("interrupted");
    assertThat(stopped).hasValue(3);
  }

  private static int waitInVain(AtomicInteger stopped) throws InterruptedException {
    try {
      new CountDownLatch(1).await();
      return 0;
    } catch (InterruptedException e) {
      stopped.incrementAndGet();
      throw e;
    }
  }
}
