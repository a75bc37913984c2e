package dev.sluice.activities.traffic.envoy;

import static dev.sluice.activities.traffic.TrafficOrders.arrive;
import static dev.sluice.activities.traffic.TrafficOrders.header;
import static dev.sluice.activities.traffic.TrafficOrders.look;
import static dev.sluice.activities.traffic.TrafficOrders.problem;
import static dev.sluice.activities.traffic.TrafficOrders.weight;
import static dev.sluice.domain.subdomain.Direction.APPLY;
import static dev.sluice.domain.subdomain.Direction.REVERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.conformance.Check;
import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.activities.subdomain.DurableFile;
import dev.sluice.activities.subdomain.FileOrderJournal;
import dev.sluice.activities.traffic.ProbeConfig;
import dev.sluice.activities.traffic.ProxyPlace;
import dev.sluice.activities.traffic.Restarted;
import dev.sluice.activities.traffic.Settings;
import dev.sluice.activities.traffic.SystemScript;
import dev.sluice.activities.traffic.TrafficSubDomain;
import dev.sluice.activities.traffic.Wire;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Against a real Envoy. */
@Tag("server")
@Tag("systems")
@ResourceLock("envoy")
class EnvoyServerTest {
  private static final int PORT = 21420;
  private static final int WIRE = 21430;
  private static final String CHECKOUT = "mesh-1/checkout";
  private static final SystemScript SCRIPT =
      new SystemScript("envoy", Map.of("SLUICE_ENVOY_PORT", String.valueOf(PORT)));
  private static final Path ROUTES = SCRIPT.state().resolve("data/envoy/watched/routes.json");
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static String asStarted = "";
  private static Wire wire;

  @TempDir private Path folder;
  private EnvoySystem system;
  private Restarted traffic;

