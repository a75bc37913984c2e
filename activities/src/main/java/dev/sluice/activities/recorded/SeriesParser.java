package dev.sluice.activities.recorded;

import dev.sluice.inspection.attribution.Call;
import dev.sluice.inspection.attribution.Side;
import dev.sluice.inspection.attribution.Signal;
import dev.sluice.inspection.attribution.SignalKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** One series of a recorded incident while it is read. */
final class SeriesParser {
  private final CaseFields fields;
  private @Nullable String service;
  private @Nullable String instance;
  private @Nullable String peer;
  private @Nullable String metric;
  private double @Nullable [] before;
  private double @Nullable [] during;

  /** A series; in which direction its calls go the whole call graph tells. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  record Series(
      String service,
      @Nullable String instance,
      @Nullable String peer,
      SignalKind kind,
      double[] before,
      double[] during) {
    Signal in(Set<Call> calls) {
      String other = peer;
      Side side =
          other == null
              ? Side.ALL
              : calls.contains(new Call(service, other)) ? Side.CALLED : Side.SERVED;
      return new Signal(service, instance, other, side, kind, before, during);
    }
  }

  SeriesParser(CaseFields fields) {
    this.fields = fields;
  }

  /** Null for a metric that says nothing about a service's health. */
  @Nullable Series read() throws BrokenCaseException {
    fields.object();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "service" -> service = fields.text();
        case "instance" -> instance = fields.textOrNull();
        case "peer" -> peer = fields.textOrNull();
        case "metric" -> metric = fields.text();
        case "baseline" -> before = samples();
        case "incident" -> during = samples();
        default -> fields.skip();
      }
    }
    if (service == null) {
      throw fields.missing("service", "the name of the service that measures it");
    }
    if (metric == null) {
      throw fields.missing("metric", "a text that tells what is measured, such as success_rate");
    }
    if (before == null) {
      throw fields.missing("baseline", "a list of samples");
    }
    if (during == null) {
      throw fields.missing("incident", "a list of samples");
    }
    SignalKind kind = SignalNames.kind(metric);
    if (kind == null) {
      return null;
    }
    if (kind == SignalKind.FAILURES) {
      boolean share =
          DoubleStream.concat(Arrays.stream(before), Arrays.stream(during))
              .allMatch(one -> Double.isNaN(one) || one <= 1);
      SignalNames.toFailures(metric, before, share);
      SignalNames.toFailures(metric, during, share);
    }
    return new Series(service, instance, peer, kind, before, during);
  }

  private double[] samples() throws BrokenCaseException {
    fields.array();
    Samples samples = new Samples();
    while (fields.next() != JsonToken.END_ARRAY) {
      if (samples.count() == CaseParser.MOST_SAMPLES) {
        throw fields.wrong("the list's end: it has a year of minutes already");
      }
      samples.add(fields.sample());
    }
    return samples.all();
  }
}
