package dev.sluice.activities.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads one YAML document and keeps where each part of it stands. */
public final class YamlReader {
  private static final YAMLMapper MAPPER = new YAMLMapper();
  private static final int MAX_DEPTH = 16;

  private final String text;
  private final Findings findings;

  private YamlReader(String text, Findings findings) {
    this.text = text;
    this.findings = findings;
  }

  /** Empty when the text is no YAML document; {@code findings} then says why. */
  public static Optional<YamlValue> read(String text, Findings findings) {
    return new YamlReader(text, findings).read();
  }

  private Optional<YamlValue> read() {
    try (JsonParser parser = MAPPER.createParser(text)) {
      if (parser.nextToken() == null) {
        findings.add(Position.WHOLE_FILE, "", "is empty: fill it, or delete it");
        return Optional.empty();
      }
      YamlValue root = value(parser, "", 0);
      if (parser.nextToken() != null) {
        findings.add(
            place(parser.currentTokenLocation()),
            "",
            "a second document begins here: put each into a file of its own");
      }
      return Optional.of(root);
    } catch (TooComplexException refused) {
      findings.add(refused.place, refused.key, refused.reason);
    } catch (JacksonException wrong) {
      addSyntaxError(wrong);
    }
    return Optional.empty();
  }

  private YamlValue value(JsonParser parser, String path, int depth) {
    Position place = place(parser.currentTokenLocation());
    if (depth > MAX_DEPTH) {
      throw new TooComplexException(
          place, path, "is nested deeper than 16 levels: nothing that is read here is");
    }
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new TooComplexException(place, path, "is an alias (*name): write the value out");
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(parser, place, path, depth);
      case START_ARRAY -> sequence(parser, place, path, depth);
      case VALUE_NULL -> new YamlValue.Scalar(place, "", YamlValue.Form.EMPTY);
      case VALUE_TRUE, VALUE_FALSE ->
          new YamlValue.Scalar(place, parser.getString(), YamlValue.Form.BOOLEAN);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new YamlValue.Scalar(place, parser.getString(), YamlValue.Form.NUMBER);
      case null, default -> new YamlValue.Scalar(place, string(parser), YamlValue.Form.TEXT);
    };
  }

  private YamlValue mapping(JsonParser parser, Position place, String path, int depth) {
    var members = new LinkedHashMap<String, YamlValue.Member>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position keyPlace = place(parser.currentTokenLocation());
      String keyPath = path.isEmpty() ? key : path + "." + key;
      parser.nextToken();
      YamlValue value = value(parser, keyPath, depth + 1);
      YamlValue.Member earlier = members.get(key);
      if (earlier == null) {
        members.put(key, new YamlValue.Member(keyPlace, value));
      } else {
        findings.add(
            keyPlace,
            keyPath,
            "is there twice, first in line " + earlier.position().line() + ": remove one of them");
      }
    }
    return new YamlValue.Mapping(place, members);
  }

  private YamlValue sequence(JsonParser parser, Position place, String path, int depth) {
    var items = new ArrayList<YamlValue>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser, path + "[" + items.size() + "]", depth + 1));
    }
    return new YamlValue.Sequence(place, items);
  }

  private void addSyntaxError(JacksonException wrong) {
    Position place = wrong.getLocation() == null ? Position.WHOLE_FILE : place(wrong.getLocation());
    Optional<Position> tab = tabIndentation(place.line());
    if (tab.isPresent()) {
      findings.add(tab.get(), "", "the line is indented with a tab: use spaces");
      return;
    }
    String reason = wrong.getOriginalMessage().lines().findFirst().orElse("is not readable");
    findings.add(place, "", "is no YAML: " + reason + ": check quotes, colons and indentation");
  }

  /** YAML's own message about tabs is hard to understand, and its place often one line off. */
  private Optional<Position> tabIndentation(int wrongLine) {
    String[] lines = text.split("\n", -1);
    for (int line = Math.max(1, wrongLine - 1);
        line <= Math.min(lines.length, wrongLine + 1);
        line++) {
      String content = lines[line - 1];
      int indentation = content.length() - content.stripLeading().length();
      int tab = content.indexOf('\t');
      if (tab >= 0 && tab < indentation) {
        return Optional.of(new Position(line, tab + 1));
      }
    }
    return Optional.empty();
  }

  private static String string(JsonParser parser) {
    @Nullable String value = parser.getString();
    return value == null ? "" : value;
  }

  private static Position place(TokenStreamLocation location) {
    return new Position(Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
  }

  /** Ends the reading of a document that is too complex for what is read here. */
  private static final class TooComplexException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Position place;
    private final String key;
    private final String reason;

    TooComplexException(Position place, String key, String reason) {
      super(reason, null, false, false);
      this.place = place;
      this.key = key;
      this.reason = reason;
    }
  }
}
