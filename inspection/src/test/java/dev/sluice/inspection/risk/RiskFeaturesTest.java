package dev.sluice.inspection.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.inspection.risk.RiskTable.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RiskFeaturesTest {
  private static final List<String> COLUMNS = List.of("lines", "fix");
  private static final Instant MONDAY = Instant.parse("2026-01-05T13:00:00Z");

  /** Places in a row: lines, fix, lines lately, fix lately, hour, day, since last, since 100th. */
  private static final int LATELY = 2;

  @Test
  void comparesWithTheMedianOfTheGroupsChangesBefore() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      changes.add(change("shop", i, new double[] {Math.expm1(i), 0}));
    }
    changes.add(change("other", 3, new double[] {1000, 1}));
    double[][] rows = rows(new RiskTable(COLUMNS, changes));

    assertThat(rows[4][LATELY]).isZero();
    // 5 less the median of 0, 1, 2, 3, 4.
    assertThat(rows[5][LATELY]).isEqualTo(3, within(1e-12));
    assertThat(rows[6][LATELY]).isZero();
  }

  @Test
  void comparesWithTheNewestThreeHundredOnly() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 700; i++) {
      changes.add(change("shop", i, new double[] {i < 350 ? 0 : Math.expm1(1 + i % 3), 0}));
    }
    double[][] rows = rows(new RiskTable(COLUMNS, changes));

    assertThat(rows[699][LATELY]).isEqualTo(1 + 699 % 3 - 2, within(1e-12));
  }

  @Test
  void saysWhenAChangeWasToRunAndHowFastTheyCome() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      changes.add(change("shop", i, new double[] {i, 0}));
    }
    double[] last = rows(new RiskTable(COLUMNS, changes))[100];

    assertThat(last[4]).isEqualTo(14); // 100 minutes after 13:00
    assertThat(last[5]).isEqualTo(1);
    assertThat(last[6]).isEqualTo(Math.log1p(60));
    assertThat(last[7]).isEqualTo(Math.log1p(6000));
  }

  @Test
  void neverLooksIntoTheFuture() {
    Random random = new Random(1);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      double[] numbers = {random.nextInt(1000), random.nextInt(2)};
      changes.add(change(i % 3 == 0 ? "a" : "b", i, numbers));
    }
    int now = 250;
    List<Change> otherwise = new ArrayList<>(changes.subList(0, now));
    for (int i = now; i < 300; i++) {
      double[] numbers = {random.nextInt(9), random.nextInt(2)};
      otherwise.add(change("a", i, numbers));
    }
    RiskTable table = new RiskTable(COLUMNS, changes);
    RiskFeatures features = RiskFeatures.of(table);
    double[][] before = features.rows(table);
    double[][] after = features.rows(new RiskTable(COLUMNS, otherwise));

    for (int i = 0; i < now; i++) {
      assertThat(after[i]).isEqualTo(before[i]);
    }
  }

  @Test
  void knowsNothingOfWhatDidHarm() {
    List<Change> harmless = new ArrayList<>();
    List<Change> harmful = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      double[] numbers = {i, i % 2};
      harmless.add(new Change("a", "c" + i, time(i), numbers, false));
      harmful.add(new Change("a", "c" + i, time(i), numbers, true));
    }

    assertThat(rows(new RiskTable(COLUMNS, harmful)))
        .isDeepEqualTo(rows(new RiskTable(COLUMNS, harmless)));
  }

  @Test
  void doesNotCompareFlagsNorWhatIsNotKnown() {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      double[] numbers = {i % 2 == 0 ? Double.NaN : -i, i % 2};
      changes.add(change("a", i, numbers));
    }
    RiskTable table = new RiskTable(COLUMNS, changes);
    double[][] rows = rows(table);

    assertThat(RiskFeatures.of(table).compared()).containsExactly(true, false);
    assertThat(rows[10][0]).isNaN();
    assertThat(rows[10][LATELY]).isNaN();
    assertThat(rows[11][0]).isEqualTo(-Math.log1p(11));
    // Beside the five known before it: -1, -3, -5, -7, -9.
    assertThat(rows[11][LATELY]).isEqualTo(Math.log1p(5) - Math.log1p(11), within(1e-12));
    assertThat(rows[11][LATELY + 1]).isZero();
  }

  @Test
  void refusesTablesThatAreNone() {
    assertThatThrownBy(() -> new RiskTable(List.of("a", "a"), List.of()))
        .hasMessageContaining("named twice");
    assertThatThrownBy(() -> new RiskTable(List.of(), List.of())).hasMessageContaining("1 to 200");
    assertThatThrownBy(() -> new RiskTable(COLUMNS, List.of(change("a", 1, new double[] {1}))))
        .hasMessage("change c1 of a has 1 numbers, must have 2: lines, fix");
    assertThatThrownBy(() -> change("a", 1, new double[] {1 / 0.0}))
        .hasMessageContaining("infinite");
    RiskTable other = new RiskTable(List.of("a"), List.of());
    RiskFeatures features = new RiskFeatures(List.of(true, false));
    assertThatThrownBy(() -> features.rows(other)).hasMessageContaining("made for 2 columns");
  }

  private static double[][] rows(RiskTable table) {
    return RiskFeatures.of(table).rows(table);
  }

  private static Change change(String group, int minute, double[] numbers) {
    return new Change(group, "c" + minute, time(minute), numbers, null);
  }

  private static Instant time(int minute) {
    return MONDAY.plusSeconds(60L * minute);
  }
}
