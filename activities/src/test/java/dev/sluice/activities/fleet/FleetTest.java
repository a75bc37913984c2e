package dev.sluice.activities.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.deploy.DeployOrder.Action;
import dev.sluice.activities.fleet.deploy.InstanceState;
import dev.sluice.activities.fleet.deploy.Journal;
import dev.sluice.activities.fleet.load.LoadCount;
import dev.sluice.activities.fleet.series.SeriesKind;
import dev.sluice.activities.fleet.spec.LatencySpec;
import dev.sluice.activities.fleet.spec.VersionSpec;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.inspection.series.TargetSeries;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One running fleet for all tests; each test that changes something has an instance of its own. */
class FleetTest {
  private static Fleet fleet;
  private static ControlClient client;
  private static FleetSubDomain subDomain;

  @BeforeAll
  static void start() throws InterruptedException {
    fleet = Fleet.start(SmallFleet.spec(40), 0, InstantSource.system(), 1);
    client = new ControlClient(fleet.controlUri());
    subDomain = new FleetSubDomain(client);
  }

  @AfterAll
  static void stop() {
    client.close();
    fleet.close();
  }

  @Test
  void aRequestTravelsTheWholeGraph() {
    List<String> all = client.instances(everything()).stream().map(InstanceState::name).toList();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() ->
            assertThat(requestRates(all))
                .allSatisfy(series ->
                    assertThat(series.samples())
                        .anySatisfy(sample -> assertThat(sample.value()).isPositive())));
    assertThat(client.load().answered()).isPositive();
  }

  @Test
  void drainsEveryInstanceSoThatNoRequestFailsWhenAllAreReplaced() {
    await().until(() -> client.load().answered() > 20);
    LoadCount before = client.load();

    for (Target target : subDomain.list(service("catalog"))) {
      InstanceState instance = client.instance(target.name());
      assertThat(subDomain.apply(SmallFleet.order("drain", instance, "v2", 1)))
          .isEqualTo(Effect.APPLIED);
    }
    for (Target target : subDomain.list(service("storefront"))) {
      InstanceState instance = client.instance(target.name());
      assertThat(subDomain.apply(SmallFleet.order("drain", instance, "v2", 1)))
          .isEqualTo(Effect.APPLIED);
    }

    await().until(() -> client.load().answered() > before.answered() + 20);
    assertThat(client.load().failed()).isZero();
    assertThat(client.load().dropped()).isZero();
    assertThat(client.journal(""))
        .filteredOn(entry -> entry.change().equals("drain"))
        .hasSize(4)
        .allSatisfy(entry -> assertThat(entry.drained()).isTrue());
    assertThat(subDomain.list(service("storefront")))
        .allSatisfy(target -> {
          assertThat(target.version()).isEqualTo("v2");
          assertThat(target.healthy()).isTrue();
          assertThat(target.changedBy()).isEqualTo("drain");
        });
  }

  @Test
  void replacesOnceForOneKeyAndRefusesAnAttemptThatWasOvertaken() {
    TargetOrder second = SmallFleet.order("once", client.instance("ledger-a-1"), "v2", 2);

    assertThat(subDomain.apply(second)).isEqualTo(Effect.APPLIED);
    String address = client.instance("ledger-a-1").address();
    assertThat(subDomain.apply(second)).isEqualTo(Effect.ALREADY_THERE);

    assertThat(client.instance("ledger-a-1").address()).isEqualTo(address);
    assertThat(client.journal("ledger-a-1"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.key()).isEqualTo(second.key());
          assertThat(entry.fence()).isEqualTo(2);
          assertThat(entry.from()).isEqualTo("v1");
          assertThat(entry.to()).isEqualTo("v2");
        });
    TargetOrder first = SmallFleet.order("once", client.instance("ledger-a-1"), "v2", 1);
    assertThat(problemOf(() -> subDomain.apply(first)))
        .isInstanceOf(Problem.ForOperator.class)
        .extracting(Problem::code)
        .isEqualTo("STALE_ATTEMPT");
  }

  @Test
  void twoAttemptsAtTheSameTimeReplaceOnce() throws Exception {
    TargetOrder order = SmallFleet.order("twice", client.instance("ledger-b-1"), "v2", 1);
    Callable<Effect> attempt = () -> subDomain.apply(order);

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Effect>> effects = threads.invokeAll(List.of(attempt, attempt));

      assertThat(effects)
          .extracting(Future::resultNow)
          .containsExactlyInAnyOrder(Effect.APPLIED, Effect.ALREADY_THERE);
    }
    assertThat(client.journal("ledger-b-1")).hasSize(1);
  }

  @Test
  void revertBringsBackWhatRanBeforeTheChangeAndNothingElse() {
    InstanceState instance = client.instance("checkout-a-1");
    TargetOrder forward = SmallFleet.order("back", instance, "v2", 1);
    TargetOrder stranger = SmallFleet.order("stranger", instance, "v2", 1);

    assertThat(subDomain.revert(stranger)).isEqualTo(Effect.ALREADY_THERE);
    assertThat(subDomain.apply(forward)).isEqualTo(Effect.APPLIED);
    assertThat(subDomain.revert(forward)).isEqualTo(Effect.APPLIED);
    assertThat(subDomain.revert(forward)).isEqualTo(Effect.ALREADY_THERE);

    assertThat(client.instance("checkout-a-1").version()).isEqualTo("v1");
    assertThat(client.journal("checkout-a-1"))
        .extracting(Journal.Entry::action)
        .containsExactly(Action.DEPLOY, Action.REVERT);
  }

  @Test
  void revertLeavesALaterChangeToAnOperator() {
    InstanceState instance = client.instance("checkout-b-1");
    subDomain.apply(SmallFleet.order("earlier", instance, "v2", 1));
    subDomain.apply(SmallFleet.order("later", instance, "v1", 1));

    assertThat(problemOf(() -> subDomain.revert(SmallFleet.order("earlier", instance, "v2", 1))))
        .isInstanceOf(Problem.ForOperator.class)
        .extracting(Problem::code)
        .isEqualTo("CHANGED_SINCE");
    assertThat(client.journal("checkout-b-1")).hasSize(2);
  }

  @Test
  void precheckSaysWhyAVersionCanNotBeDeployed() {
    InstanceState instance = client.instance("catalog-a-1");

    assertThat(subDomain.precheck(SmallFleet.order("p", instance, "v9", 1)).reason())
        .contains("no version v9", "v2-slow");
    assertThat(subDomain.precheck(SmallFleet.order("p", instance, "v2-slow", 1)).ready()).isTrue();
    assertThat(client.journal("catalog-a-1"))
        .noneSatisfy(entry -> assertThat(entry.change()).isEqualTo("p"));
  }

  @Test
  void aTargetOfAnotherServiceIsTheAuthorsProblem() {
    var order =
        new TargetOrder(
            "wrong",
            "catalog-a-1",
            FleetSubDomain.RELEASE,
            Map.of("service", "ledger", "version", "v2"),
            "wrong/1",
            1);

    assertThat(problemOf(() -> subDomain.apply(order))).isInstanceOf(Problem.ForAuthor.class);
  }

  @Test
  void aVersionIsDefinedOnceAndNeverRedefined() {
    var version = new VersionSpec("v3", new LatencySpec(4, 9), 0, 0, 1 << 20, false);
    client.define("ledger", version);
    client.define("ledger", version);

    assertThat(client.versions("ledger")).contains(version);
    var other = new VersionSpec("v3", new LatencySpec(4, 10), 0, 0, 1 << 20, false);
    assertThat(problemOf(() -> client.define("ledger", other)).code()).isEqualTo("VERSION_EXISTS");
  }

  @Test
  void tellsPrometheusWhereToScrape() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      String targets = get(http, fleet.controlUri().resolve("/prometheus/targets"));
      assertThat(targets).contains("\"instance\":\"catalog-a-1\"", "\"zone\":\"a\"");

      URI address = URI.create("http://" + client.instance("catalog-b-1").address() + "/metrics");
      assertThat(get(http, address))
          .contains(
              "instance_memory_bytes{",
              "http_request_duration_seconds_bucket{",
              "service=\"catalog\"",
              "zone=\"b\"");
    }
  }

  @Test
  void anUnreachableFleetIsWorthAnotherTry() {
    try (var nobody = new ControlClient(URI.create("http://127.0.0.1:1"))) {
      assertThat(problemOf(nobody::topology))
          .isInstanceOf(Problem.Passing.class)
          .extracting(Problem::code)
          .isEqualTo("FLEET_UNREACHABLE");
    }
  }

  @Test
  void anUnknownPathNamesTheKnownOnes() throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      assertThat(get(http, fleet.controlUri().resolve("/nothing")))
          .contains("UNKNOWN_PATH", "POST /instances/*/deploy", "\"owner\":\"author\"");
    }
  }

  @Test
  void theTopologyIsWhatItWasStartedFrom() {
    assertThat(client.topology()).isEqualTo(SmallFleet.spec(40));
  }

  private static List<TargetSeries> requestRates(List<String> instances) {
    return client.series(SeriesKind.REQUEST_RATE, instances, Instant.EPOCH, Instant.now());
  }

  private static Problem problemOf(Runnable call) {
    return assertThatThrownBy(call::run)
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .actual()
        .problem();
  }

  private static String get(HttpClient http, URI uri) throws Exception {
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }

  private static TargetQuery everything() {
    return new TargetQuery(Map.of(), TargetRange.ALL, 100);
  }

  private static TargetQuery service(String name) {
    return new TargetQuery(Map.of("service", name), TargetRange.ALL, 100);
  }
}
