package dev.sluice.activities.configuration.etcd;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Holds texts against JSON Schemas, before they are written anywhere. Thread-safe. */
final class Schemas {
  private static final int MOST_FAULTS = 5;
  private static final int MOST_REMEMBERED = 64;

  private final SchemaSource source;
  private final Map<String, Schema> remembered =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Schema> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  Schemas(SchemaSource source) {
    this.source = source;
  }

  /** Where schemas come from. */
  @FunctionalInterface
  interface SchemaSource {
    /** The schema of that name as JSON text; empty where there is none. */
    Optional<String> schema(String name);
  }

  /**
   * Checks a text that a key shall have.
   *
   * @param named schema that the author asked for; empty for none. The key's own one, named {@code
   *     <service>/<key>}, counts in any case, if there is one
   * @throws ProblemException for the author, with the path in the text and what would be right
   */
  void check(ConfigurationKey key, String text, String named) {
    if (!named.isEmpty()) {
      String schema =
          source
              .schema(named)
              .orElseThrow(() ->
                  author(
                      "UNKNOWN_SCHEMA",
                      "there is no schema %s; put it in its place, or name another"
                          .formatted(named)));
      check(key, text, named, schema);
    }
    String own = key.service() + "/" + key.name();
    if (!own.equals(named)) {
      source.schema(own).ifPresent(schema -> check(key, text, own, schema));
    }
  }

  private void check(ConfigurationKey key, String text, String name, String schema) {
    JsonNode value;
    try {
      value = Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw author(
          "VALUE_NOT_JSON",
          "the new text of %s must be JSON, since schema %s describes it: line %d, column %d is wrong"
              .formatted(
                  key.path(), name, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    List<Error> errors = validate(schema, name, value);
    if (!errors.isEmpty()) {
      throw author(
          "SCHEMA_BROKEN",
          "the new text of %s breaks schema %s: %s".formatted(key.path(), name, words(errors)));
    }
  }

  private List<Error> validate(String text, String name, JsonNode value) {
    try {
      return compiled(text).validate(value);
    } catch (SchemaException | JacksonException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "UNUSABLE_SCHEMA",
              "schema %s can't be used: %s; correct it (it may refer to nothing outside of itself)"
                  .formatted(name, Sentences.bounded(String.valueOf(e.getMessage())))),
          e);
    }
  }

  private synchronized Schema compiled(String text) {
    return remembered.computeIfAbsent(
        text,
        _ ->
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.MAPPER.readTree(text)));
  }

  private static String words(List<Error> errors) {
    List<String> words = new ArrayList<>();
    for (Error error : errors.subList(0, Math.min(MOST_FAULTS, errors.size()))) {
      String path = error.getInstanceLocation().toString();
      words.add(
          "%s: %s".formatted(path.isEmpty() ? "/" : path, Sentences.bounded(error.getMessage())));
    }
    if (errors.size() > MOST_FAULTS) {
      words.add("and %d more".formatted(errors.size() - MOST_FAULTS));
    }
    return String.join("; ", words);
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
