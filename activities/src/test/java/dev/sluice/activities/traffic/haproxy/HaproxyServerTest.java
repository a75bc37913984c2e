package dev.sluice.activities.traffic.haproxy;

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
import dev.sluice.activities.subdomain.FileOrderJournal;
import dev.sluice.activities.traffic.ProbeConfig;
import dev.sluice.activities.traffic.ProxyPlace;
import dev.sluice.activities.traffic.Restarted;
import dev.sluice.activities.traffic.SystemScript;
import dev.sluice.activities.traffic.TrafficSubDomain;
import dev.sluice.activities.traffic.Wire;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.TargetOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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

/** Against a real HAProxy. */
@Tag("server")
@Tag("systems")
@ResourceLock("haproxy")
class HaproxyServerTest {
  private static final int PORT = 21400;
  private static final int WIRE = 21410;
  private static final String CHECKOUT = "edge-1/checkout";
  private static final String SEARCH = "edge-1/search";
  private static final SystemScript SCRIPT =
      new SystemScript("haproxy", Map.of("SLUICE_HAPROXY_PORT", String.valueOf(PORT)));
  private static final String MAP = SCRIPT.state() + "/data/haproxy/x-lane.map";
  private static final Duration SHORT = Duration.ofSeconds(1);

  private static Wire wire;

  @TempDir private Path folder;
  private Restarted traffic;

  @BeforeAll
  static void start() throws IOException {
    SCRIPT.assumeInstalled("haproxy");
    SCRIPT.start();
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
  void open() {
    wire.mend();
    traffic = new Restarted(this::traffic);
    runtime(
        "set server checkout/v1 weight 100;set server checkout/v2 weight 0;set server search/v1:a weight 50;"
            + "set server search/v1:b weight 50;set server search/v2:a weight 0;clear map "
            + MAP);
  }

  @AfterEach
  void close() {
    traffic.close();
  }

  private TrafficSubDomain traffic() {
    ProbeConfig probe =
        new ProbeConfig(
            "http://127.0.0.1:" + PORT + "/{route}", "x-served-by", 400, Duration.ofSeconds(2));
    HaproxyConfig config =
        new HaproxyConfig(
            new ProxyPlace("edge-1", "a", Map.of("tier", "edge"), probe),
            "127.0.0.1:" + WIRE,
            Map.of("x-lane", MAP),
            Duration.ofSeconds(3));
    return new TrafficSubDomain(
        List.of(new HaproxySystem(config, InstantSource.system())),
        new FileOrderJournal(folder),
        Observation.NONE,
        TrafficSubDomain.LIMITS);
  }

  /** What somebody else says to HAProxy. */
  private static String runtime(String commands) {
    HaproxyConfig config =
        new HaproxyConfig(
            new ProxyPlace("by-hand", "a", Map.of(), null),
            SCRIPT.state() + "/data/haproxy/admin.sock",
            Map.of(),
            Duration.ofSeconds(5));
    return new RuntimeApi(config).askAll(List.of(commands.split(";")));
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
            Map.of("proxy", "edge-1"),
            capability,
            parameters,
            others,
            Duration.ofSeconds(20),
            traffic::restart,
            String.valueOf(System.nanoTime()));
    Finding finding = Conformance.run(check, traffic, trial);
    assertThat(finding.answer()).as(finding.why()).isEqualTo(Finding.Answer.KEPT);
  }

