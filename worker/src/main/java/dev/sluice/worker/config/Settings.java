package dev.sluice.worker.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All settings by path, from which typed values are taken. Problems are gathered, not thrown. */
final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final Map<String, Setting> byPath = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Lays the sources over each other: defaults, file, Temporal's variables, ours. */
  Settings(Map<String, Setting> file, Map<String, String> environment) {
    for (ConfigKey key : ConfigKey.ALL) {
      byPath.put(key.path(), new Setting(key.standard(), "default"));
    }
    file.forEach(this::putFromFile);
    ConfigKey.TEMPORAL_VARIABLES.forEach((variable, path) -> {
      String value = environment.get(variable);
      if (value != null) {
        byPath.put(path, new Setting(value, variable));
      }
    });
    environment.forEach(this::putFromEnvironment);
  }

  private void putFromFile(String path, Setting setting) {
    if (ConfigKey.at(path).isPresent()) {
      byPath.put(path, setting);
    } else if (ConfigKey.RENAMED.containsKey(path)) {
      problems.add(
          "%s: %s is now called %s".formatted(setting.place(), path, ConfigKey.RENAMED.get(path)));
    } else if (setting.text().isEmpty() && isSection(path)) {
      // "api:" with nothing below it says nothing.
      return;
    } else {
      unknown(
          setting.place(),
          "key " + path,
          path,
          ConfigKey.ALL.stream().map(ConfigKey::path).toList());
    }
  }

  private void putFromEnvironment(String variable, String value) {
    if (!variable.startsWith(ConfigKey.PREFIX) || ConfigKey.NOT_OURS.contains(variable)) {
      return;
    }
    Optional<ConfigKey> key = ConfigKey.ofVariable(variable);
    if (key.isPresent()) {
      byPath.put(key.get().path(), new Setting(value, variable));
      return;
    }
    Optional<String> now =
        ConfigKey.RENAMED.entrySet().stream()
            .filter(renamed -> ConfigKey.variableOf(renamed.getKey()).equals(variable))
            .map(renamed -> ConfigKey.variableOf(renamed.getValue()))
            .findFirst();
    if (now.isPresent()) {
      problems.add(variable + " is now called " + now.get());
    } else {
      unknown(
          "environment",
          "variable " + variable,
          variable,
          ConfigKey.ALL.stream().map(ConfigKey::variable).toList());
    }
  }

  private void unknown(String place, String what, String word, List<String> known) {
    String remedy =
        Nearest.to(word, known)
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("see docs/configuration.md for all of them");
    problems.add(place + ": unknown " + what + ": " + remedy);
  }

  private static boolean isSection(String path) {
    return ConfigKey.ALL.stream().anyMatch(key -> key.path().startsWith(path + "."));
  }

  String text(String path) {
    return setting(path).text().strip();
  }

  @Nullable Path file(String path) {
    return text(path).isEmpty() ? null : Path.of(text(path));
  }

  /** The texts between commas, without blank ones. */
  List<String> texts(String path) {
    return Stream.of(text(path).split(",", -1))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  int number(String path, int least, int most) {
    return parse(
        path,
        least,
        "a whole number from %d to %d".formatted(least, most),
        text -> {
          int value = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
          return value >= least && value <= most ? (Integer) value : null;
        });
  }

  int port(String path) {
    return parse(path, 0, "a port from 0 to 65535", Settings::toPort);
  }

  boolean flag(String path) {
    return parse(
        path,
        false,
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> null;
            });
  }

  Duration duration(String path, Duration least, Duration most) {
    return parse(
        path,
        least,
        "a duration such as 15s, 2m or 1h, from " + inWords(least) + " to " + inWords(most),
        text -> {
          Duration value = toDuration(text);
          boolean fits = value != null && value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
          return fits ? value : null;
        });
  }

  /** An http or https URL, or null when the setting is empty. */
  @Nullable URI url(String path) {
    if (text(path).isEmpty()) {
      return null;
    }
    URI none = URI.create("http://127.0.0.1");
    return parse(path, none, "a URL that begins with http:// or https://", Settings::toUrl);
  }

  /** The http and https URLs between commas. */
  List<URI> urls(String path) {
    return parse(
        path,
        List.of(URI.create("http://127.0.0.1")),
        "URLs that begin with http:// or https://, with commas between",
        _ -> {
          List<URI> urls = new ArrayList<>();
          for (String text : texts(path)) {
            URI url = toUrl(text);
            if (url == null) {
              return null;
            }
            urls.add(url);
          }
          return urls;
        });
  }

  <E extends Enum<E>> E oneOf(String path, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(word(constant));
    }
    E[] constants = type.getEnumConstants();
    return parse(
        path,
        constants[0],
        "one of " + String.join(", ", words),
        text -> words.contains(text) ? constants[words.indexOf(text)] : null);
  }

  /** Builds a record whose constructor may refuse its values. */
  <T> @Nullable T section(Supplier<? extends @Nullable T> constructor) {
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  private Setting setting(String path) {
    Setting setting = byPath.get(path);
    if (setting == null) {
      throw new IllegalStateException("not in ConfigKey.ALL: " + path);
    }
    return setting;
  }

  private <T> T parse(
      String path, T otherwise, String expected, Function<String, @Nullable T> parser) {
    String text = text(path);
    T value = parser.apply(text);
    if (value == null) {
      problems.add(
          "%s: %s must be %s, not \"%s\"".formatted(setting(path).place(), path, expected, text));
      return otherwise;
    }
    return value;
  }

  private static @Nullable Integer toPort(String text) {
    if (!text.matches("\\d{1,5}")) {
      return null;
    }
    int port = Integer.parseInt(text);
    return port <= 65_535 ? (Integer) port : null;
  }

  private static @Nullable Duration toDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static @Nullable URI toUrl(String text) {
    if (!text.matches("https?://[^\\s/?#]+\\S*")) {
      return null;
    }
    try {
      return URI.create(text.replaceAll("/+$", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String inWords(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
