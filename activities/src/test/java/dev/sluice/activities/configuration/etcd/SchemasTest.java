package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemasTest {
  private static final ConfigurationKey KEY = new ConfigurationKey("east", "checkout", "pool");
  private static final String POOL =
      """
      {
        "type": "object",
        "required": ["size"],
        "additionalProperties": false,
        "properties": {
          "size": {"type": "integer", "minimum": 1, "maximum": 100},
          "mode": {"enum": ["fair", "fast"]},
          "token": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 8}
        }
      }
      """;

  private final Schemas schemas =
      schemas(
          Map.of(
              "checkout/pool", POOL,
              "small", "{\"properties\": {\"size\": {\"maximum\": 10}}}",
              "broken", "{\"type\": 7}",
              "no-json", "{",
              "outside", "{\"$ref\": \"http://127.0.0.1:9/other.json\"}"));

  @Test
  void takesWhatFits() {
    assertThatCode(() -> schemas.check(KEY, "{\"size\": 10}", "small")).doesNotThrowAnyException();
  }

  @Test
  void saysWhereATextIsWrongAndWhatWouldBeRight() {
    assertThat(refused("{\"size\": 500, \"mode\": \"slow\"}", ""))
        .isInstanceOf(Problem.ForAuthor.class)
        .extracting(Problem::message)
        .asString()
        .contains("checkout/pool", "/size", "100", "/mode", "fair");
    assertThat(refused("{}", "").message()).contains("size");
  }

  @Test
  void theKeysOwnSchemaCountsBesideTheOneThatIsNamed() {
    assertThat(refused("{\"size\": 50}", "small").message()).contains("schema small");
    assertThat(refused("{\"size\": 0}", "small").message()).contains("schema checkout/pool");
  }

  @Test
  void neverRepeatsTheText() {
    assertThat(refused("{\"size\": 1, \"token\": \"S3CRET-S3CRET\"}", "").message())
        .contains("/token")
        .doesNotContain("S3CRET");
    assertThat(refused("S3CRET", "").message()).doesNotContain("S3CRET");
    assertThat(refused("{\"size\": 1, \"size\": 2}", "").code()).isEqualTo("VALUE_NOT_JSON");
  }

  @Test
  void aSchemaThatIsNotThereIsTheAuthors() {
    assertThat(refused("{\"size\": 1}", "none"))
        .isInstanceOf(Problem.ForAuthor.class)
        .returns("UNKNOWN_SCHEMA", Problem::code);
  }

  @Test
  void aSchemaThatCannotBeUsedIsTheOperatorsAndFetchesNothing() {
    for (String name : new String[] {"no-json", "outside"}) {
      assertThat(refused("{\"size\": 1}", name))
          .as(name)
          .isInstanceOf(Problem.ForOperator.class)
          .returns("UNUSABLE_SCHEMA", Problem::code);
    }
  }

  @Test
  void keysWithoutASchemaTakeAnyText() {
    assertThatCode(() -> schemas(Map.of()).check(KEY, "no { json", "")).doesNotThrowAnyException();
  }

  @Test
  void readsSchemasFromAFolder(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("checkout"));
    Files.writeString(folder.resolve("checkout/pool.json"), POOL);
    SchemaFolder files = new SchemaFolder(folder);

    assertThat(files.schema("checkout/pool")).contains(POOL);
    assertThat(files.schema("none")).isEmpty();
  }

  private Problem refused(String text, String named) {
    return catchThrowableOfType(ProblemException.class, () -> schemas.check(KEY, text, named))
        .problem();
  }

  private static Schemas schemas(Map<String, String> all) {
    return new Schemas(name -> Optional.ofNullable(all.get(name)));
  }
}
