package dev.sluice.activities.ledger.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a row's body, in the order in which they were put. What is empty, or not a number,
 * is left out. The text is ASCII, so that every database keeps it as it is.
 */
final class Body {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final ObjectNode fields;

  private Body(ObjectNode fields) {
    this.fields = fields;
  }

  static Body empty() {
    return new Body(JsonNodeFactory.instance.objectNode());
  }

  /**
   * @param stopAt field at which reading ends; empty for none
   * @throws UnknownWordException if it is no object
   */
  static Body read(String text, String stopAt) {
    Body body = empty();
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new UnknownWordException("no object");
      }
      String name = parser.nextName();
      while (name != null && !name.equals(stopAt)) {
        parser.nextToken();
        body.fields.set(name, parser.<JsonNode>readValueAsTree());
        name = parser.nextName();
      }
    } catch (JacksonException unreadable) {
      throw new UnknownWordException("no JSON");
    }
    return body;
  }

  String json() {
    return JSON.writeValueAsString(fields);
  }

  boolean has(String name) {
    return fields.has(name);
  }

  Body text(String name, String value) {
    if (!value.isEmpty()) {
      fields.put(name, value);
    }
    return this;
  }

  String text(String name) {
    JsonNode value = fields.get(name);
    return value == null ? "" : value.asString("");
  }

  Body whole(String name, long value) {
    fields.put(name, value);
    return this;
  }

  int whole(String name) {
    return Math.toIntExact(longNumber(name));
  }

  Body number(String name, double value) {
    if (Double.isFinite(value)) {
      fields.put(name, value);
    } else if (!Double.isNaN(value)) {
      fields.put(name, value > 0 ? "infinite" : "-infinite");
    }
    return this;
  }

  /** NaN where it is not there. */
  double number(String name) {
    JsonNode value = fields.get(name);
    if (value == null) {
      return Double.NaN;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    return switch (value.asString("")) {
      case "infinite" -> Double.POSITIVE_INFINITY;
      case "-infinite" -> Double.NEGATIVE_INFINITY;
      default -> throw new UnknownWordException(name);
    };
  }

  Body flag(String name, boolean value) {
    fields.put(name, value);
    return this;
  }

  boolean flag(String name) {
    JsonNode value = fields.get(name);
    return value != null && value.asBoolean(false);
  }

  Body length(String name, Duration value) {
    return whole(name + "Millis", value.toMillis());
  }

  Duration length(String name) {
    return Duration.ofMillis(longNumber(name + "Millis"));
  }

  Body time(String name, @Nullable Instant value) {
    return value == null ? this : whole(name + "Millis", value.toEpochMilli());
  }

  @Nullable Instant time(String name) {
    return fields.has(name + "Millis") ? Instant.ofEpochMilli(longNumber(name + "Millis")) : null;
  }

  <E extends Enum<E>> Body word(String name, Words<E> words, E value) {
    return text(name, words.of(value));
  }

  <E extends Enum<E>> E word(String name, Words<E> words) {
    return words.constant(text(name));
  }

  Body texts(String name, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = fields.putArray(name);
      values.forEach(array::add);
    }
    return this;
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name) instanceof ArrayNode array) {
      array.forEach(value -> texts.add(value.asString("")));
    }
    return texts;
  }

  <T> Body all(String name, List<T> values, BiConsumer<T, Body> write) {
    if (!values.isEmpty()) {
      ArrayNode array = fields.putArray(name);
      values.forEach(value -> write.accept(value, new Body(array.addObject())));
    }
    return this;
  }

  <T> List<T> all(String name, Function<Body, T> read) {
    List<T> all = new ArrayList<>();
    if (fields.get(name) instanceof ArrayNode array) {
      for (JsonNode each : array) {
        if (each instanceof ObjectNode object) {
          all.add(read.apply(new Body(object)));
        }
      }
    }
    return all;
  }

  private long longNumber(String name) {
    JsonNode value = fields.get(name);
    if (value == null || !value.canConvertToLong()) {
      throw new UnknownWordException(name);
    }
    return value.longValue();
  }
}
