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
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
      return only(json);
    }
  }

  private static CaseLine only(JsonParser json) throws BrokenCaseException {
    try {
      CaseLine read = new CaseParser(json).read();
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
