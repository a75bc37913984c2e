package dev.sluice.activities.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class DriftTest {
  private static final Run FIRST = new Run("7", 1_000);
  private static final Run SECOND = new Run("9", 1_500);
  private static final Settings BEFORE = weights(100, 0);
  private static final Settings TOLD = weights(80, 20);
  private static final Written HALF = Written.ordered("k", BEFORE, TOLD);
  private static final Written WHOLE = HALF.completed(FIRST, Map.of());

  private static Settings weights(int v1, int v2) {
    return Settings.of(Map.of("v1", v1, "v2", v2), Map.of());
  }

  private static Reading reading(Settings now, Run run) {
    return new Reading(
        "shop",
        Map.of(
            "v1", new Backend("v1", "v1", true, true), "v2", new Backend("v2", "v2", true, true)),
        now,
        new TreeMap<>(BEFORE.weights()),
        run);
  }

  @Test
  void whatARestartedProxyStartsWithIsForgotten() {
    assertThat(Drift.of(reading(BEFORE, SECOND), WHOLE)).isEqualTo(Drift.FORGOTTEN);
    assertThat(Drift.of(reading(TOLD, SECOND), WHOLE)).isEqualTo(Drift.NONE);
  }

  @Test
  void theSameWithoutARestartIsSomebodyElsesWork() {
    assertThat(Drift.of(reading(BEFORE, FIRST), WHOLE)).isEqualTo(Drift.FOREIGN);
    assertThat(Drift.of(reading(weights(65, 35), SECOND), WHOLE)).isEqualTo(Drift.FOREIGN);
  }

  @Test
  void aMixOfOldAndNewIsUnfinishedUntilAllWasTold() {
    assertThat(Drift.of(reading(weights(100, 20), FIRST), HALF)).isEqualTo(Drift.UNFINISHED);
    assertThat(Drift.of(reading(weights(100, 20), FIRST), WHOLE)).isEqualTo(Drift.FOREIGN);
    assertThat(Drift.of(reading(weights(100, 33), FIRST), HALF)).isEqualTo(Drift.FOREIGN);
  }

  @Test
  void aBackendThatVanishedIsNeverMadeUpFor() {
    Settings without = Settings.of(Map.of("v1", 80), Map.of());
    Reading now =
        new Reading(
            "shop",
            Map.of("v1", new Backend("v1", "v1", true, true)),
            without,
            new TreeMap<>(without.weights()),
            FIRST);
    assertThat(Drift.of(now, HALF)).isEqualTo(Drift.FOREIGN);
    assertThat(Drift.of(now, WHOLE)).isEqualTo(Drift.FOREIGN);
  }

  @Test
  void isReadAgainAsItWasWritten() {
    assertThat(
            Written.of(
                "t",
                new dev.sluice.activities.subdomain.OrderJournal.Entry(
                    dev.sluice.domain.subdomain.OrderBook.EMPTY, WHOLE.text())))
        .isEqualTo(WHOLE);
  }
}