  @BeforeAll
  static void start() throws IOException {
    SCRIPT.assumeInstalled("envoy");
    SCRIPT.stop();
    SCRIPT.start();
    asStarted = Files.readString(ROUTES);
    wire = new Wire(WIRE, new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT + 1));
  }

  @AfterAll
  static void stop() throws IOException {
    if (wire != null) {
      wire.close();
    }
    SCRIPT.stop();
  }

  @BeforeEach
  void open() throws Exception {
    wire.mend();
    system = system();
    traffic = new Restarted(this::traffic);
    somebodyWrites(asStarted);
  }

  @AfterEach
  void close() {
    traffic.close();
    system.close();
  }

  private EnvoySystem system() {
    ProbeConfig probe =
        new ProbeConfig(
            "http://127.0.0.1:" + PORT + "/{route}", "x-served-by", 400, Duration.ofSeconds(2));
    EnvoyConfig config =
        new EnvoyConfig(
            new ProxyPlace("mesh-1", "b", Map.of("tier", "mesh"), probe),
            URI.create("http://127.0.0.1:" + WIRE),
            ROUTES,
            Duration.ofSeconds(4));
    return new EnvoySystem(config, InstantSource.system());
  }

  private TrafficSubDomain traffic() {
    return new TrafficSubDomain(
        List.of(system), new FileOrderJournal(folder), Observation.NONE, TrafficSubDomain.LIMITS);
  }

  /** Replaces Envoy's file behind Sluice's back, and waits until Envoy has read it. */
  private void somebodyWrites(String text) throws Exception {
    RouteFile file = new RouteFile(ROUTES, "by-hand");
    DurableFile.replace(ROUTES, text);
    for (int i = 0; i < 100; i++) {
      boolean read =
          Stream.of("checkout", "search")
              .allMatch(route ->
                  file.table(text)
                      .settings()
                      .getOrDefault(route, Settings.of(Map.of(), Map.of()))
                      .equals(system.find(route).orElseThrow().now()));
      if (read) {
        return;
      }
      Thread.sleep(20);
    }
    throw new AssertionError("Envoy did not take the file");
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    return checks(
        "weight",
        Map.of("version", "v2", "percent", "20"),
        Map.of("version", "v2", "percent", "60"));
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContractForHeaderRoutes() {
    return checks(
        "header-route",
        Map.of("version", "v2", "header", "x-lane", "value", "gray"),
        Map.of("version", "v2", "header", "x-lane", "value", "canary"));
  }

  private Stream<DynamicTest> checks(
      String capability, Map<String, String> parameters, Map<String, String> others) {
    return Conformance.checks().stream()
        .map(check ->
            DynamicTest.dynamicTest(
                check.name(), () -> check(check, capability, parameters, others)));
  }

  private void check(
      Check check, String capability, Map<String, String> parameters, Map<String, String> others)
      throws Exception {
    Trial trial =
        new Trial(
            Map.of("proxy", "mesh-1"),
            capability,
            parameters,
            others,
            Duration.ofSeconds(20),
            () -> {
              SCRIPT.kill();
              SCRIPT.start();
              traffic.restart();
            },
            String.valueOf(System.nanoTime()));
    Finding finding = Conformance.run(check, traffic, trial);
    assertThat(finding.answer()).as(finding.why()).isEqualTo(Finding.Answer.KEPT);
  }

  @Test
  void countsRealRequestsBeforeItSaysThatAWeightIsThere() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    assertThat(traffic.precheck(order).reason()).isEmpty();
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(arrive(traffic, order, APPLY))
        .matches("\\d+ of \\d+ requests reached v2, 20 % asked");
    TargetOrder back = weight("c1", CHECKOUT, REVERT, "20");
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT)).contains("reached v1, 100 % asked");
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 100 %, v2 0 %");
  }

  @Test
  void sendsRequestsWithAHeaderToAVersionAndCountsThemApart() throws Exception {
    TargetOrder order = header("c1", CHECKOUT, APPLY);
    traffic.apply(order);
    assertThat(arrive(traffic, order, APPLY))
        .isEqualTo("5 of 5 requests with x-lane=gray reached v2");
    Map<String, Long> before = system.count(system.find("checkout").orElseThrow());
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < 10; i++) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/checkout"))
                .header("x-lane", "gray")
                .build();
        assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body())
            .isEqualTo("v2");
      }
    }
    assertThat(system.count(system.find("checkout").orElseThrow())).isEqualTo(before);
    TargetOrder back = header("c1", CHECKOUT, REVERT);
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT))
        .isEqualTo("0 of 5 requests with x-lane=gray reached v2");
    assertThat(Files.readString(ROUTES)).doesNotContain("x-lane");
  }

  @Test
  void twoRoutesOfOneFileAreChangedAtOnceWithoutLosingEither() throws Exception {
    TargetOrder checkout = weight("c1", CHECKOUT, APPLY, "20");
    TargetOrder search = weight("c1", "mesh-1/search", APPLY, "60");
    Thread other = Thread.ofVirtual().start(() -> traffic.apply(search));
    traffic.apply(checkout);
    other.join();
    arrive(traffic, checkout, APPLY);
    arrive(traffic, search, APPLY);
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 80 %, v2 20 %");
    assertThat(look(traffic, "mesh-1/search").version()).isEqualTo("v1 40 %, v2 60 %");
  }

  @Test
  void keepsWhatItWasToldOverAKillWhileTheOrderIsUnderWay() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    SCRIPT.kill();
    Arrival dead = traffic.await(order, APPLY, SHORT);
    assertThat(dead.there()).isFalse();
    assertThat(dead.words()).contains("mesh-1 does not answer");
    SCRIPT.start();
    assertThat(arrive(traffic, order, APPLY)).contains("requests reached v2, 20 % asked");
  }

  @Test
  void finishesAnOrderThatAKillInterrupted() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    SCRIPT.kill();
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("PROXY_UNREACHABLE");
    SCRIPT.start();
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    arrive(traffic, order, APPLY);
  }

  @Test
  void neverOverwritesWhatSomebodyElseChanged() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    String told = Files.readString(ROUTES);
    String byHand = new RouteFile(ROUTES, "by-hand").with(told, "checkout", settings(65, 35));
    somebodyWrites(byHand);
    assertThatThrownBy(() -> traffic.await(order, APPLY, SHORT))
        .hasMessageContaining("it was told v1 80 %, v2 20 % and goes by v1 65 %, v2 35 %");
    assertThat(problem(() -> traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))))
        .isEqualTo("CHANGED_BY_OTHERS");
    assertThat(Files.readString(ROUTES)).isEqualTo(byHand);
    somebodyWrites(told);
    arrive(traffic, order, APPLY);
  }

  @Test
  void takesBackAFileThatEnvoyRefuses() throws Exception {
    // Envoy only learns of it when somebody moves a file, so what it goes by is still right.
    String broken = asStarted.replace("\"/search\"", "\"/search\", \"path\": 7");
    Files.writeString(ROUTES, broken);
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("PROXY_REFUSED");
    assertThat(look(traffic, CHECKOUT).version()).isEqualTo("v1 100 %, v2 0 %");
    somebodyWrites(asStarted);
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    arrive(traffic, order, APPLY);
  }

  @Test
  void listsARouteThatAppearsAndRefusesOneThatIsGone() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    String told = Files.readString(ROUTES);
    DurableFile.replace(ROUTES, told.replace("\"checkout\"", "\"late\""));
    awaitRoute("late");

    assertThat(traffic.list(new TargetQuery(Map.of(), TargetRange.ALL, 10)))
        .extracting(Target::name)
        .containsExactly("mesh-1/late", "mesh-1/search");
    assertThat(problem(() -> traffic.await(order, APPLY, SHORT))).isEqualTo("UNKNOWN_TARGET");
    assertThat(problem(() -> traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))))
        .isEqualTo("UNKNOWN_TARGET");

    DurableFile.replace(ROUTES, told);
    awaitRoute("checkout");
    assertThat(traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))).isEqualTo(Effect.APPLIED);
  }

  private void awaitRoute(String name) throws InterruptedException {
    for (int i = 0; i < 200 && system.find(name).isEmpty(); i++) {
      Thread.sleep(20);
    }
    assertThat(system.find(name)).isPresent();
  }

  @Test
  void doesNotSendTrafficToAClusterThatIsNotThere() throws Exception {
    somebodyWrites(asStarted.replace("checkout-v2", "checkout-v3"));
    TargetOrder order =
        new TargetOrder(
            "c1",
            CHECKOUT,
            "weight",
            Map.of("version", "v3", "percent", "20"),
            "c1/1/apply",
            1_001);
    assertThat(traffic.precheck(order).reason()).contains("see to their health");
    assertThat(traffic.precheck(weight("c1", CHECKOUT, APPLY, "20")).reason())
        .contains("has no backend of version v2; it has [v1, v3]");
    traffic.apply(order);
    assertThat(traffic.await(order, APPLY, SHORT).words()).contains("no backend that is up");
  }

  @Test
  void triesAgainWhatACutOrSlowSocketSpoils() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    wire.cut();
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("PROXY_UNREACHABLE");
    wire.mend();
    wire.delay(4_500);
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("PROXY_UNREACHABLE");
    wire.mend();
    traffic.apply(order);
    arrive(traffic, order, APPLY);
  }

  private static Settings settings(int v1, int v2) {
    return Settings.of(Map.of("checkout-v1", v1, "checkout-v2", v2), Map.of());
  }
}
