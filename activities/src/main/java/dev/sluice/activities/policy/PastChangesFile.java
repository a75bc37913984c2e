package dev.sluice.activities.policy;

import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Past changes from a file of JSON lines: {@code {"id": "…", "change": {…}, "risk": {…},
 * "calendar": {…}, "running": […]}}, with the fields that conditions have.
 */
public final class PastChangesFile implements PastChanges {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_LINES = 1_000_000;
  private static final int LONGEST_LINE = 1 << 20;
  private static final String ID = "id";

  private final Path file;
  private int line;

  public PastChangesFile(Path file) {
    this.file = file;
  }

  /**
   * Gives each.
   *
   * @throws ProblemException {@code WRONG_PAST_CHANGE} with line and field when one is wrong
   */
  @Override
  public void forEach(Consumer<PastChange> reader) {
    line = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        line++;
        if (line > MOST_LINES || text.length() > LONGEST_LINE) {
          throw wrong("", "more than 1,000,000 lines, or one longer than 1 MB: split it");
        }
        if (!text.isBlank()) {
          reader.accept(change(text));
        }
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " can't be read", unreadable);
    }
  }

  private PastChange change(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException broken) {
      throw wrong("", "is no JSON: write one object a line");
    }
    if (!root.path(ID).isString()) {
      throw wrong(ID, "must be the change's name, as text");
    }
    Map<String, Object> variables = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      if (!entry.getKey().equals(ID)) {
        variables.put(entry.getKey(), variable(entry.getKey(), entry.getValue()));
      }
    }
    return new PastChange(root.path(ID).asString(), variables);
  }

  private Object variable(String name, JsonNode value) {
    Variable variable =
        Variable.ALL.stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow(() ->
                wrong(
                    name,
                    "is unknown: "
                        + NearestName.advice(
                            name, Variable.ALL.stream().map(Variable::name).toList())));
    if (!variable.many()) {
      return group(variable, name, value);
    }
    if (!value.isArray()) {
      throw wrong(name, "must be a list");
    }
    List<Object> groups = new ArrayList<>();
    for (JsonNode item : value) {
      groups.add(group(variable, name + "[" + groups.size() + "]", item));
    }
    return groups;
  }

  private Map<String, Object> group(Variable variable, String path, JsonNode value) {
    if (!value.isObject()) {
      throw wrong(path, "must be an object");
    }
    Map<String, Object> group = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : value.properties()) {
      String at = path + "." + entry.getKey();
      Variable.Field field =
          variable.fields().stream()
              .filter(one -> one.name().equals(entry.getKey()))
              .findFirst()
              .orElseThrow(() ->
                  wrong(
                      at,
                      "is unknown: " + NearestName.advice(entry.getKey(), variable.fieldNames())));
      group.put(field.name(), value(field.kind(), at, entry.getValue()));
    }
    return group;
  }

  private Object value(Variable.Kind kind, String at, JsonNode value) {
    boolean right =
        switch (kind) {
          case TEXT, TIME -> value.isString();
          case INTEGER -> value.isIntegralNumber();
          case NUMBER -> value.isNumber();
          case FLAG -> value.isBoolean();
          case TEXTS -> value.isArray() && all(value, JsonNode::isString);
          case INTEGERS -> value.isArray() && all(value, JsonNode::isIntegralNumber);
          case MAP -> value.isObject() && all(value, JsonNode::isString);
        };
    if (!right) {
      throw wrong(at, "must be " + kind.words());
    }
    return switch (kind) {
      case TEXT -> value.asString();
      case INTEGER -> value.asLong();
      case NUMBER -> value.asDouble();
      case FLAG -> value.asBoolean();
      case TIME -> time(at, value.asString());
      case TEXTS -> value.valueStream().map(JsonNode::asString).toList();
      case INTEGERS -> value.valueStream().map(JsonNode::asLong).toList();
      case MAP -> {
        Map<String, String> map = new LinkedHashMap<>();
        value.forEachEntry((name, text) -> map.put(name, text.asString()));
        yield map;
      }
    };
  }

  private Instant time(String at, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException broken) {
      throw wrong(at, "must be a time such as 2026-11-28T15:00:00Z, not " + text);
    }
  }

  private static boolean all(JsonNode value, Predicate<JsonNode> test) {
    return value.valueStream().allMatch(test);
  }

  private ProblemException wrong(String field, String message) {
    return new ProblemException(
        new Problem.ForAuthor(
            "WRONG_PAST_CHANGE",
            "%s:%d: %s%s".formatted(file, line, field.isEmpty() ? "" : field + " ", message)));
  }
}
