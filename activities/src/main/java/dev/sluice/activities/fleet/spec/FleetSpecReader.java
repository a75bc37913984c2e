package dev.sluice.activities.fleet.spec;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a fleet from YAML; JSON is YAML too. */
public final class FleetSpecReader {
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private FleetSpecReader() {}

  /**
   * Reads a fleet.
   *
   * @param yaml at most a million characters; every field must be there
   */
  public static FleetSpec read(String yaml) {
    if (yaml.length() > MAX_CHARACTERS) {
      throw wrong("it is longer than " + MAX_CHARACTERS + " characters");
    }
    try {
      return YAML.readValue(yaml, FleetSpec.class);
    } catch (JacksonException e) {
      throw wrong(e.getOriginalMessage());
    }
  }

  private static ProblemException wrong(String why) {
    return new ProblemException(
        new Problem.ForAuthor("BAD_FLEET", "The fleet can't be read, correct its text: " + why));
  }
}
