package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.conformance.Check;
import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.domain.subdomain.SubDomain;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The contract of sub-domains, kept on a real etcd with live instances that acknowledge. */
@Tag("server")
@Tag("systems")
@ResourceLock("etcd")
class EtcdConformanceServerTest {
  private static final String PREFIX = "/conformance";
  private static final List<String> CELLS = List.of("cell-1", "cell-2", "cell-3");

  @TempDir private static Path state;
  private static EtcdServer server;
  private static final List<ServiceInstance> INSTANCES = new ArrayList<>();
  private static final AtomicReference<EtcdSubDomain> CURRENT = new AtomicReference<>();

  @BeforeAll
  static void start() {
    server = EtcdServer.start(state, false);
    server.put(PREFIX + "/gray/cell-3", "");
    for (String cell : CELLS) {
      for (String key : List.of("pool", "timeout")) {
        server.put("%s/cells/%s/checkout/%s".formatted(PREFIX, cell, key), "{\"size\": 10}");
      }
      INSTANCES.add(new ServiceInstance(server.client(), PREFIX, cell, "checkout", "a"));
      INSTANCES.add(new ServiceInstance(server.client(), PREFIX, cell, "checkout", "b"));
    }
    CURRENT.set(subDomain(server.address()));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      CURRENT.get().close();
      INSTANCES.forEach(ServiceInstance::close);
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> setsKeysAsTheContractSays() {
    return checks(
        new Trial(
            Map.of("service", "checkout", "key", "pool"),
            Capabilities.SET,
            Map.of("service", "checkout", "key", "pool", "value", "{\"size\": 20}"),
            Map.of("service", "checkout", "key", "pool", "value", "{\"size\": 30}"),
            Duration.ofSeconds(20),
            this::restart,
            "set"));
  }

  /** By a patch, since a key that was removed can't be removed to yet another state. */
  @TestFactory
  Stream<DynamicTest> patchesKeysAsTheContractSays() {
    return checks(
        new Trial(
            Map.of("service", "checkout", "key", "timeout"),
            Capabilities.SET,
            Map.of("service", "checkout", "key", "timeout", "patch", "{\"size\": 20}"),
            Map.of("service", "checkout", "key", "timeout", "patch", "{\"more\": true}"),
            Duration.ofSeconds(20),
            this::restart,
            "patch"));
  }

  private Stream<DynamicTest> checks(Trial trial) {
    return Conformance.checks().stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> assertKept(check, trial)));
  }

  private static void assertKept(Check check, Trial trial) throws InterruptedException {
    Finding finding = Conformance.run(check, restartable(), trial);

    assertThat(finding.answer()).as(finding.why()).isEqualTo(Finding.Answer.KEPT);
  }

  private void restart() {
    EtcdSubDomain old = CURRENT.getAndSet(subDomain(server.address()));
    server.kill();
    server.start();
    old.close();
  }

  private static EtcdSubDomain subDomain(URI address) {
    return new EtcdSubDomain(
        new EtcdConfig(
            List.of(address),
            PREFIX,
            null,
            null,
            null,
            null,
            null,
            null,
            true,
            Duration.ofSeconds(10)));
  }

  /** Whichever the newest is. */
  private static SubDomain restartable() {
    return (SubDomain)
        Proxy.newProxyInstance(
            SubDomain.class.getClassLoader(),
            new Class<?>[] {SubDomain.class},
            (_, method, arguments) -> {
              try {
                return method.invoke(CURRENT.get(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
