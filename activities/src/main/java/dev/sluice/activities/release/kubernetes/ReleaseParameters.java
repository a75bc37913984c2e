package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a release is told.
 *
 * @param images {@code container=image}, or one image for the only container
 * @param configMaps names to refer to instead of others of the same family
 * @param secrets names to refer to instead of others of the same family
 */
record ReleaseParameters(List<String> images, List<String> configMaps, List<String> secrets) {
  private static final String IMAGE = "image";
  private static final String CONFIG_MAP = "configMap";
  private static final String SECRET = "secret";
  private static final String ONE_IMAGE =
      "([a-z0-9]([a-z0-9-]*[a-z0-9])?=)?[A-Za-z0-9][A-Za-z0-9._/:@-]*";
  private static final String ONE_NAME = "[a-z0-9]([a-z0-9.-]*[a-z0-9])?";

  static final List<ParameterSpec> SPECS =
      List.of(
          ParameterSpec.required(
              IMAGE,
              "The image to run, or container=image where there are several, with commas between.",
              listOf(ONE_IMAGE)),
          optional(
              CONFIG_MAP,
              "ConfigMaps to refer to from now on, as checkout-config-7f3a for any checkout-config-*.",
              listOf(ONE_NAME)),
          optional(
              SECRET,
              "Secrets to refer to from now on, as checkout-keys-7f3a for any checkout-keys-*.",
              listOf(ONE_NAME)));

  ReleaseParameters {
    images = List.copyOf(images);
    configMaps = List.copyOf(configMaps);
    secrets = List.copyOf(secrets);
  }

  private static String listOf(String one) {
    return "%s(,%s)*".formatted(one, one);
  }

  private static ParameterSpec optional(String name, String description, String pattern) {
    return new ParameterSpec(
        name,
        ParameterType.STRING,
        false,
        null,
        description,
        new ValueLimits(null, null, List.of(), pattern));
  }

  /**
   * @throws ProblemException for the author, when one is missing or malformed
   */
  static ReleaseParameters of(Map<String, String> parameters) {
    List<String> images = items(parameters, IMAGE, ONE_IMAGE);
    if (images.isEmpty()) {
      throw author("MISSING_PARAMETER", "parameter image is missing; say which image to run");
    }
    return new ReleaseParameters(
        images, items(parameters, CONFIG_MAP, ONE_NAME), items(parameters, SECRET, ONE_NAME));
  }

  private static List<String> items(Map<String, String> parameters, String name, String pattern) {
    List<String> items =
        Arrays.stream(parameters.getOrDefault(name, "").split(","))
            .map(String::strip)
            .filter(item -> !item.isEmpty())
            .toList();
    for (String item : items) {
      if (!item.matches(pattern)) {
        throw author(
            "WRONG_PARAMETER", "parameter %s can't be read at \"%s\"".formatted(name, item));
      }
    }
    return items;
  }

  /**
   * What a target has to run, given what it runs.
   *
   * @param label names the change
   * @throws ProblemException for the author, when there is no such container or reference
   */
  Revision on(Revision now, String label) {
    SortedMap<String, String> next = new TreeMap<>(now.images());
    for (String given : images) {
      int at = given.indexOf('=');
      next.put(
          at < 0 ? onlyContainer(now) : known(given.substring(0, at), now),
          given.substring(at + 1));
    }
    return new Revision(
        next,
        replaced(now.configMaps(), configMaps, CONFIG_MAP),
        replaced(now.secrets(), secrets, SECRET),
        label);
  }

  private static String onlyContainer(Revision now) {
    if (now.images().size() > 1) {
      throw author(
          "WHICH_CONTAINER",
          "it has the containers %s; write image as container=image"
              .formatted(String.join(", ", now.images().keySet())));
    }
    return now.images().firstKey();
  }

  private static String known(String container, Revision now) {
    if (!now.images().containsKey(container)) {
      throw author(
          "UNKNOWN_CONTAINER",
          "it has no container %s; %s"
              .formatted(container, NearestName.advice(container, now.images().keySet())));
    }
    return container;
  }

  private static SortedSet<String> replaced(
      SortedSet<String> now, List<String> wanted, String parameter) {
    SortedSet<String> next = new TreeSet<>(now);
    for (String name : wanted) {
      List<String> replaces = new ArrayList<>(now);
      replaces.removeIf(used -> !Revision.ofOneFamily(used, name));
      if (replaces.size() > 1) {
        throw author(
            "WHICH_REFERENCE",
            "%s could replace %s; give it the name of one of them and a revision"
                .formatted(name, String.join(" or ", replaces)));
      }
      if (replaces.isEmpty()) {
        throw author(
            "UNKNOWN_REFERENCE",
            "its pods refer to no %s of the family %s; %s"
                .formatted(
                    parameter,
                    Revision.family(name),
                    NearestName.advice(Revision.family(name), now)));
      }
      next.removeAll(replaces);
      next.add(name);
    }
    return next;
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
