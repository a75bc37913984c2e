package dev.sluice.activities.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.activities.yaml.Findings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schema that editors use, the loader and the page that explains both say the same. */
class SchemaTest {
  private static final List<String> SHIPPED = ShippedFiles.NAMES;
  private static final Path FOLDER = Path.of("..", "change-types");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String STEPS =
      """
      name: two-releases
      version: 1
      owner: platform
      description: Releases two services, one after the other.
      title: release ${version} of two services
      parameters:
        version: {type: string, required: true, description: Which.}
      steps:
        - name: expand
          type: fleet-release
          parameters: {service: catalog, version: "${version}"}
          keep: true
        - name: release
          type: fleet-release
          parameters: {service: checkout, version: "${version}"}
          after: [expand]
      control:
        risk: 3
      """;
  private static final JsonNode SCHEMA = YAML.readTree(read("change-type.schema.json"));
  private static final Schema VALIDATOR =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(SCHEMA);

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void theShippedFilesFollowTheSchemaThatTheyName(String file) {
    String text = read(file);

    assertThat(text).startsWith("# yaml-language-server: $schema=change-type.schema.json\n");
    assertThat(VALIDATOR.validate(YAML.readTree(text))).isEmpty();
  }

  @Test
  void theTypesOfTheSystemsFollowTheSchemaAndAreRead() throws IOException {
    try (var files = Files.list(FOLDER.resolve("systems"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(file -> {
            String text = Files.readString(file);
            assertThat(text)
                .startsWith("# yaml-language-server: $schema=../change-type.schema.json\n");
            assertThat(VALIDATOR.validate(YAML.readTree(text))).isEmpty();
          });
    }
    assertThat(ChangeTypeCatalog.of(List.of(FOLDER, FOLDER.resolve("systems"))).content().refused())
        .isEmpty();
  }

  @Test
  void everyShippedFileIsListed() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".yaml")))
          .containsExactlyInAnyOrderElementsOf(SHIPPED);
    }
  }

  @ParameterizedTest
  @EnumSource
  void schemaAndLoaderKnowTheSameKeys(SectionShape shape) {
    JsonNode section = section(shape);

    assertThat(section.path("properties").propertyNames()).containsExactlyElementsOf(shape.keys());
    assertThat(section.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void everyKeyOfTheSchemaIsDescribed(SectionShape shape) {
    section(shape)
        .path("properties")
        .forEachEntry((key, value) ->
            assertThat(resolve(value).path("description").asString("")).as(key).isNotBlank());
  }

  /** What the schema demands, the loader demands too. */
  @Test
  void theLoaderMissesEveryKeyThatTheSchemaRequires() {
    JsonNode one = YAML.readTree(read("fleet-release.yaml"));
    for (JsonNode required : section(SectionShape.CHANGE_TYPE).path("required")) {
      assertMissed(one, required.asString());
    }
    JsonNode several = YAML.readTree(STEPS);
    for (JsonNode required : section(SectionShape.STEPS_TYPE).path("required")) {
      // Without steps it is a type of one sub-domain that lacks nearly everything.
      if (!required.asString().equals("steps")) {
        assertMissed(several, required.asString());
      }
    }
  }

  private static void assertMissed(JsonNode document, String key) {
    var without = (ObjectNode) document.deepCopy();
    without.remove(key);
    var findings = new Findings("x.yaml");

    assertThat(ChangeTypeReader.read(YAML.writeValueAsString(without), findings)).isEmpty();
    assertThat(findings.all())
        .anyMatch(
            refusal -> refusal.key().equals(key) && refusal.message().startsWith("is missing"));
  }

  @Test
  void schemaAndLoaderTakeATypeWithSteps() {
    assertThat(VALIDATOR.validate(YAML.readTree(STEPS))).isEmpty();
    assertThat(ChangeTypeReader.read(STEPS, new Findings("x.yaml"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- name: expand=>- name: Expand",
        "keep: true=>keep: yes please",
        "after: [expand]=>after: expand",
        "type: fleet-release=>subDomain: fleet",
        "risk: 3=>risk: 6",
      })
  void schemaAndLoaderRefuseTheSameInATypeWithSteps(String mistake) {
    String[] parts = mistake.split("=>", -1);
    String wrong = STEPS.replace(parts[0], parts[1]);

    assertThat(wrong).isNotEqualTo(STEPS);
    assertThat(VALIDATOR.validate(YAML.readTree(wrong))).as("schema").isNotEmpty();
    assertThat(ChangeTypeReader.read(wrong, new Findings("x.yaml"))).as("loader").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "risk: 2=>risk: 6",
        "class: standard=>class: usual",
        "percent: 50=>percent: 150",
        "targets: 1=>targets: 0",
        "targets: 1=>target: 1",
        "minimum: 4s=>minimum: 4 seconds",
        "minimumEffect: 0.03=>minimumEffect: 0",
        "alpha: 0.01=>alpha: 0.5",
        "attempts: 3=>attempts: 0",
        "kind: latency=>kind: delay",
        "type: string=>type: text",
        "version: 1=>version: 0",
        "name: fleet-release=>name: Fleet",
      })
  void schemaAndLoaderRefuseTheSame(String mistake) {
    String[] parts = mistake.split("=>", -1);
    String wrong = read("fleet-release.yaml").replace(parts[0], parts[1]);

    assertThat(VALIDATOR.validate(YAML.readTree(wrong))).as("schema").isNotEmpty();
    assertThat(ChangeTypeReader.read(wrong, new Findings("x.yaml"))).as("loader").isEmpty();
  }

  @Test
  void thePageListsEveryKeyAsTheSchemaDescribesIt() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "change-types.md"));
    var table = new ArrayList<String>();
    addRows(section(SectionShape.CHANGE_TYPE), "", table);
    var steps = new ArrayList<String>();
    addRows(section(SectionShape.STEP), "steps[].", steps);

    assertThat(page).contains(String.join("\n", table)).contains(String.join("\n", steps));
  }

  @Test
  void thePageShowsAShippedTypeAsItIs() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "change-types.md"));

    assertThat(page).contains("```yaml\n" + read("fleet-release-by-zone.yaml") + "```\n");
  }

  private static void addRows(JsonNode section, String path, List<String> table) {
    List<String> required = new ArrayList<>();
    section.path("required").forEach(key -> required.add(key.asString()));
    for (Map.Entry<String, JsonNode> property : section.path("properties").properties()) {
      JsonNode value = resolve(property.getValue());
      String key = path + property.getKey();
      table.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  key,
                  form(value),
                  required.contains(property.getKey()) ? "required" : defaultOf(value),
                  value.path("description").asString()));
      addRows(value, key + ".", table);
      addRows(resolve(value.path("items")), key + "[].", table);
      addRows(resolve(value.path("additionalProperties")), key + ".<name>.", table);
    }
  }

  private static String form(JsonNode value) {
    if (value.has("enum")) {
      var names = new ArrayList<String>();
      value.path("enum").forEach(name -> names.add("`" + name.asString() + "`"));
      return String.join(", ", names);
    }
    if (value.has("const")) {
      return "`" + value.path("const").asString() + "`";
    }
    if (value.path("pattern").asString("").contains("ms)?")) {
      return "duration";
    }
    return switch (value.path("type").asString("")) {
      case "object" -> "group";
      case "array" -> "list";
      case "integer" -> "whole number";
      case "number" -> "number";
      case "boolean" -> "true, false";
      case "string" -> "text";
      default -> "value";
    };
  }

  private static String defaultOf(JsonNode value) {
    return value.has("default") ? "`" + value.path("default") + "`" : "";
  }

  private static JsonNode section(SectionShape shape) {
    return SCHEMA.path("$defs").path(shape.name().toLowerCase(Locale.ROOT));
  }

  private static JsonNode resolve(JsonNode value) {
    String reference = value.path("$ref").asString("");
    return reference.isEmpty() ? value : SCHEMA.at(reference.substring(1));
  }

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }
}
