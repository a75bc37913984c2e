package dev.sluice.activities.yaml;

import dev.sluice.domain.changetype.DurationText;
import dev.sluice.domain.changetype.InvalidChangeTypeException;
import dev.sluice.domain.problem.NearestName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A group of keys that is being read. What is wrong goes to the findings; reading goes on with a
 * stand-in, so that an author sees every mistake at once, and {@link #build} makes nothing of it.
 */
public final class Section {
  private final YamlValue.Mapping mapping;
  private final Shape shape;
  private final String path;
  private final Findings findings;
  private final int findingsBefore;

  public Section(YamlValue.Mapping mapping, Shape shape, String path, Findings findings) {
    this.mapping = mapping;
    this.shape = shape;
    this.path = path;
    this.findings = findings;
    this.findingsBefore = findings.count();
    mapping
        .members()
        .forEach((key, member) -> {
          if (!shape.keys().contains(key)) {
            List<String> open =
                shape.keys().stream().filter(name -> !mapping.members().containsKey(name)).toList();
            findings.add(
                member.position(),
                at(key),
                "unknown key: "
                    + (NearestName.of(key, open).isPresent()
                        ? NearestName.advice(key, open)
                        : NearestName.advice(key, shape.keys())));
          }
        });
  }

  public String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  public boolean has(String key) {
    return get(key) != null;
  }

  /** Whether anything wrong was found in this section so far. */
  public boolean isFaulty() {
    return findings.count() > findingsBefore;
  }

  /** Makes a part of the change type, or nothing if something in this section is wrong. */
  public <T> @Nullable T build(Supplier<T> part) {
    return isFaulty() ? null : attempt("", part);
  }

  /** Makes the part that belongs to one key, or nothing if that is refused. */
  public <T> @Nullable T attempt(String key, Supplier<T> part) {
    String base = key.isEmpty() ? path : at(key);
    try {
      return part.get();
    } catch (InvalidChangeTypeException wrong) {
      wrong
          .faults()
          .forEach(fault -> {
            String relative = join(key, fault.path());
            findings.add(
                YamlValue.locate(mapping, relative), join(base, fault.path()), fault.message());
          });
    } catch (IllegalArgumentException wrong) {
      findings.add(YamlValue.locate(mapping, key), base, String.valueOf(wrong.getMessage()));
    }
    return null;
  }

  public String text(String key) {
    return required(key, "text").map(value -> text(key, value)).orElse("");
  }

  public String text(String key, String otherwise) {
    YamlValue value = get(key);
    return value == null ? otherwise : text(key, value);
  }

  private String text(String key, YamlValue value) {
    if (value instanceof YamlValue.Scalar scalar && scalar.form() == YamlValue.Form.TEXT) {
      return scalar.text();
    }
    wrongType(
        key, value, "text" + (value instanceof YamlValue.Scalar ? " (put it in quotes)" : ""));
    return "";
  }

  /** A single value of whatever type, as it was written; null when the key is not there. */
  public @Nullable String written(String key) {
    YamlValue value = get(key);
    if (value == null) {
      return null;
    }
    if (value instanceof YamlValue.Scalar scalar && scalar.form() != YamlValue.Form.EMPTY) {
      return scalar.text();
    }
    wrongType(key, value, "a single value");
    return null;
  }

  public int integer(String key) {
    return required(key, "a whole number").map(value -> integer(key, value)).orElse(1);
  }

  public int integer(String key, int otherwise) {
    YamlValue value = get(key);
    return value == null ? otherwise : integer(key, value);
  }

  private int integer(String key, YamlValue value) {
    if (value instanceof YamlValue.Scalar scalar
        && scalar.form() == YamlValue.Form.NUMBER
        && scalar.text().matches("-?\\d{1,9}")) {
      return Integer.parseInt(scalar.text());
    }
    wrongType(key, value, "a whole number");
    return 1;
  }

  public BigDecimal decimal(String key, BigDecimal otherwise) {
    YamlValue value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof YamlValue.Scalar scalar
        && scalar.form() == YamlValue.Form.NUMBER
        && scalar.text().matches("-?\\d{1,9}(\\.\\d{1,12})?")) {
      return new BigDecimal(scalar.text()).stripTrailingZeros();
    }
    wrongType(key, value, "a number");
    return otherwise;
  }

  public boolean flag(String key) {
    return flag(key, false);
  }

  /**
   * @param otherwise what holds where nothing is said
   */
  public boolean flag(String key, boolean otherwise) {
    YamlValue value = get(key);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof YamlValue.Scalar scalar && scalar.form() == YamlValue.Form.BOOLEAN) {
      return scalar.text().equalsIgnoreCase("true");
    }
    wrongType(key, value, "true or false");
    return false;
  }

  public Duration duration(String key) {
    return required(key, DurationText.FORM)
        .map(value -> duration(key, value))
        .orElse(Duration.ofSeconds(1));
  }

  public Duration duration(String key, Duration otherwise) {
    YamlValue value = get(key);
    return value == null ? otherwise : duration(key, value);
  }

  private Duration duration(String key, YamlValue value) {
    if (value instanceof YamlValue.Scalar scalar) {
      Optional<Duration> duration = DurationText.parse(scalar.text());
      if (duration.isPresent()) {
        return duration.get();
      }
    }
    wrongType(key, value, DurationText.FORM);
    return Duration.ofSeconds(1);
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    E standIn = type.getEnumConstants()[0];
    return required(key, "one of: " + String.join(", ", names(type)))
        .map(value -> choice(at(key), value, type, standIn))
        .orElse(standIn);
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type, E otherwise) {
    YamlValue value = get(key);
    return value == null ? otherwise : choice(at(key), value, type, otherwise);
  }

  private <E extends Enum<E>> E choice(String keyPath, YamlValue value, Class<E> type, E standIn) {
    List<String> names = names(type);
    String written = value instanceof YamlValue.Scalar scalar ? scalar.text() : "";
    if (names.contains(written)) {
      return Enum.valueOf(type, written.toUpperCase(Locale.ROOT));
    }
    String shown = value instanceof YamlValue.Scalar && !written.isEmpty() ? written : value.kind();
    findings.add(
        value.position(),
        keyPath,
        "must be one of: " + String.join(", ", names) + ", not " + shown);
    return standIn;
  }

  public <E extends Enum<E>> List<E> choices(String key, Class<E> type, List<E> otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    List<YamlValue> items = items(key);
    return IntStream.range(0, items.size())
        .mapToObj(
            i -> choice(at(key) + "[" + i + "]", items.get(i), type, type.getEnumConstants()[0]))
        .distinct()
        .toList();
  }

  /** The items of a list that must be there if {@code required(key)}; none when it is not. */
  public List<YamlValue> items(String key) {
    YamlValue value = get(key);
    if (value instanceof YamlValue.Sequence sequence) {
      return sequence.items();
    }
    if (value != null) {
      wrongType(key, value, "a list (lines that begin with -)");
    }
    return List.of();
  }

  /** The texts of a list; none when it is not there. */
  public List<String> texts(String key) {
    List<YamlValue> items = items(key);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof YamlValue.Scalar scalar && scalar.form() == YamlValue.Form.TEXT) {
        texts.add(scalar.text());
      } else {
        refuseValue(at(key + "[" + i + "]"), items.get(i), "text (put it in quotes)");
      }
    }
    return texts;
  }

  /** A nested section that must be there; null, with a finding, when it is not. */
  public @Nullable Section section(String key, Shape nested) {
    return required(key, "a group of keys").map(_ -> optionalSection(key, nested)).orElse(null);
  }

  public @Nullable Section optionalSection(String key, Shape nested) {
    YamlValue value = get(key);
    return value == null ? null : section(at(key), value, nested);
  }

  /** Reads an item of a list or a member of a free group as a section. */
  public @Nullable Section section(String itemPath, YamlValue value, Shape nested) {
    if (value instanceof YamlValue.Mapping group) {
      return new Section(group, nested, itemPath, findings);
    }
    findings.add(
        value.position(),
        itemPath,
        "must be a group of keys (" + String.join(", ", nested.keys()) + "), not " + value.kind());
    return null;
  }

  /** The members of a group whose keys the author chooses; none when the key is not there. */
  public Map<String, YamlValue.Member> group(String key) {
    YamlValue value = get(key);
    if (value instanceof YamlValue.Mapping group) {
      return group.members();
    }
    if (value != null) {
      wrongType(key, value, "a group of keys");
    }
    return Map.of();
  }

  /** The value of a key that must be there; empty, with a finding, when it is not. */
  public Optional<YamlValue> required(String key, String form) {
    YamlValue value = get(key);
    if (value == null) {
      findings.add(mapping.position(), at(key), "is missing: add " + key + ": " + form);
    }
    return Optional.ofNullable(value);
  }

  public void refuse(String key, String message) {
    findings.add(YamlValue.locate(mapping, key), key.isEmpty() ? path : at(key), message);
  }

  public void refuseValue(String itemPath, YamlValue value, String form) {
    findings.add(value.position(), itemPath, "must be " + form + ", not " + value.kind());
  }

  private @Nullable YamlValue get(String key) {
    if (!shape.keys().contains(key)) {
      throw new IllegalStateException(shape + " does not declare the key " + key);
    }
    YamlValue.Member member = mapping.members().get(key);
    return member == null ? null : member.value();
  }

  private void wrongType(String key, YamlValue value, String form) {
    String shown =
        value instanceof YamlValue.Scalar scalar && !scalar.text().isEmpty()
            ? scalar.text()
            : value.kind();
    findings.add(value.position(), at(key), "must be " + form + ", not " + shown);
  }

  private static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String join(String base, String rest) {
    return base.isEmpty() || rest.isEmpty() ? base + rest : base + "." + rest;
  }
}
