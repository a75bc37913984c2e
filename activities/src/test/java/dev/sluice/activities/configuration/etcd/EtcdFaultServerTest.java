package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What becomes of orders when somebody interferes or something fails, on a real etcd. */
@Tag("server")
@Tag("systems")
@ResourceLock("etcd")
class EtcdFaultServerTest {
  private static final String PREFIX = "/faults";
  private static final String TARGET = "live/east/checkout/pool";
  private static final String KEY = PREFIX + "/cells/east/checkout/pool";
  private static final Map<String, String> PARAMETERS =
      Map.of("service", "checkout", "key", "pool");
  private static final Duration NOW = Duration.ZERO;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private static Path state;
  private static EtcdServer server;
  private EtcdSubDomain configuration;

  @BeforeAll
  static void start() {
    server = EtcdServer.start(state, false);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void connect() {
    server.delete(PREFIX);
    server.put(KEY, "{\"size\":10}");
    configuration = subDomain(server.address(), false);
  }

  @AfterEach
  void disconnect() {
    configuration.close();
  }

  @Test
  void somebodyElsesEditIsFoundAndNeverOverwritten() {
    TargetOrder order = set("a", "{\"size\":20}");
    configuration.apply(order);
    server.put(KEY, "{\"size\":666}");

    assertThat(operator(() -> configuration.await(order, Direction.APPLY, NOW)))
        .startsWith("CHANGED_SINCE");
    assertThat(operator(() -> configuration.revert(back("a")))).startsWith("CHANGED_SINCE");
    assertThat(server.get(KEY)).isEqualTo("{\"size\":666}");
    assertThat(target().changedBy()).isEqualTo("a");

    server.put(KEY, "{\"size\":20}");
    assertThat(configuration.revert(back("a"))).isEqualTo(Effect.APPLIED);
    assertThat(server.get(KEY)).isEqualTo("{\"size\":10}");
  }

  @Test
  void anEditAfterTheSnapshotStopsTheChange() {
    configuration.snapshot(set("a", "20"));
    server.put(KEY, "15");

    assertThat(operator(() -> configuration.apply(set("a", "20")))).startsWith("CHANGED_SINCE");
    assertThat(configuration.precheck(set("a", "20")).reason()).contains("somebody else wrote");
    assertThat(server.get(KEY)).isEqualTo("15");
    assertThat(target().changedBy()).isEmpty();
  }

  @Test
  void whatSomebodyTookBackByHandIsBack() {
    configuration.apply(set("a", "20"));
    server.put(KEY, "{\"size\":10}");

    assertThat(configuration.revert(back("a"))).isEqualTo(Effect.ALREADY_THERE);
    assertThat(configuration.await(back("a"), Direction.REVERT, SOON).there()).isTrue();
    assertThat(target().changedBy()).isEmpty();
  }

  @Test
  void anEditBetweenTwoChangesOutlivesTheWayBackOfBoth() {
    carryOut(set("a", "20"));
    server.put(KEY, "25");
    carryOut(set("b", "30"));

    configuration.revert(back("b"));
    configuration.await(back("b"), Direction.REVERT, SOON);

    assertThat(server.get(KEY)).isEqualTo("25");
    assertThat(operator(() -> configuration.revert(back("a")))).startsWith("CHANGED_SINCE");
    assertThat(server.get(KEY)).isEqualTo("25");
  }

  @Test
  void aKeyThatVanishedIsListedAsUnhealthyAndNotPutBack() {
    TargetOrder order = set("a", "20");
    carryOut(order);
    server.delete(KEY);

    assertThat(operator(() -> configuration.await(order, Direction.APPLY, NOW)))
        .startsWith("TARGET_GONE");
    assertThat(operator(() -> configuration.revert(back("a")))).startsWith("TARGET_GONE");
    assertThat(operator(() -> configuration.apply(set("b", "30")))).isNotEmpty();
    assertThat(target())
        .returns("absent", Target::version)
        .returns(false, Target::healthy)
        .returns("a", Target::changedBy);
    assertThat(server.get(KEY)).isEqualTo("-");
  }

  @Test
  void aKeyThatAppearsInTheMiddleIsListedAndItsTextIsKept() {
    carryOut(set("a", "20"));
    server.put(PREFIX + "/cells/west/checkout/pool", "7");

    assertThat(configuration.list(new TargetQuery(PARAMETERS, TargetRange.ALL, 10)))
        .extracting(Target::name, Target::changedBy)
        .containsExactly(tuple(TARGET, "a"), tuple("live/west/checkout/pool", ""));
    assertThat(configuration.revert(back("a"))).isEqualTo(Effect.APPLIED);
    assertThat(server.get(PREFIX + "/cells/west/checkout/pool")).isEqualTo("7");
  }

  @Test
  void aRemovedKeyComesBackWithItsText() {
    TargetOrder order = order("a", Capabilities.REMOVE, Map.of());

    assertThat(carryOut(order)).isEqualTo(Effect.APPLIED);
    assertThat(server.get(KEY)).isEqualTo("-");
    assertThat(target()).returns("absent", Target::version).returns(true, Target::healthy);

    TargetOrder back = new TargetOrder("a", TARGET, Capabilities.REMOVE, PARAMETERS, "a/revert", 2);
    assertThat(configuration.revert(back)).isEqualTo(Effect.APPLIED);
    assertThat(configuration.await(back, Direction.REVERT, SOON).there()).isTrue();
    assertThat(server.get(KEY)).isEqualTo("{\"size\":10}");
  }

  @Test
  void aTextThatBreaksItsSchemaIsRefusedWithThePathBeforeAnythingIsWritten() {
    server.put(
        PREFIX + "/schemas/checkout/pool",
        """
        {"type": "object", "properties": {"size": {"type": "integer", "maximum": 100}}}
        """);
    server.put(PREFIX + "/schemas/strict", "{\"required\": [\"owner\"]}");
    long before = server.revision();

    assertThat(author(() -> configuration.apply(set("a", "{\"size\": 500}"))))
        .contains("/size", "100", "checkout/pool");
    assertThat(
            author(() ->
                configuration.apply(
                    order("a", Capabilities.SET, Map.of("patch", "{\"size\": \"big\"}")))))
        .contains("/size", "integer");
    assertThat(
            author(() ->
                configuration.precheck(
                    order("a", Capabilities.SET, Map.of("value", "{}", "schema", "strict")))))
        .contains("owner", "strict");
    assertThat(
            author(() ->
                configuration.apply(
                    order("a", Capabilities.SET, Map.of("value", "{}", "schema", "none")))))
        .startsWith("UNKNOWN_SCHEMA");
    assertThat(server.revision()).isEqualTo(before);
  }

  @Test
  void aTextTooLargeIsRefusedWithTheLimit() {
    server.put(KEY, "{\"filler\":\"" + "x".repeat(Text.MOST_BYTES - 20) + "\"}");

    assertThat(
            author(() ->
                configuration.apply(
                    order("a", Capabilities.SET, Map.of("patch", "{\"more\":\"0123456789\"}")))))
        .startsWith("VALUE_TOO_LARGE")
        .contains("524,288");
    server.put(PREFIX + "/drafts/huge", "x".repeat(Text.MOST_BYTES + 1));
    String huge = "huge@" + Text.versionOf(Layout.bytes("x".repeat(Text.MOST_BYTES + 1)));
    assertThat(
            author(() -> configuration.apply(order("a", Capabilities.SET, Map.of("draft", huge)))))
        .startsWith("VALUE_TOO_LARGE");
    assertThat(configuration.apply(set("a", "small"))).isEqualTo(Effect.APPLIED);
    assertThat(configuration.revert(back("a"))).isEqualTo(Effect.APPLIED);
    assertThat(server.get(KEY)).hasSize(Text.MOST_BYTES - 20 + 13);
  }

  @Test
  void twoChangesAtOnceNeverBothChangeAKey() throws Exception {
    CompletableFuture<Effect> a =
        CompletableFuture.supplyAsync(() -> configuration.apply(set("a", "20")));
    CompletableFuture<Effect> b =
        CompletableFuture.supplyAsync(() -> configuration.apply(set("b", "30")));
    String winner = wins(a) ? "a" : "b";

    assertThat(wins(a)).isNotEqualTo(wins(b));
    assertThat(target().changedBy()).isEqualTo(winner);
    assertThat(server.get(KEY)).isEqualTo(winner.equals("a") ? "20" : "30");
  }

  @Test
  void waitsForEveryLiveInstanceAndSaysForWhich() {
    try (ServiceInstance quick = instance("quick");
        ServiceInstance slow = instance("slow")) {
      slow.hang();
      TargetOrder order = set("a", "20");
      configuration.apply(order);

      Awaitility.await()
          .atMost(SOON)
          .until(() -> configuration.await(order, Direction.APPLY, NOW).words().contains("1 of 2"));
      Arrival waiting = configuration.await(order, Direction.APPLY, Duration.ofMillis(300));
      assertThat(waiting.there()).isFalse();
      assertThat(waiting.words()).contains("slow is at revision").doesNotContain("quick");
      assertThat(target().healthy()).isFalse();

      slow.say(server.revision() + " failed: size 20 is more than the machine has");
      assertThat(configuration.await(order, Direction.APPLY, NOW).words())
          .contains("slow failed", "more than the machine has");

      slow.say(String.valueOf(server.revision()));
      assertThat(configuration.await(order, Direction.APPLY, SOON).there()).isTrue();
      assertThat(target().healthy()).isTrue();
      assertThat(quick).isNotNull();
    }
  }

  @Test
  void anInstanceThatDiesIsNotWaitedFor() {
    TargetOrder order = set("a", "20");
    try (ServiceInstance dead = instance("dead")) {
      dead.hang();
      configuration.apply(order);
      assertThat(configuration.await(order, Direction.APPLY, NOW).there()).isFalse();
    }

    Arrival arrival = configuration.await(order, Direction.APPLY, SOON);

    assertThat(arrival.there()).isTrue();
    assertThat(arrival.words()).contains("nobody is waited for");
  }

  @Test
  void whereAnInstanceMustAcknowledgeNobodyMeansNotThere() {
    server.put(PREFIX + "/acknowledged/east/checkout/stale", "999999");
    try (EtcdSubDomain strict = subDomain(server.address(), true)) {
      TargetOrder order = set("a", "20");
      assertThat(strict.precheck(order).reason()).contains("no live instance", "stale");
      strict.apply(order);

      Arrival arrival = strict.await(order, Direction.APPLY, Duration.ofMillis(300));

      assertThat(arrival.there()).isFalse();
      assertThat(arrival.words()).contains("one must");
    }
  }

  @Test
  void aCutConnectionChangesNothingAndPasses() {
    try (Relay relay = new Relay(server.port());
        EtcdSubDomain far = subDomain(relay.address(), false)) {
      far.snapshot(set("a", "20"));
      relay.cut();

      Problem met = problem(() -> far.apply(set("a", "20")));
      assertThat(met).isInstanceOf(Problem.Passing.class);
      assertThat(met.message()).contains(relay.address().toString());
      assertThat(server.get(KEY)).isEqualTo("{\"size\":10}");

      relay.mend();
      assertThat(patient(() -> far.apply(set("a", "20")))).isEqualTo(Effect.APPLIED);
    }
  }

  @Test
  void slowAnswersAreWaitedFor() {
    try (Relay relay = new Relay(server.port());
        EtcdSubDomain far = subDomain(relay.address(), false)) {
      relay.delay(Duration.ofMillis(100));

      assertThat(far.apply(set("a", "20"))).isEqualTo(Effect.APPLIED);
      assertThat(far.await(set("a", "20"), Direction.APPLY, SOON).there()).isTrue();
    }
  }

  @Test
  void aWriteThatComesAfterTheWayBackHasNoEffect() {
    TargetOrder order = set("a", "20");
    try (ConfigurationStore slow = new ConfigurationStore(config(server.address(), false))) {
      Turn late =
          Turn.apply(
              slow.look(new ConfigurationKey("east", "checkout", "pool")).entry(),
              order,
              Layout.bytes("20"));
      assertThat(configuration.revert(back("a"))).isEqualTo(Effect.ALREADY_THERE);

      assertThat(slow.commit(late)).isFalse();
      assertThat(operator(() -> configuration.apply(order))).startsWith("STALE_ATTEMPT");
      assertThat(server.get(KEY)).isEqualTo("{\"size\":10}");
      assertThat(target().changedBy()).isEmpty();
    }
  }

  @Test
  void aKilledServerIsWaitedForAndNothingIsLost() {
    TargetOrder order = set("a", "20");
    try (ServiceInstance instance = instance("only")) {
      instance.hang();
      configuration.apply(order);
      server.kill();
      assertThat(problem(() -> configuration.await(order, Direction.APPLY, NOW)))
          .isInstanceOf(Problem.Passing.class);
      server.start();

      assertThat(patient(() -> configuration.apply(order))).isEqualTo(Effect.ALREADY_THERE);
      assertThat(configuration.await(order, Direction.APPLY, NOW).there()).isFalse();
      instance.say(String.valueOf(server.revision()));
      assertThat(configuration.await(order, Direction.APPLY, SOON).there()).isTrue();
    }
  }

  private static TargetOrder set(String change, String value) {
    return order(change, Capabilities.SET, Map.of("value", value));
  }

  private static TargetOrder order(String change, String capability, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(PARAMETERS);
    parameters.putAll(more);
    return new TargetOrder(change, TARGET, capability, parameters, change + "/apply", 1);
  }

  private static TargetOrder back(String change) {
    return new TargetOrder(change, TARGET, Capabilities.SET, PARAMETERS, change + "/revert", 2);
  }

  private Effect carryOut(TargetOrder order) {
    Effect effect = configuration.apply(order);
    assertThat(configuration.await(order, Direction.APPLY, SOON).there()).isTrue();
    return effect;
  }

  private Target target() {
    return configuration.list(new TargetQuery(PARAMETERS, TargetRange.ALL, 10)).getFirst();
  }

  private static ServiceInstance instance(String name) {
    return new ServiceInstance(server.client(), PREFIX, "east", "checkout", name);
  }

  private static EtcdSubDomain subDomain(URI address, boolean required) {
    return new EtcdSubDomain(config(address, required));
  }

  private static EtcdConfig config(URI address, boolean required) {
    return new EtcdConfig(
        List.of(address),
        PREFIX,
        null,
        null,
        null,
        null,
        null,
        null,
        required,
        Duration.ofSeconds(10));
  }

  private static boolean wins(CompletableFuture<Effect> apply) throws InterruptedException {
    try {
      return apply.get() == Effect.APPLIED;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(ProblemException.class).hasMessageContaining("TARGET_BUSY");
      return false;
    }
  }

  private static Problem problem(Executable call) {
    return catchThrowableOfType(ProblemException.class, call::execute).problem();
  }

  private static String operator(Executable call) {
    Problem met = problem(call);
    assertThat(met).isInstanceOf(Problem.ForOperator.class);
    return met.code() + ": " + met.message();
  }

  private static String author(Executable call) {
    Problem met = problem(call);
    assertThat(met).isInstanceOf(Problem.ForAuthor.class);
    return met.code() + ": " + met.message();
  }

  private static <T> T patient(Supplier<T> call) {
    for (int attempt = 0; ; attempt++) {
      try {
        return call.get();
      } catch (ProblemException e) {
        if (!(e.problem() instanceof Problem.Passing) || attempt == 60) {
          throw e;
        }
      }
      try {
        Thread.sleep(200);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
