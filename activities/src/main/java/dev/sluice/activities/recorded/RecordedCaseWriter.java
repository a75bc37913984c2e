package dev.sluice.activities.recorded;

import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedShare;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Writes cases as lines that {@link RecordedCaseReader} reads. */
public final class RecordedCaseWriter {
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
  private static final long NANOS = 1_000_000_000;

  private RecordedCaseWriter() {}

  /** Writes the case and a line break; the stream is not closed. */
  public static void write(CaseLine line, OutputStream out) {
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
      RecordedCase recorded = line.recorded();
      json.writeStartObject();
      json.writeStringProperty("id", recorded.id());
      json.writeName("interval_s");
      seconds(json, recorded.interval());
      json.writeNumberProperty("n_before", recorded.before());
      json.writeNumberProperty("n_after", recorded.after());
      if (recorded.planned() > recorded.after()) {
        json.writeNumberProperty("n_planned", recorded.planned());
      }
      said(json, line.said());
      json.writeArrayPropertyStart("metrics");
      recorded.metrics().forEach(metric -> metric(json, metric));
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void seconds(JsonGenerator json, Duration interval) {
    long nanos = interval.toNanos();
    if (nanos % NANOS == 0) {
      json.writeNumber(nanos / NANOS);
    } else {
      json.writeNumber(nanos / (double) NANOS);
    }
  }

  private static void said(JsonGenerator json, @Nullable Said said) {
    if (said == null) {
      return;
    }
    json.writeObjectPropertyStart("said");
    json.writeStringProperty("verdict", word(said.verdict()));
    if (!said.why().isBlank()) {
      json.writeStringProperty("why", said.why());
    }
    json.writeEndObject();
  }

  private static void metric(JsonGenerator json, RecordedMetric metric) {
    MetricSpec spec = metric.spec();
    json.writeStartObject();
    json.writeStringProperty("name", spec.name());
    json.writeStringProperty("kind", word(spec.kind()));
    json.writeStringProperty("bad_direction", word(spec.badDirection()));
    json.writeStringProperty("role", word(spec.role()));
    if (spec.minimumEffect() > 0) {
      json.writeNumberProperty("minimum_effect", spec.minimumEffect());
    }
    if (spec.expectedEffect() > 0) {
      json.writeNumberProperty("expected_effect", spec.expectedEffect());
    }
    RecordedShare share = metric.share();
    if (share != null) {
      json.writeStringProperty("share_of", share.histogram());
      json.writeNumberProperty("slower_than_s", share.bound());
    }
    targets(json, "treatment", metric.treatment());
    targets(json, "control", metric.control());
    json.writeEndObject();
  }

  private static void targets(JsonGenerator json, String group, List<RecordedTarget> targets) {
    json.writeArrayPropertyStart(group);
    for (RecordedTarget target : targets) {
      json.writeStartObject();
      json.writeStringProperty("name", target.name());
      samples(json, "before", target.before());
      samples(json, "after", target.after());
      if (target.isCounted()) {
        samples(json, "requests_before", target.requestsBefore());
        samples(json, "requests_after", target.requestsAfter());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void samples(JsonGenerator json, String name, double[] samples) {
    json.writeArrayPropertyStart(name);
    for (double sample : samples) {
      if (Double.isFinite(sample)) {
        json.writeNumber(sample);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  private static String word(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
