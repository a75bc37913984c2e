package dev.sluice.domain.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.subdomain.Target;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
  private final Scene scene = new Scene(10, "v1");

  @Test
  void theFirstLookFindsNothing() {
    assertThat(scene.found).isEmpty();
    assertThat(scene.look()).isEmpty();
  }

  @Test
  void aVersionThatSomebodyChangedByHandIsFoundOnceForAllItsTargets() {
    List<Missed> found = scene.moved(2, 5, "v2").look();
    assertThat(found).hasSize(1);
    Missed one = found.getFirst();
    assertThat(one.version()).isEqualTo("v2");
    assertThat(one.before()).containsExactly("v1");
    assertThat(one.count()).isEqualTo(3);
    assertThat(one.title())
        .isEqualTo(
            "checkout in fleet: v2 on 3 of 10 targets instead of v1, changed by nobody that Sluice knows of");
    assertThat(scene.look()).isEmpty();
  }

  @Test
  void theLedgerIsToldThatNobodyRegisteredIt() {
    Missed one = scene.moved(0, 5, "v2").look().getFirst();
    Registered entry = (Registered) one.entry().content();
    assertThat(entry.kind()).isEqualTo(ChangeKind.UNREGISTERED);
    assertThat(entry.services()).containsExactly("checkout");
    assertThat(entry.targets()).isEqualTo(5);
    assertThat(entry.share()).isEqualTo(0.5);
  }

  @Test
  void theSameComparisonGivesTheSameId() {
    Memory before = scene.memory;
    List<Missed> first = scene.moved(0, 1, "v2").look();
    scene.memory = before;
    assertThat(scene.look().getFirst().change()).isEqualTo(first.getFirst().change());
  }

  @Test
  void aChangeByHandThatTakesSeveralLooksIsOne() {
    assertThat(scene.moved(0, 3, "v2").look()).hasSize(1);
    assertThat(scene.moved(3, 7, "v2").look()).isEmpty();
    assertThat(scene.moved(7, 10, "v2").look()).isEmpty();
    assertThat(scene.memory.episodes().getFirst().targets()).isEqualTo(10);
  }

  @Test
  void theWayBackByHandIsFoundToo() {
    assertThat(scene.moved(0, 10, "v2").look()).hasSize(1);
    List<Missed> back = scene.moved(0, 10, "v1").look();
    assertThat(back).hasSize(1);
    assertThat(back.getFirst().version()).isEqualTo("v1");
  }

  @Test
  void whatGoesToAndFroIsToldOnceForEachOfItsVersions() {
    for (int i = 0; i < 20; i++) {
      scene.moved(0, 10, "v2").look();
      scene.moved(0, 10, "v1").look();
    }
    assertThat(scene.found).hasSize(2);
  }

  @Test
  void theSameVersionOnceMoreTheNextDayIsAnother() {
    String first = scene.moved(0, 10, "v2").look().getFirst().change();
    scene.moved(0, 10, "v1").look();
    for (int i = 0; i < 13; i++) {
      scene.look();
    }
    List<Missed> again = scene.moved(0, 10, "v2").look();
    assertThat(again).hasSize(1);
    assertThat(again.getFirst().change()).isNotEqualTo(first);
  }

  @Test
  void whatWasPutRightByAChangeAndDoneByHandAgainIsAnother() {
    assertThat(scene.moved(0, 10, "v2").look()).hasSize(1);
    assertThat(scene.moved(0, 10, "v1").look(scene.work(null))).isEmpty();
    assertThat(scene.moved(0, 10, "v2").look()).hasSize(1);
  }

  @Test
  void newTargetsOfAKnownVersionAreNone() {
    assertThat(scene.moved(10, 20, "v1").look()).isEmpty();
  }

  @Test
  void newTargetsOfAVersionThatNoneRanAreFound() {
    assertThat(scene.moved(10, 12, "v2").look()).hasSize(1);
  }

  @Test
  void targetsThatVanishAreNoneAndComparedWhenTheyComeBack() {
    scene.runs.remove(Scene.name(3));
    assertThat(scene.look()).isEmpty();
    scene.moved(3, 4, "v1");
    assertThat(scene.look()).isEmpty();
    scene.runs.remove(Scene.name(3));
    scene.look();
    scene.moved(3, 4, "v2");
    assertThat(scene.look()).hasSize(1);
  }

  @Test
  void aServiceThatVanishedWhollyIsStillRemembered() {
    scene.runs.clear();
    assertThat(scene.look()).isEmpty();
    assertThat(scene.look()).isEmpty();
    assertThat(scene.moved(0, 10, "v2").look()).hasSize(1);
  }

  @Test
  void aTargetThatDoesNotTellItsVersionIsNone() {
    scene.moved(0, 10, "");
    assertThat(scene.look()).isEmpty();
    assertThat(scene.moved(0, 10, "v1").look()).isEmpty();
    assertThat(Sighting.of(new Target("a", "z", "unknown", false, Map.of(), "")).isTold())
        .isFalse();
  }

  @Test
  void aChangeThatRunsExplainsItsTargetsAndNoOthers() {
    assertThat(scene.moved(0, 3, "v2").look(Scene.running(Scene.name(4)))).isEmpty();
    List<Missed> beside = scene.moved(3, 7, "v3").look(Scene.running(Scene.name(4)));
    assertThat(beside).hasSize(1);
    assertThat(beside.getFirst().targets()).containsExactly(Scene.name(5), Scene.name(6));
  }

  @Test
  void aChangeThatEndedJustBeforeTheLookExplainsWhatItDid() {
    assertThat(scene.moved(0, 10, "v2").look(scene.work(scene.now.plusSeconds(5)))).isEmpty();
    assertThat(scene.look()).isEmpty();
  }

  @Test
  void oneThatEndedLongBeforeTheLookBeforeExplainsNothing() {
    assertThat(scene.moved(0, 10, "v2").look(scene.work(scene.now.minusSeconds(61)))).hasSize(1);
  }

  @Test
  void oneThatBroughtItsVersionEverywhereExplainsNoOther() {
    Work ended = scene.work(scene.now.plusSeconds(5), "v2", "checkout");
    scene.moved(0, 10, "v2").moved(9, 10, "v3");
    List<Missed> found = scene.look(ended);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().version()).isEqualTo("v3");
  }

  @Test
  void oneThatWasToldItsVersionInOtherWordsExplainsAll() {
    Work ended = scene.work(scene.now.plusSeconds(5), "registry/checkout:2");
    assertThat(scene.moved(0, 10, "sha-8f2a").look(ended)).isEmpty();
  }

  @Test
  void whatATargetRanThatWasAwayWhileItWasChangedIsExplainedLater() {
    scene.moved(4, 5, "");
    Work ended = scene.work(scene.now.plusSeconds(5));
    scene.look(ended);
    scene.look(ended);
    assertThat(scene.moved(4, 5, "v2").look(ended)).isEmpty();
  }

  @Test
  void aListingThatBeganBeforeTheNewestLookChangesNothing() {
    Memory newest = scene.memory;
    var late =
        Comparison.compare(
            Scene.CHECKOUT,
            newest,
            List.of(Scene.seen(Scene.name(0), "v0")),
            newest.lookedAt(),
            List.of());
    assertThat(late.missed()).isEmpty();
    assertThat(late.memory()).isEqualTo(newest);
  }

  @Test
  void whatMayHaveHappenedWhenNobodyKnowsWhoWasAtWorkIsOnlyTakenNoteOf() {
    scene.now = scene.now.plus(Duration.ofDays(2));
    assertThat(scene.moved(0, 10, "v2").look()).isEmpty();
    assertThat(scene.moved(0, 10, "v3").look()).hasSize(1);
  }

  @Test
  void aVeryLongVersionIsToldFromOthersThatBeginAlike() {
    String begin = "x".repeat(5_000);
    Sighting one = Sighting.of(new Target("a", "z", begin + "1", true, Map.of(), ""));
    Sighting other = Sighting.of(new Target("a", "z", begin + "2", true, Map.of(), ""));
    assertThat(one.version()).isNotEqualTo(other.version());
    assertThat(one.version().length()).isLessThanOrEqualTo(Sighting.LONGEST_VERSION);
  }

  /** Hands and changes at random: each version that only hands brought is found, no other is. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void findsWhatHandsDidAndNothingElse(long seed) {
    Random random = new Random(seed);
    Set<String> byHand = new HashSet<>();
    for (int look = 1; look < 200; look++) {
      int from = random.nextInt(10);
      int to = from + 1 + random.nextInt(5);
      String version = "r" + look;
      int draw = random.nextInt(10);
      if (draw == 0) {
        byHand.add(version);
        scene.moved(from, to, version).look();
      } else if (draw < 4) {
        boolean ended = random.nextBoolean();
        scene
            .moved(from, to, version)
            .look(scene.work(ended ? scene.now.plusSeconds(random.nextInt(300)) : null));
      } else if (draw == 4) {
        scene.runs.remove(Scene.name(from));
        scene.look();
      } else {
        scene.look();
      }
    }
    assertThat(scene.found).extracting(Missed::version).containsExactlyInAnyOrderElementsOf(byHand);
    assertThat(scene.found).extracting(Missed::change).doesNotHaveDuplicates();
  }
}