  @Test
  void countsRealRequestsBeforeItSaysThatAWeightIsThere() {
    TargetOrder order = weight("c1", SEARCH, APPLY, "20");
    assertThat(traffic.precheck(order).reason()).isEmpty();
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(runtime("show servers state search"))
        .contains(
            "v1:a 127.0.0.1 2 0 40 50", "v1:b 127.0.0.1 2 0 40 50", "v2:a 127.0.0.1 2 0 20 0");
    assertThat(arrive(traffic, order, APPLY))
        .matches("\\d+ of \\d+ requests reached v2, 20 % asked");
    TargetOrder back = weight("c1", SEARCH, REVERT, "20");
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT)).contains("reached v1, 100 % asked");
    assertThat(look(traffic, SEARCH).version()).isEqualTo("v1 100 %, v2 0 %");
  }

  @Test
  void sendsRequestsWithAHeaderToAVersion() {
    TargetOrder order = header("c1", CHECKOUT, APPLY);
    traffic.apply(order);
    assertThat(arrive(traffic, order, APPLY))
        .isEqualTo("5 of 5 requests with x-lane=gray reached v2");
    assertThat(runtime("show map " + MAP)).contains("checkout/gray v2");
    TargetOrder back = header("c1", CHECKOUT, REVERT);
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT))
        .isEqualTo("0 of 5 requests with x-lane=gray reached v2");
    assertThat(runtime("show map " + MAP)).isBlank();
  }

  @Test
  void doesNotCallAWeightThereThatNoRequestsShow() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    runtime("disable frontend in");
    try {
      Arrival arrival = traffic.await(order, APPLY, SHORT);
      assertThat(arrival.there()).isFalse();
    } finally {
      runtime("enable frontend in");
    }
    arrive(traffic, order, APPLY);
  }

  @Test
  void putsRightWhatAKilledProxyForgetsWhileTheOrderIsUnderWay() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    SCRIPT.kill();
    Arrival dead = traffic.await(order, APPLY, SHORT);
    assertThat(dead.there()).isFalse();
    assertThat(dead.words()).contains("edge-1 does not answer");
    SCRIPT.start();
    assertThat(arrive(traffic, order, APPLY)).contains("requests reached v2, 20 % asked");
  }

  @Test
  void reportsWhatARestartedProxyForgotAndLetsOnlyItsChangePutItRight() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    arrive(traffic, order, APPLY);
    SCRIPT.kill();
    SCRIPT.start();
    assertThat(look(traffic, CHECKOUT).version())
        .isEqualTo("v1 100 %, v2 0 %; forgot what it was told");
    assertThat(look(traffic, CHECKOUT).changedBy()).isEqualTo("c1");
    assertThat(traffic.await(order, APPLY, SHORT).words()).contains("was restarted and goes by");
    TargetOrder other = weight("c2", CHECKOUT, APPLY, "60");
    assertThat(traffic.precheck(other).reason()).contains("which change c1 told it");
    assertThat(problem(() -> traffic.apply(other))).isEqualTo("FORGOTTEN");
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(arrive(traffic, order, APPLY)).contains("20 % asked");
  }

  @Test
  void neverOverwritesWhatSomebodyElseChanged() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    runtime("set server checkout/v2 weight 35");
    assertThatThrownBy(() -> traffic.await(order, APPLY, SHORT))
        .hasMessageContaining(
            "somebody else changed edge-1/checkout: it was told v1 80 %, v2 20 %");
    assertThat(problem(() -> traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))))
        .isEqualTo("CHANGED_BY_OTHERS");
    assertThat(look(traffic, CHECKOUT).version()).endsWith("; changed by somebody else");
    assertThat(runtime("show servers state checkout")).contains("v2 127.0.0.1 2 0 35 0");
    runtime("set server checkout/v2 weight 20");
    arrive(traffic, order, APPLY);
  }

  @Test
  void doesNotSendTrafficToABackendInMaintenance() {
    runtime("set server checkout/v2 state maint");
    try {
      TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
      assertThat(traffic.precheck(order).reason()).contains("see to their health");
      traffic.apply(order);
      assertThat(traffic.await(order, APPLY, SHORT).words()).contains("no backend that is up");
      assertThat(look(traffic, CHECKOUT).healthy()).isFalse();
    } finally {
      runtime("set server checkout/v2 state ready");
    }
  }

  @Test
  void triesAgainWhatACutOrSlowSocketSpoils() throws Exception {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    wire.cut();
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("PROXY_UNREACHABLE");
    wire.mend();
    wire.delay(3_500);
    assertThat(problem(() -> traffic.apply(order))).isEqualTo("PROXY_UNREACHABLE");
    wire.mend();
    traffic.apply(order);
    arrive(traffic, order, APPLY);
  }

  @Test
  void refusesARouteThatIsGone() {
    assertThat(problem(() -> traffic.apply(weight("c1", "edge-1/basket", APPLY, "20"))))
        .isEqualTo("UNKNOWN_TARGET");
    assertThat(problem(() -> traffic.apply(weight("c1", "edge-9/checkout", APPLY, "20"))))
        .isEqualTo("UNKNOWN_TARGET");
  }
}
