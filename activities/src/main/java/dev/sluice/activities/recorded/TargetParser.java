package dev.sluice.activities.recorded;

import dev.sluice.inspection.recorded.RecordedTarget;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** One target of a metric while it is read. */
final class TargetParser {
  private static final String SAMPLES = "a list of numbers, null for no sample";
  private static final String REQUESTS = "a list of numbers from 0, as the other side has one";

  private final CaseFields fields;
  private @Nullable String name;
  private double @Nullable [] before;
  private double @Nullable [] after;
  private double @Nullable [] requestsBefore;
  private double @Nullable [] requestsAfter;

  TargetParser(CaseFields fields) {
    this.fields = fields;
  }

  RecordedTarget read() throws BrokenCaseException {
    fields.object();
    for (String field = fields.nextField(); !field.isEmpty(); field = fields.nextField()) {
      switch (field) {
        case "name" -> name = fields.text();
        case "before" -> before = list(fields::sample);
        case "after" -> after = list(fields::sample);
        case "requests_before" -> requestsBefore = list(fields::requests);
        case "requests_after" -> requestsAfter = list(fields::requests);
        default -> fields.skip();
      }
    }
    return whole();
  }

  private RecordedTarget whole() throws BrokenCaseException {
    if (name == null) {
      throw fields.missing("name", "a text");
    }
    if (before == null) {
      throw fields.missing("before", SAMPLES);
    }
    if (after == null) {
      throw fields.missing("after", SAMPLES);
    }
    if (requestsBefore == null && requestsAfter == null) {
      return new RecordedTarget(name, before, after);
    }
    if (requestsBefore == null) {
      throw fields.missing("requests_before", REQUESTS);
    }
    if (requestsAfter == null) {
      throw fields.missing("requests_after", REQUESTS);
    }
    check("before", before, requestsBefore);
    check("after", after, requestsAfter);
    return new RecordedTarget(name, before, after, requestsBefore, requestsAfter);
  }

  private void check(String side, double[] samples, double[] requests) throws BrokenCaseException {
    if (requests.length != samples.length) {
      throw fields.within(
          "requests_" + side,
          "has %d numbers, must have %d (%s)".formatted(requests.length, samples.length, side));
    }
    for (int i = 0; i < requests.length; i++) {
      if (Double.isNaN(requests[i]) && !Double.isNaN(samples[i])) {
        throw fields.within(
            "requests_%s[%d]".formatted(side, i),
            "is null, must be a number from 0, as %s[%d] is a sample".formatted(side, i));
      }
    }
  }

  /** Reads one value where the parser stands. */
  private interface Value {
    double read() throws BrokenCaseException;
  }

  private double[] list(Value value) throws BrokenCaseException {
    fields.array();
    Samples samples = new Samples();
    while (fields.next() != JsonToken.END_ARRAY) {
      if (samples.count() == CaseParser.MOST_SAMPLES) {
        throw fields.wrong("one of at most %d samples".formatted(CaseParser.MOST_SAMPLES));
      }
      samples.add(value.read());
    }
    return samples.all();
  }
}
