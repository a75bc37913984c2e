package dev.sluice.activities.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.fleet.spec.ServiceSpec;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

class ServiceFolderTest {
  private static final Path SHIPPED = Path.of("..", "services");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String CHECKOUT =
      """
      name: checkout
      tier: 1
      owner: orders
      level: assessed
      calls: [payment]
      neighbours: [search]
      targetsAtRisk: 3
      """;

  @TempDir private Path folder;

  @Test
  void readsAServiceWithItsNeighbours() throws IOException {
    write("checkout.yaml", CHECKOUT);

    assertThat(ServiceFolder.of(folder).content().services().all())
        .containsExactly(
            new Service(
                "checkout", 1, "orders", ControlLevel.ASSESSED, List.of("payment", "search"), 3));
  }

  @ParameterizedTest
  @CsvSource({
    "tier: 1, tier: 5, 'checkout.yaml:1:1: tier must lie in 1 (core) to 4: 5'",
    "tier: 1, teir: 1, 'checkout.yaml:2:1: teir: unknown key: did you mean tier?'",
    "owner: orders, owner: 7, 'checkout.yaml:3:8: owner: must be text'",
    "level: assessed, level: high, 'checkout.yaml:4:8: level: must be one of: observed'",
    "calls: [payment], calls: [checkout], can't be its own neighbour",
    "targetsAtRisk: 3, targetsAtRisk: 0, targetsAtRisk must be at least 1",
    "name: checkout, name: Check Out, 'checkout.yaml:1:1: name: must be small letters'",
  })
  void namesThePlaceOfAMistake(String right, String wrong, String message) throws IOException {
    write("checkout.yaml", CHECKOUT.replace(right, wrong));

    ServiceFolder.Content content = ServiceFolder.of(folder).content();

    assertThat(content.services().all()).isEmpty();
    assertThat(content.refused())
        .extracting(Refusal::describe)
        .anyMatch(line -> line.contains(message));
    assertThat(content.unknown()).isNotEmpty();
  }

  @Test
  void aFileThatBecomesWrongLeavesItsLastGoodContentInUse() throws IOException {
    write("checkout.yaml", CHECKOUT);
    ServiceFolder services = ServiceFolder.of(folder);
    write("checkout.yaml", "tier: one");

    assertThat(services.content().services().find("checkout")).isPresent();
    assertThat(services.content().refused().getFirst().describe())
        .endsWith("(service checkout stays in use)");
    assertThat(services.content().unknown()).isEmpty();
  }

  @Test
  void aFileThatChangesCountsAtOnce() throws IOException {
    write("checkout.yaml", CHECKOUT);
    ServiceFolder services = ServiceFolder.of(folder);
    write("checkout.yaml", CHECKOUT.replace("tier: 1", "tier: 4"));

    assertThat(services.content().services().find("checkout").orElseThrow().tier()).isEqualTo(4);
  }

  @Test
  void aServiceIsDeclaredOnce() throws IOException {
    write("a.yaml", CHECKOUT);
    write("b.yaml", CHECKOUT);

    assertThat(ServiceFolder.of(folder).content().refused().getFirst().describe())
        .contains("b.yaml:1:1: name: checkout is declared in another file too");
  }

  @Test
  void withoutAFolderNothingIsDeclared() {
    ServiceFolder.Content content = ServiceFolder.of(folder.resolve("none")).content();

    assertThat(content.services().all()).isEmpty();
    assertThat(content.refused()).isEmpty();
  }

  @Test
  void theShippedFilesDeclareTheFleetAsItCalls() {
    ServiceFolder.Content content = ServiceFolder.of(SHIPPED).content();

    assertThat(content.refused()).isEmpty();
    for (ServiceSpec spec : FleetSpec.DEFAULT.services()) {
      assertThat(content.services().find(spec.name()).orElseThrow().neighbours())
          .containsExactlyElementsOf(spec.calls().stream().map(ServiceSpec.Call::service).toList());
    }
  }

  @Test
  void theShippedFilesFollowTheSchemaWhoseKeysTheLoaderKnows() throws IOException {
    JsonNode schema = YAML.readTree(Files.readString(SHIPPED.resolve("service.schema.json")));
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);

    assertThat(schema.path("properties").propertyNames())
        .containsExactlyElementsOf(ServiceShape.SERVICE.keys());
    try (var files = Files.list(SHIPPED)) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
          .isNotEmpty()
          .allSatisfy(file -> {
            String text = Files.readString(file);
            assertThat(text).startsWith("# yaml-language-server: $schema=service.schema.json\n");
            assertThat(validator.validate(YAML.readTree(text))).isEmpty();
          });
    }
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }
}
