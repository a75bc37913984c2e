package dev.sluice.activities.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/** Reads values of a case where the parser stands, and says by its path which one is wrong. */
final class CaseFields {
  private static final int SHOWN = 40;

  private final JsonParser json;

  CaseFields(JsonParser json) {
    this.json = json;
  }

  JsonToken next() throws BrokenCaseException {
    JsonToken token = json.nextToken();
    if (token == null) {
      throw new BrokenCaseException("", "the line ends too early; it must be one whole object");
    }
    return token;
  }

  /** Goes to the next field of an object: its name, or an empty text at the object's end. */
  String nextField() throws BrokenCaseException {
    if (next() == JsonToken.END_OBJECT) {
      return "";
    }
    String name = json.currentName();
    next();
    return name == null || name.isEmpty() ? " " : name;
  }

  /** Leaves out the value where the parser stands. */
  void skip() {
    json.skipChildren();
  }

  void object() throws BrokenCaseException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object {…}");
    }
  }

  void array() throws BrokenCaseException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("a list […]");
    }
  }

  String text() throws BrokenCaseException {
    if (json.currentToken() != JsonToken.VALUE_STRING || json.getString().isBlank()) {
      throw wrong("a text that isn't empty");
    }
    return json.getString();
  }

  @Nullable String textOrNull() throws BrokenCaseException {
    return json.currentToken() == JsonToken.VALUE_NULL ? null : text();
  }

  List<String> texts() throws BrokenCaseException {
    array();
    List<String> texts = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      texts.add(text());
    }
    return texts;
  }

  /** A text, which may be empty, or a number as it is written. */
  String label() throws BrokenCaseException {
    if (json.currentToken() != JsonToken.VALUE_STRING && !isNumber()) {
      throw wrong("a text or a number");
    }
    return json.getString();
  }

  /** A number, which may stand in a text. */
  double numberOrText(String wanted) throws BrokenCaseException {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      return number(wanted);
    }
    try {
      return Double.parseDouble(json.getString());
    } catch (NumberFormatException _) {
      throw wrong(wanted);
    }
  }

  double number(String wanted) throws BrokenCaseException {
    if (!isNumber()) {
      throw wrong(wanted);
    }
    return json.getDoubleValue();
  }

  int count() throws BrokenCaseException {
    String wanted = "a whole number from 0 to " + CaseParser.MOST_SAMPLES;
    double value = number(wanted);
    if (!(value >= 0 && value <= CaseParser.MOST_SAMPLES && value == Math.rint(value))) {
      throw wrong(wanted);
    }
    return (int) value;
  }

  /** A finite number, or NaN for null and whatever else stands for "no sample". */
  double sample() throws BrokenCaseException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    double value = number("a number, or null for no sample");
    return Double.isFinite(value) ? value : Double.NaN;
  }

  /** A number of requests from 0, or NaN where there is no sample. */
  double requests() throws BrokenCaseException {
    String wanted = "a number from 0, or null for no sample";
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return Double.NaN;
    }
    double value = number(wanted);
    if (value < 0 || Double.isInfinite(value)) {
      throw wrong(wanted);
    }
    return value;
  }

  <E extends Enum<E>> E word(Class<E> words) throws BrokenCaseException {
    StringJoiner known = new StringJoiner(", ");
    for (E word : words.getEnumConstants()) {
      String name = word.name().toLowerCase(Locale.ROOT);
      if (json.currentToken() == JsonToken.VALUE_STRING && name.equals(json.getString())) {
        return word;
      }
      known.add(name);
    }
    throw wrong("one of " + known);
  }

  /** What is wrong with the value where the parser stands. */
  BrokenCaseException wrong(String wanted) {
    String found =
        switch (json.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "\"" + shortened(json.getString()) + "\"";
          case null -> "nothing";
          default -> shortened(json.getString());
        };
    return new BrokenCaseException(path(context()), "is %s, must be %s".formatted(found, wanted));
  }

  /** What is wrong with the list that has just been read to its end. */
  BrokenCaseException empty(String wanted) {
    return new BrokenCaseException(path(json.streamReadContext()), "is empty, must be " + wanted);
  }

  /** What is wrong with a field of the object that has just been read to its end. */
  BrokenCaseException within(String name, String problem) {
    return new BrokenCaseException(path(json.streamReadContext()) + "." + name, problem);
  }

  /** What is missing in the object that has just been read to its end. */
  BrokenCaseException missing(String name, String wanted) {
    String object = path(json.streamReadContext());
    return new BrokenCaseException(
        object.isEmpty() ? name : object + "." + name, "is missing, must be " + wanted);
  }

  private boolean isNumber() {
    return json.currentToken() == JsonToken.VALUE_NUMBER_INT
        || json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT;
  }

  /** The one that names the current value: inside an opened object or list it is the parent. */
  private TokenStreamContext context() {
    TokenStreamContext here = json.streamReadContext();
    boolean opened =
        json.currentToken() == JsonToken.START_OBJECT
            || json.currentToken() == JsonToken.START_ARRAY;
    TokenStreamContext parent = here.getParent();
    return opened && parent != null ? parent : here;
  }

  /** The field that the parser is in; empty outside of all. */
  static String path(TokenStreamContext context) {
    TokenStreamContext parent = context.getParent();
    if (parent == null) {
      return "";
    }
    String above = path(parent);
    if (context.inArray()) {
      return above + "[" + context.getCurrentIndex() + "]";
    }
    String name = context.currentName();
    return name == null ? above : above.isEmpty() ? name : above + "." + name;
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
