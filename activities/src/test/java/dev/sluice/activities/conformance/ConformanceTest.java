package dev.sluice.activities.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.activities.conformance.MemorySubDomain.World;
import dev.sluice.domain.subdomain.SubDomain;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The suite itself: what is right keeps every check, what is wrong in one way is caught. */
class ConformanceTest {
  private static final Duration DELAY = Duration.ofMillis(5);

  @TestFactory
  Stream<DynamicTest> keepsEveryCheckWhereAllIsRight() {
    World world = new World(20, DELAY);
    return Conformance.checks().stream()
        .map(check -> dynamicTest(check.name(), () -> keeps(check, world)));
  }

  @TestFactory
  Stream<DynamicTest> catchesWhatIsWrongInJustThatWay() {
    return Conformance.checks().stream()
        .map(check -> dynamicTest(check.name(), () -> breaks(check)));
  }

  @TestFactory
  Stream<DynamicTest> listsThousandsOfTargets() {
    World world = new World(3_000, DELAY);
    return ListingChecks.ALL.stream()
        .map(check -> dynamicTest(check.name(), () -> keeps(check, world)));
  }

  @Test
  void skipsWhatNeedsARestartWhereNobodySaidHow() throws InterruptedException {
    SubDomain subDomain = new MemorySubDomain(new World(5, DELAY));
    Trial trial = trial(Duration.ofSeconds(5), null);

    assertThat(Conformance.run(subDomain, trial, _ -> {}))
        .filteredOn(finding -> finding.answer() == Finding.Answer.SKIPPED)
        .extracting(Finding::check)
        .containsExactly("restart", "restart-in-the-middle");
  }

  private static void keeps(Check check, World world) throws InterruptedException {
    AtomicReference<SubDomain> now = new AtomicReference<>(new MemorySubDomain(world));
    Trial trial = trial(Duration.ofSeconds(10), () -> now.set(new MemorySubDomain(world)));

    Finding finding = Conformance.run(check, new ForwardingSubDomain(now::get), trial);

    assertThat(finding.why()).isEmpty();
    assertThat(finding.answer()).isEqualTo(Finding.Answer.KEPT);
  }

  private static void breaks(Check check) throws InterruptedException {
    World world = new World(check.name().equals("paging") ? 600 : 20, DELAY);
    UnaryOperator<SubDomain> fault = requireNonNull(Faults.BY_CHECK.get(check.name()));
    Trial trial =
        trial(
            Duration.ofMillis(300),
            () -> {
              Thread.sleep(DELAY.multipliedBy(10));
              world.forgetOrders();
            });

    Finding finding = Conformance.run(check, fault.apply(new MemorySubDomain(world)), trial);

    assertThat(finding.answer()).isEqualTo(Finding.Answer.BROKEN);
    assertThat(finding.why()).isNotBlank();
  }

  private static Trial trial(Duration patience, Trial.@Nullable Restart restart) {
    return new Trial(
        MemorySubDomain.ALL,
        MemorySubDomain.PAINT,
        Map.of("colour", "blue"),
        Map.of("colour", "green"),
        patience,
        restart,
        "t");
  }
}
