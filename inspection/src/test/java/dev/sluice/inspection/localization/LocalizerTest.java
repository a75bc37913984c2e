package dev.sluice.inspection.localization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a loss lies that was planted into a split measure. */
class LocalizerTest {
  private static final List<String> LABELS = List.of("region", "version", "device");

  @Test
  void findsTheOneValueThatLost() {
    Localization found = locate(leaf -> leaf.get(0).equals("eu"), 0.4);
    assertThat(found.causes()).containsExactly(combination(Map.of("region", "eu")));
    assertThat(found.explained()).isGreaterThan(0.9);
    assertThat(found.probability()).isGreaterThan(0.9);
  }

  @Test
  void findsACombinationAndNotTheBroaderOnesAroundIt() {
    Localization found = locate(leaf -> leaf.get(0).equals("eu") && leaf.get(1).equals("v2"), 0.6);
    assertThat(found.causes())
        .containsExactly(combination(Map.of("region", "eu", "version", "v2")));
  }

  @Test
  void namesSeveralValuesThatLostAlike() {
    Localization found = locate(leaf -> !leaf.get(2).equals("tv"), 0.5);
    assertThat(found.causes())
        .containsExactlyInAnyOrder(
            combination(Map.of("device", "phone")), combination(Map.of("device", "web")));
  }

  @Test
  void takesTrafficThatMovedForNoLoss() {
    List<RatioLeaf> leaves = new ArrayList<>();
    for (RatioLeaf leaf : leaves(_ -> false, 0, new Random(1))) {
      double moved = leaf.values().getFirst().equals("eu") ? 0.1 : 1.4;
      leaves.add(
          new RatioLeaf(
              leaf.values(),
              moved * leaf.part(),
              moved * leaf.whole(),
              leaf.partExpected(),
              leaf.wholeExpected()));
    }
    assertThat(Localizer.locate(Split.ofRatios(LABELS, leaves, Harm.FALL)).probability())
        .isLessThan(0.5);
  }

  @Test
  void isNotSureOfALossThatLiesEverywhere() {
    assertThat(locate(_ -> true, 0.3).probability()).isLessThan(0.5);
  }

  @Test
  void saysNowhereWhereNothingWasLost() {
    List<CountLeaf> better = List.of(new CountLeaf(List.of("eu"), 12, 10));
    assertThat(Localizer.locate(Split.ofCounts(List.of("region"), better, Harm.FALL)))
        .isEqualTo(Localization.NOWHERE);
  }

  @Test
  void findsWhereCountsRose() {
    List<CountLeaf> errors = new ArrayList<>();
    for (String region : List.of("eu", "us", "asia")) {
      for (String version : List.of("v1", "v2")) {
        boolean broken = region.equals("us") && version.equals("v2");
        errors.add(new CountLeaf(List.of(region, version), broken ? 400 : 10, 10));
      }
    }
    Split split = Split.ofCounts(List.of("region", "version"), errors, Harm.RISE);
    assertThat(Localizer.locate(split).causes())
        .containsExactly(combination(Map.of("region", "us", "version", "v2")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void saysTheSameInWhateverOrderLeavesCome(int seed) {
    List<RatioLeaf> leaves =
        new ArrayList<>(leaves(leaf -> leaf.get(1).equals("v2"), 0.2, new Random(seed)));
    Localization first = Localizer.locate(Split.ofRatios(LABELS, leaves, Harm.FALL));
    Collections.shuffle(leaves, new Random(seed));
    Localization again = Localizer.locate(Split.ofRatios(LABELS, leaves, Harm.FALL));
    assertThat(again.causes()).containsExactlyInAnyOrderElementsOf(first.causes());
    assertThat(again.score()).isCloseTo(first.score(), org.assertj.core.data.Offset.offset(1e-9));
  }

  @Test
  void refusesWhatItCanNotLookAt() {
    assertThatThrownBy(
            () -> Split.ofCounts(List.of("a", "b", "c", "d", "e", "f", "g"), List.of(), Harm.FALL))
        .hasMessageContaining("1 to 6 labels, not by 7");
    List<CountLeaf> one = List.of(new CountLeaf(List.of("eu"), 1, 1));
    assertThatThrownBy(() -> Split.ofCounts(List.of("region", "version"), one, Harm.FALL))
        .hasMessageContaining("one value for each of [region, version]");
    assertThatThrownBy(() -> new CountLeaf(List.of("eu"), -1, 1))
        .hasMessageContaining("count must be a finite number of at least 0");
  }

  private static Localization locate(Predicate<List<String>> broken, double lost) {
    return Localizer.locate(Split.ofRatios(LABELS, leaves(broken, lost, new Random(7)), Harm.FALL));
  }

  /** Every combination of three labels, with a success rate near 98 %. */
  private static List<RatioLeaf> leaves(
      Predicate<List<String>> broken, double lost, Random random) {
    List<RatioLeaf> leaves = new ArrayList<>();
    for (String region : List.of("eu", "us", "asia", "africa")) {
      for (String version : List.of("v1", "v2", "v3")) {
        for (String device : List.of("phone", "web", "tv")) {
          List<String> values = List.of(region, version, device);
          double whole = 200 + random.nextInt(2_000);
          double good = whole * (0.97 + 0.02 * random.nextDouble());
          double part = broken.test(values) ? good * (1 - lost) : good;
          leaves.add(new RatioLeaf(values, part, whole, 0.98 * whole, whole));
        }
      }
    }
    return leaves;
  }

  private static Combination combination(Map<String, String> values) {
    return new Combination(new TreeMap<>(values));
  }
}
