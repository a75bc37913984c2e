package dev.sluice.activities.host;

import static dev.sluice.activities.host.HostExamples.back;
import static dev.sluice.activities.host.HostExamples.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps in a real shell, without SSH. */
class HostSubDomainTest {
  private static final String INVENTORY =
      """
      defaults: {user: deploy, zone: a}
      hosts: [{name: h1}, {name: h2}, {name: h3, zone: b, labels: {role: db}}]
      """;

  @TempDir private Path folder;
  private LocalShell shell;
  private HostSubDomain hosts;

  @BeforeEach
  void start() throws IOException {
    shell = new LocalShell(folder.resolve("homes"));
    hosts = new HostSubDomain(HostExamples.config(folder, INVENTORY), shell);
    for (String host : List.of("h1", "h2", "h3")) {
      Path home = shell.home(host);
      Files.createDirectories(home.resolve("conf"));
      Files.writeString(home.resolve("app.conf"), "old\n");
      Files.writeString(home.resolve("version"), "1\n");
      Files.writeString(home.resolve("boot_id"), "first\n");
    }
  }

  private TargetOrder replace(String change, String content) {
    return order(change, "h1", "replace-file", 1, Map.of("path", "~/app.conf", "content", content));
  }

  private Target look(String name) {
    return hosts.list(new TargetQuery(Map.of(), TargetRange.ALL, 10)).stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private String content(String host, String file) throws IOException {
    return Files.readString(shell.home(host).resolve(file));
  }

  private void arrives(TargetOrder order, Direction direction) {
    assertThat(hosts.await(order, direction, Duration.ofSeconds(5)).there()).isTrue();
  }

  private Problem problem(Runnable call) {
    try {
      call.run();
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("was not refused");
  }

  @Test
  void keepsTheContractByFiles() throws InterruptedException {
    keepsTheContract(
        "replace-file",
        Map.of("path", "~/app.conf", "content", "new\n"),
        Map.of("path", "~/app.conf", "content", "other"));
  }

  @Test
  void keepsTheContractByCommands() throws InterruptedException {
    keepsTheContract("run-set-version", Map.of("version", "2"), Map.of("version", "3"));
  }

  private void keepsTheContract(
      String capability, Map<String, String> parameters, Map<String, String> others)
      throws InterruptedException {
    Trial trial =
        new Trial(Map.of(), capability, parameters, others, Duration.ofSeconds(10), () -> {}, "1");
    List<Finding> findings = Conformance.run(hosts, trial, finding -> {});
    assertThat(findings)
        .allSatisfy(finding ->
            assertThat(finding.answer()).as(finding.toString()).isEqualTo(Finding.Answer.KEPT));
  }

  @Test
  void replacesInOneRoundTripWhatItHasSeen() throws IOException {
    Target before = look("h1");
    int trips = shell.trips.get();
    assertThat(hosts.apply(replace("c1", "new\n"))).isEqualTo(Effect.APPLIED);
    arrives(replace("c1", "new\n"), Direction.APPLY);
    assertThat(shell.trips.get()).isEqualTo(trips + 1);
    assertThat(content("h1", "app.conf")).isEqualTo("new\n");
    assertThat(content("h1", "log")).isEqualTo("reload\n");
    assertThat(before.version()).isEqualTo("as found");
    assertThat(look("h1").version()).startsWith("app.conf 7aa7a5359173");
    assertThat(look("h1").changedBy()).isEqualTo("c1");
  }

  @Test
  void keepsModeAndComesBackToTheSameBytes() throws IOException {
    Path file = shell.home("h1").resolve("app.conf");
    Files.write(file, new byte[] {0, 1, 10, 39, 92, (byte) 200});
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    TargetOrder order = replace("c1", "it's \"new\" $HOME `x`\n");
    hosts.apply(order);
    assertThat(content("h1", "app.conf")).isEqualTo("it's \"new\" $HOME `x`\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    hosts.revert(back(order));
    arrives(back(order), Direction.REVERT);
    assertThat(Files.readAllBytes(file)).containsExactly(0, 1, 10, 39, 92, (byte) 200);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aFileThatWasNotThereIsRemovedOnTheWayBack() throws IOException {
    TargetOrder order =
        order("c1", "h1", "replace-file", 1, Map.of("path", "~/conf/a.conf", "content", "x"));
    assertThat(hosts.apply(order)).isEqualTo(Effect.APPLIED);
    arrives(order, Direction.APPLY);
    assertThat(content("h1", "log")).isEqualTo("drain\nundrain\n");
    assertThat(hosts.revert(back(order))).isEqualTo(Effect.APPLIED);
    assertThat(shell.home("h1").resolve("conf/a.conf")).doesNotExist();
  }

  @Test
  void takesContentFromAFileBelowItsFolderOnly() throws IOException {
    Files.writeString(folder.resolve("files/big"), "0123456789".repeat(50_000));
    hosts.apply(order("c1", "h1", "replace-file", 1, Map.of("path", "~/app.conf", "file", "big")));
    assertThat(content("h1", "app.conf")).hasSize(500_000);
    Problem outside =
        problem(() ->
            hosts.apply(
                order(
                    "c2",
                    "h1",
                    "replace-file",
                    1,
                    Map.of("path", "~/app.conf", "file", "../hosts.yaml"))));
    assertThat(outside).isInstanceOf(Problem.ForAuthor.class);
  }

  @Test
  void touchesOnlyPathsThatAreAllowed() {
    for (String path : List.of("/etc/passwd", "~/other", "~/conf/../app.conf", "~/conf/a/b.conf")) {
      Problem refused =
          problem(() ->
              hosts.apply(
                  order("c1", "h1", "replace-file", 1, Map.of("path", path, "content", "x"))));
      assertThat(refused).isInstanceOf(Problem.ForAuthor.class);
    }
  }

  @Test
  void neverWritesOverSomebodyElsesEdit() throws IOException {
    TargetOrder order = replace("c1", "new\n");
    hosts.snapshot(order);
    Files.writeString(shell.home("h1").resolve("app.conf"), "by hand\n");
    assertThat(problem(() -> hosts.apply(order)).code()).isEqualTo("CHANGED_BY_OTHERS");
    assertThat(content("h1", "app.conf")).isEqualTo("by hand\n");
    assertThat(look("h1").changedBy()).isEmpty();
  }

  @Test
  void findsAnEditAfterTheChangeAndLeavesItThere() throws IOException {
    TargetOrder order = replace("c1", "new\n");
    hosts.apply(order);
    arrives(order, Direction.APPLY);
    Files.writeString(shell.home("h1").resolve("app.conf"), "by hand\n");
    assertThat(problem(() -> hosts.await(order, Direction.APPLY, Duration.ofSeconds(1))).code())
        .isEqualTo("CHANGED_BY_OTHERS");
    assertThat(problem(() -> hosts.revert(back(order))).code()).isEqualTo("CHANGED_BY_OTHERS");
    assertThat(content("h1", "app.conf")).isEqualTo("by hand\n");
    assertThat(look("h1").changedBy()).isEqualTo("c1");
  }

  @Test
  void aReloadThatFailsIsNoChange() throws IOException {
    Files.writeString(shell.home("h1").resolve("bad-reload"), "");
    TargetOrder order = replace("c1", "new\n");
    assertThat(problem(() -> hosts.apply(order)).code()).isEqualTo("COMMAND_FAILED");
    assertThat(hosts.await(order, Direction.APPLY, Duration.ofMillis(1)).there()).isFalse();
    Files.delete(shell.home("h1").resolve("bad-reload"));
    assertThat(hosts.apply(order)).isEqualTo(Effect.APPLIED);
    arrives(order, Direction.APPLY);
  }

  @Test
  void passesParametersAsDataNeverAsProgram() throws IOException {
    String evil = "it's; touch owned $(touch owned) `touch owned` \"&|";
    TargetOrder order = order("c1", "h1", "run-say", 1, Map.of("word", evil));
    hosts.apply(order);
    assertThat(shell.home("h1").resolve("owned")).doesNotExist();
    assertThat(shell.home("h1").resolve(evil)).exists();
    assertThat(problem(() -> hosts.revert(back(order))).code()).isEqualTo("NO_WAY_BACK");
  }

  @Test
  void saysWhichCapabilitiesHaveNoWayBack() {
    assertThat(hosts.describe().capability("run-set-version").orElseThrow().reversible()).isTrue();
    assertThat(hosts.describe().capability("run-say").orElseThrow().reversible()).isFalse();
    assertThat(hosts.describe().capability("reboot").orElseThrow().reversible()).isFalse();
  }

  @Test
  void undoGetsWhatWasBefore() throws IOException {
    TargetOrder order = order("c1", "h1", "run-set-version", 1, Map.of("version", "2"));
    hosts.apply(order);
    arrives(order, Direction.APPLY);
    assertThat(content("h1", "version")).isEqualTo("2\n");
    hosts.revert(back(order));
    arrives(back(order), Direction.REVERT);
    assertThat(content("h1", "version").strip()).isEqualTo("1");
  }

  @Test
  void aHostIsBackFromItsRebootWhenItsBootIdIsAnother() throws IOException {
    TargetOrder order = order("c1", "h1", "reboot", 1, Map.of());
    assertThat(hosts.apply(order)).isEqualTo(Effect.APPLIED);
    assertThat(hosts.apply(order)).isEqualTo(Effect.ALREADY_THERE);
    assertThat(hosts.await(order, Direction.APPLY, Duration.ofMillis(1)).there()).isFalse();
    arrives(order, Direction.APPLY);
    assertThat(content("h1", "boot_id")).isEqualTo("boot-first-again\n");
    assertThat(content("h1", "log")).isEqualTo("drain\nundrain\n");
    assertThat(hosts.revert(back(order))).isEqualTo(Effect.APPLIED);
    assertThat(look("h1").changedBy()).isEmpty();
  }

  @Test
  void aHostWhoseHealthFailsHasNotArrived() throws IOException {
    TargetOrder order = replace("c1", "new\n");
    hosts.apply(order);
    arrives(order, Direction.APPLY);
    Files.writeString(shell.home("h1").resolve("ill"), "");
    assertThat(hosts.await(order, Direction.APPLY, Duration.ofMillis(1)).there()).isFalse();
    assertThat(look("h1").healthy()).isFalse();
    assertThat(hosts.precheck(replace("c2", "x")).reason()).contains("health");
  }

  @Test
  void anAnswerThatIsCutShortIsNone() {
    assertThatThrownBy(() -> HostAnswer.read("h1", "@outcome applied\n@book \n"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Passing.class));
  }

  @Test
  void aScriptThatIsCutShortDoesNothing() throws IOException {
    TargetOrder order = replace("c1", "new\n");
    RemoteShell cutting =
        new RemoteShell() {
          @Override
          public String run(
              dev.sluice.activities.host.inventory.Host host, String script, Duration within) {
            return script.contains("act='look'")
                ? shell.run(host, script, within)
                : shell.run(host, script.substring(0, script.length() - 6), within);
          }

          @Override
          public void close() {}
        };
    HostSubDomain cut = new HostSubDomain(HostExamples.config(folder, INVENTORY), cutting);
    assertThat(problem(() -> cut.apply(order)).code()).isEqualTo("CUT_SHORT");
    assertThat(content("h1", "app.conf")).isEqualTo("old\n");
    assertThat(shell.home("h1").resolve("orders")).doesNotExist();
  }
}
