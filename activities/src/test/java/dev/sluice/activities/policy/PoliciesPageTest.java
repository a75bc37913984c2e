package dev.sluice.activities.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The page that explains policies says what is so, and its examples run. */
class PoliciesPageTest {
  private static final Path SHIPPED = Path.of("..", "policies");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static String page = "";

  @TempDir private Path folder;

  @BeforeAll
  static void read() throws IOException {
    page = Files.readString(Path.of("..", "docs", "policies.md"));
  }

  @Test
  void listsEveryFieldThatConditionsSee() {
    List<String> rows = new ArrayList<>();
    for (Variable variable : Variable.ALL) {
      for (Variable.Field field : variable.fields()) {
        rows.add(
            "| `%s%s.%s` | %s | %s |"
                .formatted(
                    variable.name(),
                    variable.many() ? "[]" : "",
                    field.name(),
                    field.kind().words(),
                    field.meaning()));
      }
    }

    assertThat(page).contains(String.join("\n", rows));
  }

  @ParameterizedTest
  @EnumSource(names = {"RULE", "APPROVALS", "WINDOW", "BATCHES", "RAISE_RISK", "PEAK", "FREEZE"})
  void namesEveryKey(PolicyShape shape) {
    String front =
        switch (shape) {
          case APPROVALS -> "approvals[].";
          case WINDOW -> "window.";
          case BATCHES -> "batches.";
          case RAISE_RISK -> "raiseRisk.";
          case PEAK -> "peakHours[].";
          case FREEZE -> "freezes[].";
          case RULE, RULES, CALENDAR, SCOPE, ROLES -> "";
        };

    assertThat(shape.keys())
        .filteredOn(key -> !key.equals("scope"))
        .allSatisfy(key -> assertThat(page).contains("| `" + front + key + "` |"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults.yaml", "calendar.yaml", "roles.yaml"})
  void showsTheShippedFilesAsTheyAre(String file) throws IOException {
    assertThat(page).contains("```yaml\n" + Files.readString(SHIPPED.resolve(file)) + "```\n");
  }

  @ParameterizedTest
  @EnumSource
  void schemaAndLoaderKnowTheSameKeys(PolicyShape shape) throws IOException {
    JsonNode section = schema().path("$defs").path(shape.name().toLowerCase(Locale.ROOT));

    assertThat(section.path("properties").propertyNames()).containsExactlyElementsOf(shape.keys());
    assertThat(section.path("additionalProperties").asBoolean(true)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"defaults.yaml", "calendar.yaml", "roles.yaml"})
  void theShippedFilesFollowTheSchemaThatTheyName(String file) throws IOException {
    String text = Files.readString(SHIPPED.resolve(file));

    assertThat(text).startsWith("# yaml-language-server: $schema=policies.schema.json\n");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema())
                .validate(YAML.readTree(text)))
        .isEmpty();
  }

  private static JsonNode schema() throws IOException {
    return YAML.readTree(Files.readString(SHIPPED.resolve("policies.schema.json")));
  }

  @Test
  void itsExamplesAreRightAndDoWhatItSays() throws IOException {
    List<String> examples =
        blocks("yaml").stream().filter(block -> block.startsWith("rules:")).toList();
    Files.copy(SHIPPED.resolve("roles.yaml"), folder.resolve("roles.yaml"));
    for (int i = 0; i < examples.size(); i++) {
      Files.writeString(folder.resolve("example-" + i + ".yaml"), examples.get(i));
    }
    Path past = Files.writeString(folder.resolve("past.jsonl"), blocks("json").getFirst());

    PolicyFolder policies = PolicyFolder.of(folder);
    assertThat(policies.refused()).isEmpty();
    PolicySet set = policies.inForce().orElseThrow();

    assertThat(set.rules()).hasSize(5);
    assertThat(effects(PolicyTrial.ofRule(set, "new-hands-begin-small"), past))
        .containsExactly(PolicyTrial.Effect.MORE, PolicyTrial.Effect.NONE);
    assertThat(effects(PolicyTrial.ofRule(set, "europe-changes-at-night"), past))
        .containsExactly(PolicyTrial.Effect.HELD, PolicyTrial.Effect.NONE);
  }

  private static List<PolicyTrial.Effect> effects(PolicyTrial trial, Path past) {
    List<PolicyTrial.Effect> effects = new ArrayList<>();
    new PastChangesFile(past).forEach(change -> effects.add(trial.on(change).effect()));
    return effects;
  }

  private static List<String> blocks(String language) {
    Matcher matcher =
        Pattern.compile("```" + language + "\n(.*?)```\n", Pattern.DOTALL).matcher(page);
    return matcher.results().map(match -> match.group(1)).toList();
  }
}
