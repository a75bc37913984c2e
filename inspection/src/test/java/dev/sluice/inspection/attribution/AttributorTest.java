package dev.sluice.inspection.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two changes run, of cart and of pay, which shop calls; something gets worse. */
class AttributorTest {
  private final Scene scene = new Scene().calls("shop", "cart").calls("shop", "pay");

  @Test
  void accusesTheChangeWhoseInstanceFailsWhileUnchangedOnesDoNot() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 0, 1);
    scene.fails("pay", "pay-new", 30);
    Attribution said = scene.attribute();
    assertThat(first(said).id()).isEqualTo("of-pay");
    assertThat(first(said).instances()).first().isEqualTo("pay-new");
    assertThat(first(said).clues()).first().extracting(Clue::kind).isEqualTo(Clue.Kind.FAILS);
    assertThat(first(said).probability()).isGreaterThan(0.5);
  }

  @Test
  void accusesTheChangeWhoseInstanceWentSilent() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 0, 1);
    scene.silent("cart", "cart-new");
    Attribution said = scene.attribute();
    assertThat(first(said).id()).isEqualTo("of-cart");
    assertThat(first(said).clues()).first().extracting(Clue::kind).isEqualTo(Clue.Kind.SILENT);
  }

  @Test
  void clearsAChangeWhoseServiceFailsOnAllInstancesAlike() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 0, 1);
    for (String instance : List.of("pay-1", "pay-2", "pay-new")) {
      scene.fails("pay", instance, 30);
    }
    Attribution said = scene.attribute();
    assertThat(said.nobody()).isGreaterThan(first(said).probability());
    assertThat(said.guilty(0.5)).isEmpty();
  }

  @Test
  void saysNobodyWhereChangedAndUnchangedAreAlike() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 0, 1);
    assertThat(scene.attribute().nobody()).isGreaterThan(0.8);
  }

  @Test
  void doesNotAccuseWhatBeganAfterTheAnomalyWasReported() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 9, 10);
    scene.fails("pay", "pay-new", 30);
    Attribution said = scene.attribute();
    assertThat(said.guilty(0.5)).isEmpty();
  }

  @Test
  void addsUpToOneWithNobody() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 0, 1);
    scene.fails("pay", "pay-new", 8).fails("cart", "cart-new", 12);
    Attribution said = scene.attribute();
    double sum = said.ranking().stream().mapToDouble(Accused::probability).sum();
    assertThat(sum + said.nobody()).isCloseTo(1, offset(1e-9));
    assertThat(said.ranking())
        .isSortedAccordingTo(
            (one, other) -> Double.compare(other.probability(), one.probability()));
  }

  @Test
  void withoutInstancesBlamesTheServiceThatIsSickOfItselfAndNotItsCallers() {
    scene.unknown("of-shop", "shop").unknown("of-pay", "pay").unknown("of-cart", "cart");
    scene.slow("pay", 3).slow("shop", 3);
    Attribution said = scene.attribute();
    assertThat(first(said).id()).isEqualTo("of-pay");
    assertThat(first(said).clues()).extracting(Clue::kind).containsExactly(Clue.Kind.SICK);
  }

  @Test
  void withoutCandidatesItWasNobody() {
    assertThat(scene.attribute().ranking()).isEmpty();
    assertThat(scene.attribute().nobody()).isEqualTo(1);
  }

  private static Accused first(Attribution said) {
    return said.ranking().getFirst();
  }

  /** Samples that missing ones are among stay usable. */
  @Test
  void letsMissingSamplesBe() {
    scene.change("of-cart", "cart", 0, 1).change("of-pay", "pay", 0, 1);
    scene.fails("pay", "pay-new", 30);
    scene.everyThirdSampleIsMissing();
    assertThat(first(scene.attribute()).id()).isEqualTo("of-pay");
    assertThat(Arrays.stream(Clue.Kind.values()).map(Clue.Kind::weight)).allMatch(w -> w <= 1);
  }
}
