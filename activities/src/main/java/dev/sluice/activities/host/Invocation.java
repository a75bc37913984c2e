package dev.sluice.activities.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is called on a host. Parameters get into it as whole or part of a quoted word, or as
 * environment; never as program text.
 */
public sealed interface Invocation {
  /** The name by which an undo gets what the version command printed before the change. */
  String BEFORE = "before";

  /** As text for {@code sh -c}. */
  String shell(Map<String, String> parameters);

  /** Names of the parameters that it mentions. */
  List<String> mentions();

  /**
   * A program with arguments, in which <code>${name}</code> stands for a parameter's value.
   *
   * @param words at least one; the first is the program
   */
  record Program(List<String> words) implements Invocation {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

    /**
     * @throws IllegalArgumentException when a parameter would get into program text
     */
    public Program {
      words = List.copyOf(words);
      if (words.isEmpty() || words.getFirst().isEmpty()) {
        throw new IllegalArgumentException("a command needs at least the program's name");
      }
      boolean takesText = false;
      for (String word : words) {
        if (PLACE.matcher(word).find() && (takesText || word.equals(words.getFirst()))) {
          throw new IllegalArgumentException(
              "%s would become program text: write the command as one text and use $SLUICE_NAME there"
                  .formatted(word));
        }
        takesText |= word.matches("-[a-z]*c|-e|--eval|--command");
      }
    }

    @Override
    public String shell(Map<String, String> parameters) {
      List<String> quoted = new ArrayList<>();
      for (String word : words) {
        StringBuilder text = new StringBuilder();
        Matcher place = PLACE.matcher(word);
        int end = 0;
        while (place.find()) {
          text.append(literal(word.substring(end, place.start())));
          text.append(value(place.group(1), parameters));
          end = place.end();
        }
        text.append(literal(word.substring(end)));
        quoted.add(text.isEmpty() ? "''" : text.toString());
      }
      return String.join(" ", quoted);
    }

    private static String literal(String text) {
      return text.isEmpty() ? "" : Quoting.quoted(text);
    }

    private static String value(String name, Map<String, String> parameters) {
      return name.equals(BEFORE)
          ? "\"$SLUICE_BEFORE\""
          : Quoting.quoted(parameters.getOrDefault(name, ""));
    }

    @Override
    public List<String> mentions() {
      return words.stream()
          .flatMap(word -> PLACE.matcher(word).results())
          .map(place -> place.group(1))
          .distinct()
          .toList();
    }
  }

  /**
   * A text for {@code sh -c}. Parameters are there as environment: {@code $SLUICE_VERSION} for
   * {@code version}.
   */
  record Text(String text) implements Invocation {
    public Text {
      if (text.isBlank()) {
        throw new IllegalArgumentException("a command is empty; write it, or remove its key");
      }
    }

    @Override
    public String shell(Map<String, String> parameters) {
      return text;
    }

    @Override
    public List<String> mentions() {
      return List.of();
    }
  }
}
