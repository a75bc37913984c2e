package dev.sluice.worker.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** A YAML file as flat settings, each with its line. */
final class YamlSettings {
  static final int MAX_BYTES = 256 * 1024;

  static Map<String, Setting> read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(file + " is larger than 256 KB: is it the right file?");
      }
      return parse(file.getFileName().toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(
          file + " can't be read (" + e + "): name the file with --config or SLUICE_CONFIG");
    }
  }

  static Map<String, Setting> parse(String name, String text) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      flatten(parser, name, settings, problems);
    } catch (JacksonException e) {
      problems.add(
          name + ":" + e.getLocation().getLineNr() + ": not YAML: " + e.getOriginalMessage());
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return settings;
  }

  private static void flatten(
      JsonParser parser, String name, Map<String, Setting> settings, List<String> problems) {
    Deque<String> path = new ArrayDeque<>();
    int depth = 0;
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      String place = name + ":" + parser.currentTokenLocation().getLineNr();
      switch (token) {
        case START_OBJECT -> depth++;
        case END_OBJECT -> {
          depth--;
          path.pollLast();
        }
        case PROPERTY_NAME -> path.addLast(parser.currentName());
        case START_ARRAY -> {
          problems.add(place + ": " + String.join(".", path) + " takes one value, not a list");
          parser.skipChildren();
          path.pollLast();
        }
        default -> {
          String key = String.join(".", path);
          if (depth == 0) {
            problems.add(place + ": expected keys such as api:, temporal:, log:");
          } else if (settings.containsKey(key)) {
            problems.add(place + ": " + key + " is there twice: keep one");
          } else {
            String value = token == JsonToken.VALUE_NULL ? "" : parser.getString();
            settings.put(key, new Setting(value, place));
          }
          path.pollLast();
        }
      }
    }
  }

  private YamlSettings() {}
}
