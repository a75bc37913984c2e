package dev.sluice.activities.yaml;

import java.util.List;
import java.util.Map;

/** A part of a YAML document that knows its place in the file. */
public sealed interface YamlValue {
  Position position();

  /** What it is, for messages: "a list". */
  String kind();

  /** Keys and values, in the author's order. */
  record Mapping(Position position, Map<String, Member> members) implements YamlValue {
    @Override
    public String kind() {
      return "a group of keys";
    }
  }

  /** One key with its value. */
  record Member(Position position, YamlValue value) {}

  /** Values one after the other. */
  record Sequence(Position position, List<YamlValue> items) implements YamlValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A single value as it was written, without quotes. */
  record Scalar(Position position, String text, Form form) implements YamlValue {
    @Override
    public String kind() {
      return switch (form) {
        case TEXT -> "text";
        case NUMBER -> "a number";
        case BOOLEAN -> "true or false";
        case EMPTY -> "nothing";
      };
    }
  }

  /** What YAML takes a single value for. */
  enum Form {
    TEXT,
    NUMBER,
    BOOLEAN,
    EMPTY
  }

  /** The place of the deepest part on the way along {@code path}, for example {@code a.b[0].c}. */
  static Position locate(YamlValue root, String path) {
    YamlValue value = root;
    Position place = root.position();
    for (String step : path.replace("[", ".[").split("\\.", -1)) {
      if (value instanceof Mapping mapping && mapping.members().containsKey(step)) {
        Member member = mapping.members().get(step);
        place = member.position();
        value = member.value();
      } else if (value instanceof Sequence sequence && step.matches("\\[\\d{1,4}]")) {
        int index = Integer.parseInt(step.substring(1, step.length() - 1));
        if (index >= sequence.items().size()) {
          return place;
        }
        value = sequence.items().get(index);
        place = value.position();
      } else {
        return place;
      }
    }
    return place;
  }
}
