package dev.sluice.activities.host;

import dev.sluice.domain.changetype.DurationText;
import dev.sluice.domain.problem.NearestName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A group of keys of a configuration that is being read. What is wrong ends the reading with the
 * key's path and what would be right.
 */
final class Keys {
  private final JsonNode node;
  private final String path;

  /**
   * @param path of the group; empty for the whole file
   * @param known the keys it may have; none for a group whose keys are the author's
   */
  Keys(JsonNode node, String path, String... known) {
    this.node = node;
    this.path = path;
    if (!node.isObject()) {
      throw wrong("", "must be a group of keys");
    }
    List<String> right = List.of(known);
    for (String key : node.propertyNames()) {
      if (!right.isEmpty() && !right.contains(key)) {
        throw wrong(key, "is unknown: " + NearestName.advice(key, right));
      }
    }
  }

  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** A nested group; one without keys when it is not there. */
  Keys group(String key, String... known) {
    return has(key) ? new Keys(node.get(key), at(key), known) : empty(key, known);
  }

  private Keys empty(String key, String... known) {
    return new Keys(JsonNodeFactory.instance.objectNode(), at(key), known);
  }

  /** The groups of a list, in order. */
  List<Keys> groups(String key, String... known) {
    List<Keys> groups = new ArrayList<>();
    if (has(key)) {
      if (!node.get(key).isArray()) {
        throw wrong(key, "must be a list");
      }
      for (JsonNode each : node.get(key)) {
        groups.add(new Keys(each, "%s[%d]".formatted(at(key), groups.size()), known));
      }
    }
    return groups;
  }

  /** The groups of a group whose keys are names, in order. */
  Map<String, Keys> named(String key, String... known) {
    Map<String, Keys> groups = new LinkedHashMap<>();
    Keys all = group(key);
    for (String name : all.node.propertyNames()) {
      groups.put(name, new Keys(all.node.get(name), all.at(name), known));
    }
    return groups;
  }

  String text(String key) {
    String text = text(key, null);
    if (text == null) {
      throw wrong(key, "is missing");
    }
    return text;
  }

  @Nullable String text(String key, @Nullable String otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (!node.get(key).isString()) {
      throw wrong(key, "must be text; put it in quotes");
    }
    return node.get(key).stringValue();
  }

  int number(String key, int otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (!node.get(key).canConvertToInt()) {
      throw wrong(key, "must be a whole number");
    }
    return node.get(key).intValue();
  }

  boolean flag(String key) {
    if (!has(key)) {
      return false;
    }
    if (!node.get(key).isBoolean()) {
      throw wrong(key, "must be true or false");
    }
    return node.get(key).booleanValue();
  }

  Duration duration(String key, Duration otherwise) {
    String text = text(key, null);
    return text == null
        ? otherwise
        : DurationText.parse(text).orElseThrow(() -> wrong(key, "must be " + DurationText.FORM));
  }

  List<String> texts(String key, List<String> otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node.get(key)) {
      if (!each.isString()) {
        throw wrong(key, "must be a list of texts; put numbers in quotes");
      }
      texts.add(each.stringValue());
    }
    if (!node.get(key).isArray()) {
      throw wrong(key, "must be a list of texts");
    }
    return texts;
  }

  /** A command: a list of words, or one text for the shell. */
  @Nullable Invocation invocation(String key) {
    if (!has(key)) {
      return null;
    }
    try {
      return node.get(key).isString()
          ? new Invocation.Text(node.get(key).stringValue())
          : new Invocation.Program(texts(key, List.of()));
    } catch (IllegalArgumentException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(at(key))
          ? e
          : wrong(key, String.valueOf(e.getMessage()));
    }
  }

  IllegalArgumentException wrong(String key, String what) {
    return new IllegalArgumentException("%s %s".formatted(at(key), what).strip());
  }

  private String at(String key) {
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }
}
