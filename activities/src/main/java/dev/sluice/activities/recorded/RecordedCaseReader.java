package dev.sluice.activities.recorded;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads a line of a file of cases. Fields it doesn't know are let be. */
public final class RecordedCaseReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Python writes a missing number so.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private RecordedCaseReader() {}

  /**
   * @param line one JSON object in UTF-8
   * @throws BrokenCaseException says which field is wrong and what would be right
   */
  public static CaseLine read(byte[] line) throws BrokenCaseException {
    return read(line, json -> new CaseParser(json).read());
  }

  /**
   * The same of an anomaly with the changes that may have done it.
   *
   * @param line one JSON object in UTF-8
   * @throws BrokenCaseException says which field is wrong and what would be right
   */
  public static RecordedIncident readIncident(byte[] line) throws BrokenCaseException {
    return read(line, json -> new IncidentParser(json).read());
  }

  /**
   * The same of a measure split by labels.
   *
   * @param line one JSON object in UTF-8
   * @throws BrokenCaseException says which field is wrong and what would be right
   */
  public static RecordedSplit readSplit(byte[] line) throws BrokenCaseException {
    return read(line, json -> new SplitParser(json).read());
  }

  /** Reads a whole object where the parser begins. */
  private interface Parsing<T> {
    T of(JsonParser json) throws BrokenCaseException;
  }

  private static <T> T read(byte[] line, Parsing<T> parsing) throws BrokenCaseException {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      return only(json, parsing);
    }
  }

  private static <T> T only(JsonParser json, Parsing<T> parsing) throws BrokenCaseException {
    try {
      T read = parsing.of(json);
      if (json.nextToken() != null) {
        throw new BrokenCaseException("", "something follows the object; a line holds one case");
      }
      return read;
    } catch (JacksonException broken) {
      throw new BrokenCaseException(
          CaseFields.path(json.streamReadContext()),
          "isn't JSON at column %d: %s"
              .formatted(
                  Math.max(1, broken.getLocation().getColumnNr()), broken.getOriginalMessage()));
    }
  }
}
