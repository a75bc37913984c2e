package dev.sluice.activities.host.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {
  private static final int MANY_BYTES = 1 << 20;

  @TempDir private Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  private Inventory inventory(InventorySource source) {
    return new Inventory(source, Duration.ofSeconds(30), Duration.ofMinutes(5), now::get);
  }

  private static InventorySource.OfProgram printing(String text) {
    return new InventorySource.OfProgram(
        List.of("printf", "%s", text), Duration.ofSeconds(20), MANY_BYTES);
  }

  private static Problem problem(Inventory inventory) {
    try {
      inventory.hosts();
    } catch (ProblemException e) {
      return e.problem();
    }
    throw new AssertionError("was read");
  }

  @Test
  void readsYamlWithDefaultsAndBastions() {
    Hosts hosts =
        InventoryReader.parse(
            """
            defaults: {user: deploy, port: 2222, zone: z, bastion: jump}
            bastions: [{name: jump, address: 10.0.0.1, port: 22}]
            hosts:
            - {name: web-1, address: 10.0.0.2, labels: {role: web}}
            - {name: db-1, zone: y, user: dba, port: 22}
            """);
    assertThat(hosts.host("web-1"))
        .hasValue(
            new Host("web-1", "10.0.0.2", 2222, "z", Map.of("role", "web"), "deploy", "jump"));
    assertThat(hosts.host("db-1").orElseThrow().knownAs()).isEqualTo("db-1");
    assertThat(hosts.host("web-1").orElseThrow().knownAs()).isEqualTo("[10.0.0.2]:2222");
    assertThat(hosts.bastion("jump").orElseThrow().user()).isEqualTo("deploy");
    assertThat(hosts.host("jump")).isEmpty();
  }

  @Test
  void readsWhatAProgramPrintsAsJson() {
    String json = "{\"defaults\":{\"user\":\"u\",\"zone\":\"z\"},\"hosts\":[{\"name\":\"a\"}]}";
    assertThat(inventory(printing(json)).hosts().count()).isEqualTo(1);
  }

  @Test
  void pagesThroughAHundredThousandHosts() {
    List<Host> all = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      Map<String, String> labels = Map.of("even", "" + (i % 2 == 0));
      all.add(new Host("h%06d".formatted(i), "10.0.0.1", 22, "z", labels, "u", ""));
    }
    Hosts hosts = new Hosts(all, List.of());
    TargetRange range = new TargetRange("", List.of(), "h099990", "h099995");
    assertThat(hosts.page(new TargetQuery(Map.of(), range, 100)))
        .extracting(Host::name)
        .containsExactly("h099991", "h099992", "h099993", "h099994", "h099995");
    assertThat(hosts.page(new TargetQuery(Map.of("even", "true"), TargetRange.ALL, 2)))
        .extracting(Host::name)
        .containsExactly("h000000", "h000002");
  }

  @Test
  void saysWhichHostIsWrong() {
    assertThatThrownBy(() -> InventoryReader.parse("hosts: [{name: a, user: u}]"))
        .hasMessageContaining("host \"a\": its zone");
    assertThatThrownBy(
            () -> InventoryReader.parse("hosts: [{name: a, user: -oProxyCommand, zone: z}]"))
        .hasMessageContaining("its user");
    assertThatThrownBy(() ->
            InventoryReader.parse("defaults: {user: u, zone: z}\nhosts: [{name: a}, {name: a}]"))
        .hasMessageContaining("twice");
    assertThatThrownBy(
            () -> InventoryReader.parse("hosts: [{name: a, user: u, zone: z, bastion: b}]"))
        .hasMessageContaining("no bastion \"b\"");
  }

  @Test
  void aProgramThatFailsHangsOrPrintsTooMuchIsTheOperatorsToMend() {
    List<InventorySource> wrong =
        List.of(
            new InventorySource.OfProgram(List.of("false"), Duration.ofSeconds(20), MANY_BYTES),
            new InventorySource.OfProgram(
                List.of("sleep", "60"), Duration.ofMillis(50), MANY_BYTES),
            new InventorySource.OfProgram(List.of("yes"), Duration.ofSeconds(20), 1_000),
            new InventorySource.OfProgram(
                List.of("no-such-program"), Duration.ofSeconds(20), MANY_BYTES),
            new InventorySource.OfFile(folder.resolve("none"), MANY_BYTES));
    for (InventorySource source : wrong) {
      assertThat(problem(inventory(source)))
          .isInstanceOfSatisfying(
              Problem.ForOperator.class,
              problem -> assertThat(problem.message()).contains(source.place()));
    }
  }

  @Test
  void isReadAgainWhenOldAndGoesOnForAWhileWhenThatFails() throws IOException {
    Path file = folder.resolve("inventory.yaml");
    Files.writeString(file, "hosts: [{name: a, user: u, zone: z}]");
    Inventory inventory = inventory(new InventorySource.OfFile(file, MANY_BYTES));
    assertThat(inventory.hosts().count()).isEqualTo(1);
    Files.writeString(file, "hosts: [{name: a, user: u, zone: z}, {name: b, user: u, zone: z}]");
    assertThat(inventory.hosts().count()).isEqualTo(1);
    now.set(Instant.ofEpochSecond(31));
    assertThat(inventory.hosts().count()).isEqualTo(2);
    Files.writeString(file, "hosts: [");
    now.set(Instant.ofEpochSecond(100));
    assertThat(inventory.hosts().count()).isEqualTo(2);
    now.set(Instant.ofEpochSecond(1_000));
    assertThat(problem(inventory).code()).isEqualTo("BROKEN_INVENTORY");
  }
}
