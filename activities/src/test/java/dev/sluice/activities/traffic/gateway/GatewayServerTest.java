package dev.sluice.activities.traffic.gateway;

import static dev.sluice.activities.traffic.TrafficOrders.arrive;
import static dev.sluice.activities.traffic.TrafficOrders.header;
import static dev.sluice.activities.traffic.TrafficOrders.look;
import static dev.sluice.activities.traffic.TrafficOrders.problem;
import static dev.sluice.activities.traffic.TrafficOrders.weight;
import static dev.sluice.domain.subdomain.Direction.APPLY;
import static dev.sluice.domain.subdomain.Direction.REVERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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

/**
 * Against a real API server. No gateway's controller is at hand, so the requests go through one of
 * this test's own.
 */
@Tag("server")
@Tag("systems")
@ResourceLock("kubernetes")
class GatewayServerTest {
  private static final int PORT = 21440;
  private static final String NAMESPACE = "traffic-" + ProcessHandle.current().pid();
  private static final String CHECKOUT = "gate-1/checkout";
  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("gateway.networking.k8s.io")
          .withVersion("v1")
          .withKind("HTTPRoute")
          .withPlural("httproutes")
          .withNamespaced(true)
          .build();

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata:
        name: httproutes.gateway.networking.k8s.io
        annotations: {api-approved.kubernetes.io: "unapproved, for tests"}
      spec:
        group: gateway.networking.k8s.io
        scope: Namespaced
        names: {kind: HTTPRoute, listKind: HTTPRouteList, plural: httproutes, singular: httproute}
        versions:
        - name: v1
          served: true
          storage: true
          subresources: {status: {}}
          schema:
            openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
      """;

  private static final String ROUTE =
      """
      apiVersion: gateway.networking.k8s.io/v1
      kind: HTTPRoute
      metadata: {name: NAME}
      spec:
        parentRefs: [{name: edge}]
        rules:
        - matches: [{path: {type: PathPrefix, value: /NAME}}]
          backendRefs:
          - {name: NAME-v1, port: 80, weight: 100}
          - {name: NAME-v2, port: 80, weight: 0}
      """;

  private static KubernetesClient client;
  private static TinyGateway gateway;
  private static GatewaySystem system;

  @TempDir private Path folder;
  private Restarted traffic;

  @BeforeAll
  static void start() throws Exception {
    File kubeconfig = kubeconfig();
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(Config.fromKubeconfig(kubeconfig))
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    client.load(stream(DEFINITION)).serverSideApply();
    client
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("httproutes.gateway.networking.k8s.io")
        .waitUntilCondition(
            found ->
                found.getStatus() != null
                    && found.getStatus().getConditions().stream()
                        .anyMatch(each ->
                            each.getType().equals("Established")
                                && each.getStatus().equals("True")),
            20,
            TimeUnit.SECONDS);
    system = system();
    gateway = new TinyGateway(client, KIND, NAMESPACE, system, PORT);
  }

  private static File kubeconfig() {
    String given = System.getenv("SLUICE_KUBECONFIG");
    if (given != null) {
      return new File(given);
    }
    SystemScript cluster = new SystemScript("kubernetes", Map.of());
    cluster.start();
    return cluster.state().resolve("data/kubernetes/admin.conf").toFile();
  }

  @AfterAll
  static void stop() {
    if (client != null) {
      gateway.close();
      client.namespaces().withName(NAMESPACE).delete();
      client.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    for (String name : List.of("checkout", "search")) {
      client.genericKubernetesResources(KIND).inNamespace(NAMESPACE).withName(name).delete();
      client
          .genericKubernetesResources(KIND)
          .inNamespace(NAMESPACE)
          .load(stream(ROUTE.replace("NAME", name)))
          .create();
    }
    traffic =
        new Restarted(() ->
            new TrafficSubDomain(
                List.of(system()),
                new FileOrderJournal(folder),
                Observation.NONE,
                TrafficSubDomain.LIMITS));
    for (int i = 0; i < 200 && !look(traffic, CHECKOUT).healthy(); i++) {
      Thread.sleep(20);
    }
    for (int i = 0; i < 200 && !look(traffic, "gate-1/search").healthy(); i++) {
      Thread.sleep(20);
    }
  }

  @AfterEach
  void close() {
    traffic.close();
  }

  private static GatewaySystem system() {
    return system(client);
  }

  private static GatewaySystem system(KubernetesClient client) {
    ProbeConfig probe =
        new ProbeConfig(
            "http://127.0.0.1:" + PORT + "/{route}", "x-served-by", 400, Duration.ofSeconds(2));
    return new GatewaySystem(
        client,
        new GatewayConfig(new ProxyPlace("gate-1", "a", Map.of(), probe), NAMESPACE, "edge"));
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static GenericKubernetesResource read(String name) {
    return client.genericKubernetesResources(KIND).inNamespace(NAMESPACE).withName(name).get();
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
            Map.of("proxy", "gate-1"),
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
  void countsProbesBeforeItSaysThatAWeightIsThere() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(arrive(traffic, order, APPLY))
        .matches("\\d+ of \\d+ requests reached v2, 20 % asked");
    assertThat(read("checkout").getMetadata().getAnnotations().get(HttpRouteDocument.ORDERS))
        .contains("c1");
    TargetOrder back = weight("c1", CHECKOUT, REVERT, "20");
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT)).contains("reached v1, 100 % asked");
  }

  @Test
  void sendsRequestsWithAHeaderToAVersion() {
    TargetOrder order = header("c1", CHECKOUT, APPLY);
    traffic.apply(order);
    assertThat(arrive(traffic, order, APPLY))
        .isEqualTo("5 of 5 requests with x-lane=gray reached v2");
    TargetOrder back = header("c1", CHECKOUT, REVERT);
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT))
        .isEqualTo("0 of 5 requests with x-lane=gray reached v2");
    assertThat(String.valueOf(read("checkout").getAdditionalProperties().get("spec")))
        .doesNotContain("x-lane");
  }

  @Test
  void neverOverwritesWhatSomebodyElseChanged() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    RouteStore store = new RouteStore(client, new GatewayConfig(system.place(), NAMESPACE, "edge"));
    store.change(
        "checkout",
        byHand ->
            byHand.set(
                dev.sluice.activities.traffic.Settings.of(
                    Map.of("checkout-v1", 65, "checkout-v2", 35), Map.of())));
    assertThat(problem(() -> traffic.await(order, APPLY, Duration.ofSeconds(1))))
        .isEqualTo("CHANGED_BY_OTHERS");
    assertThat(problem(() -> traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))))
        .isEqualTo("CHANGED_BY_OTHERS");
    assertThat(look(traffic, CHECKOUT).version()).startsWith("v1 65 %, v2 35 %");
  }

  @Test
  void twoThatWriteAtOnceNeverOverwriteEachOther() {
    RouteStore store = new RouteStore(client, new GatewayConfig(system.place(), NAMESPACE, "edge"));
    HttpRouteDocument other = store.get("checkout").orElseThrow();
    store.change("checkout", one -> one.keepOrders("one"));
    other.keepOrders("other");
    assertThat(problem(() -> store.replace(other))).isEqualTo("CONFLICT");
  }

  @Test
  void listsARouteThatAppearsInTheMiddle() {
    traffic.apply(weight("c1", CHECKOUT, APPLY, "20"));
    client
        .genericKubernetesResources(KIND)
        .inNamespace(NAMESPACE)
        .load(stream(ROUTE.replace("NAME", "late")))
        .create();
    try {
      assertThat(traffic.list(new TargetQuery(Map.of(), TargetRange.ALL, 10)))
          .extracting(Target::name, Target::changedBy)
          .containsExactly(
              tuple(CHECKOUT, "c1"), tuple("gate-1/late", ""), tuple("gate-1/search", ""));
    } finally {
      client.genericKubernetesResources(KIND).inNamespace(NAMESPACE).withName("late").delete();
    }
  }

  @Test
  void credentialsThatExpiredAreTheOperatorsAndChangeNothing() {
    Config expired = new ConfigBuilder(client.getConfiguration()).withOauthToken("expired").build();
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    try (KubernetesClient stranger = new KubernetesClientBuilder().withConfig(expired).build();
        TrafficSubDomain refused =
            new TrafficSubDomain(
                List.of(system(stranger)),
                new FileOrderJournal(folder),
                Observation.NONE,
                TrafficSubDomain.LIMITS)) {
      assertThat(problem(() -> refused.apply(order))).isEqualTo("NO_PERMISSION");
    }
    assertThat(look(traffic, CHECKOUT).version()).startsWith("v1 100 %");
    assertThat(traffic.apply(order)).isEqualTo(Effect.APPLIED);
  }

  @Test
  void anApiServerThatIsKilledInTheMiddleIsWaitedForAndLosesNothing() {
    SystemScript cluster = new SystemScript("kubernetes", Map.of());
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    cluster.run("kill-api");
    try {
      Arrival away = traffic.await(order, APPLY, Duration.ofSeconds(1));
      assertThat(away.there()).as(away.words()).isFalse();
      assertThat(problem(() -> traffic.apply(weight("c2", "gate-1/search", APPLY, "20"))))
          .isEqualTo("PROXY_UNREACHABLE");
    } finally {
      cluster.start();
    }
    assertThat(arrive(traffic, order, APPLY)).contains("requests reached v2, 20 % asked");
    TargetOrder back = weight("c1", CHECKOUT, REVERT, "20");
    traffic.revert(back);
    assertThat(arrive(traffic, back, REVERT)).contains("reached v1, 100 % asked");
  }

  @Test
  void refusesARouteThatIsGone() {
    TargetOrder order = weight("c1", CHECKOUT, APPLY, "20");
    traffic.apply(order);
    client.genericKubernetesResources(KIND).inNamespace(NAMESPACE).withName("checkout").delete();
    assertThat(problem(() -> traffic.await(order, APPLY, Duration.ofSeconds(1))))
        .isEqualTo("UNKNOWN_TARGET");
    assertThat(problem(() -> traffic.revert(weight("c1", CHECKOUT, REVERT, "20"))))
        .isEqualTo("UNKNOWN_TARGET");
  }
}
