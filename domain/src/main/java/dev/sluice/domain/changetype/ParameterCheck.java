package dev.sluice.domain.changetype;

import dev.sluice.domain.problem.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares the parameters somebody gave with those a change type asks for. */
public final class ParameterCheck {
  private static final int MAX_SHOWN_NAME = 64;

  private ParameterCheck() {}

  /** What a check says. */
  public sealed interface Answer {}

  /**
   * Everything is right.
   *
   * @param parameters those given and the defaults of the others
   */
  public record Right(Map<String, String> parameters) implements Answer {
    public Right {
      parameters = Map.copyOf(parameters);
    }
  }

  /**
   * Something is wrong.
   *
   * @param faults every wrong field in name order, with what would be right; paths such as {@code
   *     parameters.version}
   */
  public record Wrong(List<Fault> faults) implements Answer {
    public Wrong {
      faults = List.copyOf(faults);
    }
  }

  /**
   * What is wrong with values, given what is asked for; more may be given.
   *
   * @param given by name; an empty text counts as not given
   * @return wrong parameters in name order, by their names
   */
  public static List<Fault> faults(List<ParameterSpec> asked, Map<String, String> given) {
    var faults = new TreeMap<String, String>();
    for (ParameterSpec spec : asked) {
      String value = given.getOrDefault(spec.name(), "");
      if (!value.isEmpty()) {
        spec.fault(value).ifPresent(wrong -> faults.put(spec.name(), wrong));
      } else if (spec.required()) {
        faults.put(spec.name(), missing(spec));
      }
    }
    return faults.entrySet().stream()
        .map(fault -> new Fault(fault.getKey(), fault.getValue()))
        .toList();
  }

  /**
   * Checks {@code given} against {@code type}.
   *
   * @param given by name; an empty text counts as not given
   */
  public static Answer check(ChangeType type, Map<String, String> given) {
    var faults = new TreeMap<String, String>();
    var complete = new TreeMap<String, String>();
    for (ParameterSpec spec : type.parameters()) {
      String value = given.getOrDefault(spec.name(), "");
      if (!value.isEmpty()) {
        spec.fault(value).ifPresent(wrong -> faults.put(spec.name(), wrong));
        complete.put(spec.name(), value);
      } else if (spec.defaultValue() != null) {
        complete.put(spec.name(), spec.defaultValue());
      } else if (spec.required()) {
        faults.put(spec.name(), missing(spec));
      }
    }
    List<String> known = type.parameters().stream().map(ParameterSpec::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        faults.put(shown(name), unknown(type, name, known, given));
      }
    }
    return faults.isEmpty() ? new Right(complete) : new Wrong(list(faults));
  }

  private static String missing(ParameterSpec spec) {
    String limits = spec.limits().inWords();
    return "is missing: give " + spec.type().form() + (limits.isEmpty() ? "" : " (" + limits + ")");
  }

  private static String unknown(
      ChangeType type, String name, List<String> known, Map<String, String> given) {
    // A name that was given as well can't be the one that was meant.
    List<String> open = known.stream().filter(other -> !given.containsKey(other)).toList();
    Optional<String> nearest = NearestName.of(name, open);
    String advice =
        nearest
            .map(meant -> "did you mean " + meant + "?")
            .orElseGet(() -> NearestName.advice(name, known));
    return "is no parameter of " + type.name() + ": " + advice;
  }

  private static String shown(String name) {
    return name.length() <= MAX_SHOWN_NAME ? name : name.substring(0, MAX_SHOWN_NAME) + "…";
  }

  private static List<Fault> list(Map<String, String> faults) {
    var fields = new ArrayList<Fault>();
    faults.forEach((name, message) -> fields.add(new Fault("parameters." + name, message)));
    return fields;
  }
}
