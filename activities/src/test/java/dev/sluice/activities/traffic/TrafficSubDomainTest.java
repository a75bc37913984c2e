package dev.sluice.activities.traffic;

import static dev.sluice.activities.traffic.TrafficOrders.look;
import static dev.sluice.activities.traffic.TrafficOrders.problem;
import static dev.sluice.activities.traffic.TrafficOrders.weight;
import static dev.sluice.domain.subdomain.Direction.APPLY;
import static dev.sluice.domain.subdomain.Direction.REVERT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.subdomain.FileOrderJournal;
import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrafficSubDomainTest {
  private static final String CHECKOUT = "edge-1/checkout";
  private static final Duration ONCE = Duration.ofNanos(1);

  private final RecordingProxy proxy =
      new RecordingProxy("edge-1", "a").with("checkout").with("search");
  @TempDir private Path folder;
  private TrafficSubDomain traffic;

  @BeforeEach
  void open() {
    traffic = over(List.of(proxy));
  }

  @AfterEach
  void close() {
    traffic.close();
  }

  private TrafficSubDomain over(List<TrafficSystem> systems) {
    return new TrafficSubDomain(
        systems, new FileOrderJournal(folder), Observation.NONE, TrafficSubDomain.LIMITS);
  }

  private Arrival once(TargetOrder order, dev.sluice.domain.subdomain.Direction direction) {
    return traffic.await(order, direction, ONCE);
  }

  @Test
  void isThereOnceEnoughRequestsShowTheNewShare() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    proxy.serve("checkout", 1_000, 0);
    traffic.apply(order);
    assertThat(once(order, APPLY).words())
        .isEqualTo("0 of 0 requests reached v2, 20 % asked; it takes 21 to tell it from 0 %");
    proxy.serve("checkout", 822, 212);
    assertThat(once(order, APPLY))
        .isEqualTo(new Arrival(CHECKOUT, true, "212 of 1,034 requests reached v2, 20 % asked"));
    assertThat(traffic.apply(order)).isEqualTo(Effect.ALREADY_THERE);
  }

  @Test
  void isNotThereWhileRequestsStillGoAsBefore() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    proxy.serve("checkout", 100, 0);
    assertThat(once(order, APPLY).words()).isEqualTo("0 of 100 requests reached v2, 20 % asked");
    // Counting began anew: what comes now is all that counts.
    proxy.serve("checkout", 80, 20);
    assertThat(once(order, APPLY).there()).isTrue();
  }

  @Test
  void tellsARestartedProxyAgainWhileTheOrderIsUnderWay() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    proxy.restart();
    assertThat(once(order, APPLY).words()).contains("was told again");
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 80 %, v2 20 %");
  }

  @Test
  void aProxyThatForgotIsPutRightByItsOwnChangeOnlyAndWatchedAnew() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    proxy.serve("checkout", 80, 20);
    once(order, APPLY);
    proxy.restart();
    assertThat(look(traffic, CHECKOUT).version())
        .isEqualTo("v1 100 %, v2 0 %; forgot what it was told");
    assertThat(once(order, APPLY).there()).isFalse();
    TargetOrder other = weight("c2", CHECKOUT, APPLY, "50");
    assertThat(traffic.precheck(other).ready()).isFalse();
    assertThat(problem(() -> traffic.apply(other))).isEqualTo("FORGOTTEN");
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(once(order, APPLY).there()).isFalse();
    proxy.serve("checkout", 80, 20);
    assertThat(once(order, APPLY).there()).isTrue();
  }

  @Test
  void aForgottenSplitIsTakenBackAllTheSame() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    proxy.serve("checkout", 80, 20);
    once(order, APPLY);
    proxy.restart();
    TargetOrder back = weight("c1", CHECKOUT, REVERT, "20");
    assertThat(traffic.revert(back)).isEqualTo(Effect.ALREADY_THERE);
    assertThat(once(back, REVERT).there()).isTrue();
    assertThat(look(traffic, CHECKOUT).changedBy()).isEmpty();
  }

  @Test
  void neverWritesOverWhatSomebodyElseTold() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.snapshot(order);
    proxy.set("checkout", 90, 10);
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("CHANGED_BY_OTHERS");
    proxy.set("checkout", 100, 0);
    traffic.apply(order);
    proxy.set("checkout", 65, 35);
    assertThat(problem(() -> once(order, APPLY))).isEqualTo("CHANGED_BY_OTHERS");
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("CHANGED_BY_OTHERS");
    assertThat(problem(() -> traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))))
        .isEqualTo("CHANGED_BY_OTHERS");
    assertThat(proxy.told()).hasSize(1);
  }

  @Test
  void twoOrdersOfOneChangeAddUpAndAreTakenBackTogether() {
    TargetOrder share = weight("c1", CHECKOUT, APPLY, "20");
    TargetOrder lane =
        new TargetOrder(
            "c1",
            CHECKOUT,
            "header-route",
            Map.of("version", "v2", "header", "x-lane", "value", "gray"),
            "c1/2/" + CHECKOUT + "/apply",
            1_002);
    traffic.apply(share);
    traffic.apply(lane);
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 80 %, v2 20 %; x-lane=gray to v2");
    traffic.revert(weight("c1", CHECKOUT, REVERT, "20"));
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 100 %, v2 0 %");
  }

  @Test
  void aTakenBackSplitBelongsToNobody() {
    traffic.apply(weight("c1", CHECKOUT, APPLY, "20"));
    TargetOrder back = weight("c1", CHECKOUT, REVERT, "20");
    traffic.revert(back);
    proxy.serve("checkout", 200, 0);
    once(back, REVERT);
    proxy.set("checkout", 65, 35);
    assertThat(traffic.precheck(weight("c2", CHECKOUT, APPLY, "50")).reason()).isEmpty();
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 65 %, v2 35 %");
  }

  @Test
  void refusesAHeaderThatTheProxyCanNotTellApartOrThatNoProbeCanSee() {
    assertThat(traffic.precheck(TrafficOrders.header("c1", CHECKOUT, APPLY)).reason())
        .isEqualTo(
            "edge-1 has no probe with a served-by header to see that requests go there; configure one");
    TargetOrder other =
        new TargetOrder(
            "c1",
            CHECKOUT,
            "header-route",
            Map.of("version", "v2", "header", "x-user", "value", "a"),
            "k",
            1);
    assertThat(traffic.precheck(other).reason()).contains("can't tell requests apart by x-user");
  }

  @Test
  void listsManyRoutesOfManyProxiesInOrderPageByPage() {
    List<TrafficSystem> systems = new ArrayList<>();
    for (int number = 0; number < 20; number++) {
      RecordingProxy edge = new RecordingProxy("edge-" + number, "zone-" + number % 3);
      for (int route = 0; route < 500; route++) {
        edge.with("route-%03d".formatted(route));
      }
      systems.add(edge);
    }
    try (TrafficSubDomain large =
        new TrafficSubDomain(
            systems, new EmptyJournal(), Observation.NONE, TrafficSubDomain.LIMITS)) {
      int[] count = {0};
      new TargetListing(large, Map.of("tier", "edge"))
          .read(TargetRange.ALL, TargetListing.MOST, _ -> count[0]++);
      assertThat(count[0]).isEqualTo(10_000);
      List<String> one = new ArrayList<>();
      new TargetListing(large, Map.of("service", "route-007"))
          .read(
              new TargetRange("zone-1", List.of(), "edge-1/route-006", "edge-16/z"),
              1_000,
              target -> one.add(target.name()));
      assertThat(one)
          .containsExactly(
              "edge-1/route-007", "edge-10/route-007", "edge-13/route-007", "edge-16/route-007");
    }
  }

  /** Of targets that were never touched. */
  private static final class EmptyJournal implements OrderJournal {
    @Override
    public Entry read(String target) {
      return Entry.EMPTY;
    }

    @Override
    public <T> T change(String target, Function<Page, T> work) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aRouteHasItsProxysLabelsAndItsOwn() {
    Target target = look(traffic, CHECKOUT);
    assertThat(target.labels())
        .isEqualTo(
            Map.of(
                "proxy", "edge-1",
                "zone", "a",
                "route", "checkout",
                "service", "checkout",
                "tier", "edge"));
  }
}
