package dev.sluice.activities.host.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.activities.host.HostSubDomain;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Against real OpenSSH servers, started for this test. */
class HostSubDomainServerTest extends OnOpenSsh {
  static final Map<String, String> NEW = Map.of("path", "~/app.conf", "content", "new\n");

  @TestFactory
  Stream<DynamicTest> keepsTheContractByFiles() throws Exception {
    return contract(
        "replace-file", NEW, Map.of("path", "~/app.conf", "content", "it's \"other\" $x\n"));
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContractByCommands() throws Exception {
    return contract("run-set-version", Map.of("version", "2"), Map.of("version", "3"));
  }

  private Stream<DynamicTest> contract(
      String capability, Map<String, String> parameters, Map<String, String> others)
      throws Exception {
    OpenSsh.Setup setup =
        servers.setup(folder, OpenSsh.host(1) + OpenSsh.host(2) + OpenSsh.host(3));
    Restartable hosts = new Restartable(() -> servers.subDomain(folder, setup));
    Trial.Restart restart =
        () -> {
          servers.restart();
          hosts.restart();
        };
    Trial trial =
        new Trial(Map.of(), capability, parameters, others, Duration.ofSeconds(15), restart, "1");
    return Stream.concat(
        Conformance.checks().stream()
            .map(check ->
                dynamicTest(
                    check.name(),
                    () -> {
                      Finding finding = Conformance.run(check, hosts, trial);
                      assertThat(finding.answer())
                          .as(finding.toString())
                          .isEqualTo(Finding.Answer.KEPT);
                    })),
        Stream.of(dynamicTest("end", hosts::close)));
  }

  static TargetOrder order(String change, int host, Map<String, String> parameters) {
    String name = "h%02d".formatted(host);
    return new TargetOrder(
        change, name, "replace-file", parameters, change + "/1/" + name + "/apply", 1);
  }

  private static String content(int host) throws IOException {
    return Files.readString(servers.homeOf(host).resolve("app.conf"));
  }

  static Problem problem(Callable<?> call) throws Exception {
    try {
      Object answer = call.call();
      throw new AssertionError("was not refused: " + answer);
    } catch (ProblemException e) {
      return e.problem();
    }
  }

  private static <T> T patiently(Callable<T> call) throws Exception {
    for (int i = 0; ; i++) {
      try {
        return call.call();
      } catch (ProblemException e) {
        if (!(e.problem() instanceof Problem.Passing) || i > 20) {
          throw e;
        }
        Thread.sleep(100);
      }
    }
  }

  static Target look(HostSubDomain hosts, int host) {
    return hosts.list(new TargetQuery(Map.of(), TargetRange.ALL, 100)).stream()
        .filter(target -> target.name().equals("h%02d".formatted(host)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changesManyHostsAtOnceThroughABastion() throws Exception {
    String lines =
        IntStream.range(1, 21)
            .mapToObj(host -> OpenSsh.host(host).replace("}", ", bastion: jump}"))
            .collect(Collectors.joining());
    try (HostSubDomain hosts = servers.subDomain(folder, servers.setup(folder, lines));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> calls = new ArrayList<>();
      for (int host = 1; host < 21; host++) {
        TargetOrder order = order("many", host, NEW);
        calls.add(() -> {
          hosts.apply(order);
          return hosts.await(order, Direction.APPLY, Duration.ofSeconds(20)).there();
        });
      }
      for (Future<Boolean> there : threads.invokeAll(calls)) {
        assertThat(there.get()).isTrue();
      }
      for (int host = 1; host < 21; host++) {
        assertThat(content(host)).isEqualTo("new\n");
      }
    }
  }

  @Test
  void twoWorkersGiveOneEffect() throws Exception {
    OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(4));
    try (HostSubDomain one = servers.subDomain(folder, setup);
        HostSubDomain other = servers.subDomain(folder, setup);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      TargetOrder order = order("race", 4, NEW);
      List<Callable<Effect>> calls = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        HostSubDomain each = i % 2 == 0 ? one : other;
        calls.add(() -> patiently(() -> each.apply(order)));
      }
      List<Effect> effects = new ArrayList<>();
      for (Future<Effect> each : threads.invokeAll(calls)) {
        effects.add(each.get());
      }
      assertThat(effects).containsOnlyOnce(Effect.APPLIED);
      assertThat(Files.readString(servers.homeOf(4).resolve("log"))).isEqualTo("reload\n");
    }
  }

  @Test
  void aConnectionThatIsCutAtAnyPointLeavesNothingHalfDone() throws Exception {
    try (TcpProxy proxy = new TcpProxy(new InetSocketAddress(OpenSsh.address(5), OpenSsh.PORT));
        HostSubDomain hosts =
            servers.subDomain(folder, servers.setup(folder, OpenSsh.host(5, proxy)))) {
      for (int cut : new int[] {500, 2_500, 6_000, 12_000, 20_000}) {
        TargetOrder order =
            order("cut-" + cut, 5, Map.of("path", "~/app.conf", "content", "cut " + cut));
        proxy.cut();
        proxy.cutAfter(cut);
        Effect _ = patiently(() -> hosts.apply(order));
        assertThat(
                patiently(() -> hosts.await(order, Direction.APPLY, Duration.ofSeconds(10)))
                    .there())
            .isTrue();
        assertThat(content(5)).isEqualTo("cut " + cut);
      }
      proxy.cutAfter(Long.MAX_VALUE);
      assertThat(look(hosts, 5).changedBy()).isEqualTo("cut-20000");
    }
  }

  @Test
  void slowAnswersAreWaitedForAndTooSlowOnesMayBeTriedAgain() throws Exception {
    try (TcpProxy proxy = new TcpProxy(new InetSocketAddress(OpenSsh.address(6), OpenSsh.PORT));
        HostSubDomain hosts =
            servers.subDomain(folder, servers.setup(folder, OpenSsh.host(6, proxy)))) {
      proxy.delayAnswers(200);
      assertThat(hosts.apply(order("slow", 6, NEW))).isEqualTo(Effect.APPLIED);
      proxy.cut();
      proxy.delayAnswers(6_000);
      assertThat(problem(() -> hosts.apply(order("slower", 6, NEW))))
          .isInstanceOf(Problem.Passing.class);
    }
  }

  @Test
  void goesOnWhenTheServerWasKilledAndStartedAgain() throws Exception {
    try (HostSubDomain hosts = servers.subDomain(folder, servers.setup(folder, OpenSsh.host(7)))) {
      assertThat(look(hosts, 7).healthy()).isTrue();
      servers.restart();
      assertThat(hosts.apply(order("after", 7, NEW))).isEqualTo(Effect.APPLIED);
    }
  }

  @Test
  void anInterruptAtAnyPointEndsTheCallAndIsKept() throws Exception {
    OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(8));
    TargetOrder order = order("interrupt", 8, NEW);
    for (int after = 0; after < 60; after++) {
      try (HostSubDomain hosts = servers.subDomain(folder, setup)) {
        AtomicReference<String> end = new AtomicReference<>("still runs");
        Thread calls =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    while (true) {
                      var _ = hosts.await(order, Direction.APPLY, Duration.ZERO);
                      var _ = hosts.apply(order);
                    }
                  } catch (ProblemException e) {
                    boolean kept = Thread.currentThread().isInterrupted();
                    end.set((kept ? "" : "no flag with ") + e.problem().code());
                  }
                });
        // Some while the connection is made, most in the calls that follow.
        Thread.sleep(2L * after);
        calls.interrupt();
        calls.join(Duration.ofSeconds(5));
        assertThat(end.get()).as("after %d ms", 2 * after).isEqualTo("INTERRUPTED");
      }
    }
  }

  @Test
  void aHostThatIsAwayIsUnhealthyAndMayComeBack() throws Exception {
    String away = "- {name: h50, address: 127.21.9.9, port: 21300, zone: a}\n";
    try (HostSubDomain hosts =
        servers.subDomain(folder, servers.setup(folder, OpenSsh.host(12) + away))) {
      assertThat(look(hosts, 50).healthy()).isFalse();
      assertThat(look(hosts, 12).healthy()).isTrue();
      TargetOrder order = order("away", 50, NEW);
      assertThat(problem(() -> hosts.apply(order))).isInstanceOf(Problem.Passing.class);
      assertThat(hosts.precheck(order).ready()).isFalse();
      assertThat(problem(() -> hosts.apply(order("away", 51, NEW))).code())
          .isEqualTo("UNKNOWN_HOST");
    }
  }

  @Test
  void somebodyElsesEditInTheMiddleIsFoundAndNeverOverwritten() throws Exception {
    try (HostSubDomain hosts = servers.subDomain(folder, servers.setup(folder, OpenSsh.host(16)))) {
      TargetOrder order = order("edit", 16, NEW);
      hosts.apply(order);
      assertThat(hosts.await(order, Direction.APPLY, Duration.ofSeconds(5)).there()).isTrue();
      Files.writeString(servers.homeOf(16).resolve("app.conf"), "by hand\n");
      assertThat(problem(() -> hosts.await(order, Direction.APPLY, Duration.ofSeconds(1))).code())
          .isEqualTo("CHANGED_BY_OTHERS");
      assertThat(problem(() -> hosts.revert(order)).code()).isEqualTo("CHANGED_BY_OTHERS");
      assertThat(content(16)).isEqualTo("by hand\n");
      assertThat(look(hosts, 16).changedBy()).isEqualTo("edit");
    }
  }

  @Test
  void hostsThatComeAndGoInTheMiddleAreListedAndRefused() throws Exception {
    OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(17) + OpenSsh.host(18));
    try (HostSubDomain hosts = servers.subDomain(folder, setup)) {
      TargetOrder gone = order("fleet", 17, NEW);
      hosts.apply(gone);
      Path inventory = folder.resolve("inventory.yaml");
      String lines = Files.readString(inventory);
      Files.writeString(inventory, lines.replace(OpenSsh.host(17), "") + OpenSsh.host(19));

      assertThat(hosts.list(new TargetQuery(Map.of(), TargetRange.ALL, 100)))
          .extracting(Target::name)
          .containsExactly("h18", "h19");
      assertThat(problem(() -> hosts.revert(gone)).code()).isEqualTo("UNKNOWN_HOST");
      assertThat(hosts.apply(order("fleet", 19, NEW))).isEqualTo(Effect.APPLIED);

      Files.writeString(inventory, lines);
      assertThat(hosts.revert(gone)).isEqualTo(Effect.APPLIED);
      assertThat(content(17)).isEqualTo("old\n");
    }
  }

  @Test
  void aFullDiskAndAReadOnlyFolderChangeNothing() throws Exception {
    OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(13) + OpenSsh.host(14));
    try (HostSubDomain hosts = servers.subDomain(folder, setup)) {
      Files.writeString(servers.homeOf(13).resolve("disk-full"), "");
      Problem full = problem(() -> hosts.apply(order("full", 13, NEW)));
      assertThat(full.code()).isEqualTo("NOT_WRITABLE");
      assertThat(content(13)).isEqualTo("old\n");
      assertThat(look(hosts, 13).changedBy()).isEmpty();
      Problem readOnly =
          problem(
              () -> hosts.apply(order("ro", 14, Map.of("path", "/proc/version", "content", "x"))));
      assertThat(readOnly.code()).isEqualTo("NOT_WRITABLE");
    }
    OpenSsh.Setup noOrders =
        new OpenSsh.Setup(
            setup.hosts(), setup.knownHosts(), setup.key(), null, "/proc/sluice/orders");
    try (HostSubDomain hosts = servers.subDomain(folder, noOrders)) {
      assertThat(problem(() -> hosts.apply(order("no", 14, NEW))).code()).isEqualTo("NOT_WRITABLE");
      assertThat(content(14)).isEqualTo("old\n");
    }
  }

  @Test
  void rebootsDrainedAndComesBackByItsBootId() throws Exception {
    try (HostSubDomain hosts = servers.subDomain(folder, servers.setup(folder, OpenSsh.host(15)))) {
      TargetOrder order = new TargetOrder("boot", "h15", "reboot", Map.of(), "boot/1/h15/apply", 1);
      String before = Files.readString(servers.homeOf(15).resolve("boot_id"));
      assertThat(hosts.apply(order)).isEqualTo(Effect.APPLIED);
      servers.restart();
      assertThat(hosts.await(order, Direction.APPLY, Duration.ofSeconds(20)).there()).isTrue();
      assertThat(Files.readString(servers.homeOf(15).resolve("boot_id"))).isNotEqualTo(before);
      assertThat(Files.readString(servers.homeOf(15).resolve("log"))).isEqualTo("drain\nundrain\n");
    }
  }
}
