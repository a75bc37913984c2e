package dev.sluice.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.cli.client.Address;
import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ApiSettings;
import dev.sluice.cli.client.NetworkConnector;
import dev.sluice.cli.client.Watch;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.worker.SluiceProcess;
import dev.sluice.worker.WorkerWiring;
import dev.sluice.worker.config.SluiceConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/**
 * What {@code sluice dev --systems} starts: changes of each shipped type end as they should, and
 * the systems say so themselves. The tests are one story, as docs/sub-domains/README.md tells it.
 */
@Tag("server")
@Tag("systems")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(240)
class ShopServerTest {
  /** A past that what comes is compared with. */
  private static final Duration PAST = Duration.ofSeconds(20);

  /** What types of the shop compare with (their {@code before}), and a scrape. */
  private static final Duration COMPARED = Duration.ofSeconds(46);

  private static Instant edgesCalmSince = Instant.EPOCH;

  private static final int PORT = 23_000;
  private static final PrintWriter OUT = new PrintWriter(System.out, true, StandardCharsets.UTF_8);

  private static ExampleSystems systems;
  private static Shop shop;
  private static SluiceProcess sluice;
  private static Api api;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    systems = new ExampleSystems(Path.of("..").toAbsolutePath().normalize(), Shop.at(PORT), OUT);
    Path config = systems.start();
    shop = new Shop(PORT, config);
    assumeTrue(
        shop.hasCluster(), "Kubernetes is not built: docker/systems/kubernetes.sh install does");
    Map<String, String> settings =
        Map.of(
            "SLUICE_API_PORT", "0",
            "SLUICE_OPS_PORT", "0",
            "SLUICE_LOG_LEVEL", "warn",
            "SLUICE_TEMPORAL_DEV_SERVER", "in-process");
    sluice =
        SluiceProcess.start(SluiceConfig.read(config, settings), System.getenv(), WorkerWiring::of);
    Address address = new Address("127.0.0.1", sluice.apiPort().orElseThrow());
    api =
        Api.open(
            new NetworkConnector(),
            new ApiSettings(address, null, "tester", null, true, Duration.ofSeconds(30)));
    Thread.sleep(PAST);
  }

  @AfterAll
  static void stop() throws IOException {
    if (api != null) {
      api.close();
    }
    if (sluice != null) {
      sluice.close();
    }
    systems.close();
  }

  @Test
  @Order(1)
  void trafficToAVersionThatIsNotThereYetGoesBackToTheOldOne() throws Exception {
    assertThat(ended(begun("traffic-shift", "version=v2", "percent=100")))
        .isEqualTo(Outcome.ROLLED_BACK);

    assertThat(shop.sharesOf("v2")).containsOnly(0.0);
    edgesCalmSince = Instant.now();
  }

  @Test
  @Order(2)
  void goodChangesOfAllFiveComplete() throws Exception {
    List<String> together =
        List.of(
            begun("schema-expand", "migrations=checkout", "version=2"),
            begun("configuration-set", "key=settings", "patch={\"currency\":\"EUR\"}"),
            begun("kubernetes-release", "image=shop/checkout:2.0"),
            begun("host-file", "path=~/prices.conf", "content=percent=5"));
    for (String change : together) {
      assertThat(ended(change)).as(change).isEqualTo(Outcome.COMPLETED);
    }

    assertThat(shop.columnsOfOrders()).allSatisfy(it -> assertThat(it).contains("currency"));
    assertThat(shop.settings()).allSatisfy(it -> assertThat(it).contains("\"currency\":\"EUR\""));
    assertThat(shop.prices()).containsOnly("percent=5");
    assertThat(shop.images()).containsOnly("shop/checkout:2.0");

    // An edge whose past still holds the shift that failed can't be judged.
    Thread.sleep(Duration.between(Instant.now(), edgesCalmSince.plus(COMPARED)));
    assertThat(ended(begun("traffic-shift", "version=v2", "percent=100")))
        .isEqualTo(Outcome.COMPLETED);
    assertThat(shop.sharesOf("v2")).containsOnly(1.0);

    assertThat(ended(begun("schema-contract", "migrations=checkout", "version=3")))
        .isEqualTo(Outcome.COMPLETED);
    assertThat(shop.columnsOfOrders()).allSatisfy(it -> assertThat(it).doesNotContain("total"));
  }

  @Test
  @Order(3)
  void anImageThatLosesOrdersGoesBack() throws Exception {
    assertThat(ended(begun("kubernetes-release", "image=shop/checkout:2.1-errors")))
        .isEqualTo(Outcome.ROLLED_BACK);

    assertThat(shop.images()).containsOnly("shop/checkout:2.0");
  }

  @Test
  @Order(4)
  void aHostThatSomebodyEditsInTheMiddleIsNoSuccessAndIsNotOverwritten() throws Exception {
    String change = begun("host-file", "path=~/prices.conf", "content=percent=7");
    await(change, it -> it.getPhase() == Phase.BAKING);
    int edited = 1 + shop.prices().indexOf("percent=7");
    shop.writePrice(edited, "percent=8");

    Change held = await(change, it -> it.getPhase() == Phase.HELD);

    assertThat(held.getStatusReason()).contains("price-" + edited);
    assertThat(shop.prices().get(edited - 1)).isEqualTo("percent=8");

    shop.writePrice(edited, "percent=7");
    var _ =
        api.changes()
            .resumeChange(
                ResumeChangeRequest.newBuilder().setName(change).setReason("put right").build());
    assertThat(ended(change)).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(shop.prices()).containsOnly("percent=5");
  }

  private static Change await(String change, Predicate<Change> wanted) {
    return Awaitility.await(change)
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> api.changes().getChange(GetChangeRequest.newBuilder().setName(change).build()),
            it -> {
              if (it.getPhase() == Phase.ENDED) {
                throw new AssertionError("ended: " + it);
              }
              return wanted.test(it);
            });
  }

  private static String begun(String type, String... parameters) {
    Map<String, String> given = new HashMap<>(Map.of("service", "checkout"));
    for (String parameter : parameters) {
      String[] parts = parameter.split("=", 2);
      given.put(parts[0], parts[1]);
    }
    return api.changes()
        .startChange(
            StartChangeRequest.newBuilder()
                .setType("changeTypes/" + type)
                .putAllParameters(given)
                .setReason("test")
                .setRequestId(type + System.nanoTime())
                .build())
        .getName();
  }

  private static Outcome ended(String change) throws InterruptedException {
    return new Watch(api, pause -> Thread.sleep(pause), change, 0)
        .follow(
            new Watch.Observer() {
              @Override
              public void happened(ChangeEvent event) {
                OUT.println(change + ": " + event.getMessage());
              }

              @Override
              public void lost(Duration next) {}
            });
  }
}
