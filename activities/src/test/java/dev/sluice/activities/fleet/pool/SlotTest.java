package dev.sluice.activities.fleet.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.fleet.instance.InstanceIdentity;
import dev.sluice.activities.fleet.instance.InstanceProcess;
import dev.sluice.activities.fleet.spec.FleetLimits;
import dev.sluice.activities.fleet.spec.LatencySpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlotTest {
  private final Slot slot = new Slot("ledger-a-1", "ledger", "a");

  @BeforeEach
  void run() {
    slot.put(process());
    slot.open();
  }

  @AfterEach
  void stop() {
    slot.stop();
  }

  @Test
  void isDrainedOnlyWhenTheLastRequestWasAnswered() throws InterruptedException {
    assertThat(slot.acquire()).isPresent();

    assertThat(slot.drain(Duration.ofMillis(1))).isFalse();
    slot.release();
    assertThat(slot.drain(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void takesNoRequestWhileItIsDrained() throws InterruptedException {
    slot.drain(Duration.ofMillis(1));
    assertThat(slot.acquire()).isEmpty();
    assertThat(slot.standing().open()).isFalse();

    slot.open();
    assertThat(slot.acquire()).isPresent();
  }

  @Test
  void isSickAfterThreeFailedChecksInARowAndWellAfterOneGoodOne() {
    URI address = slot.address().orElseThrow();
    slot.noteHealth(address, false);
    slot.noteHealth(address, false);
    assertThat(slot.standing().healthy()).isTrue();

    slot.noteHealth(address, false);
    assertThat(slot.standing().healthy()).isFalse();
    assertThat(slot.acquire()).isEmpty();

    slot.noteHealth(address, true);
    assertThat(slot.standing().healthy()).isTrue();
  }

  @Test
  void aLateCheckOfTheProcessBeforeSaysNothingAboutThisOne() {
    for (int i = 0; i < 3; i++) {
      slot.noteHealth(URI.create("http://127.0.0.1:1/"), false);
    }

    assertThat(slot.standing().healthy()).isTrue();
  }

  @Test
  void holdsOneProcessOnly() {
    try (InstanceProcess second = process()) {
      assertThatThrownBy(() -> slot.put(second)).hasMessageContaining("stop it first");
    }
  }

  private static InstanceProcess process() {
    var version = new VersionSpec("v1", new LatencySpec(1, 2), 0, 0, 0, false);
    return InstanceProcess.start(
        new InstanceIdentity("ledger", "ledger-a-1", "a", "v1"),
        version,
        List.of(),
        _ -> 200,
        FleetLimits.DEFAULT,
        InstantSource.system(),
        1);
  }
}
