package dev.sluice.activities.recorded;

import dev.sluice.activities.recorded.SeriesParser.Series;
import dev.sluice.inspection.attribution.Call;
import dev.sluice.inspection.attribution.CallGraph;
import dev.sluice.inspection.attribution.Candidate;
import dev.sluice.inspection.attribution.Incident;
import dev.sluice.inspection.attribution.Signal;
import dev.sluice.inspection.attribution.Touch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One recorded incident while it is read; its fields may come in any order. */
final class IncidentParser {
  private static final String TIME = "seconds since 1970";
  private static final String STEP = "seconds between two samples, above 0";
  private static final double LATEST = 1e11;
  private static final double MILLIS = 1e3;

  private final CaseFields fields;
  private @Nullable String id;
  private @Nullable Duration step;
  private @Nullable Instant alert;
  private @Nullable Instant begin;
  private @Nullable String entry;
  private @Nullable List<Candidate> changes;
  private List<Call> calls = List.of();
  private final List<Series> series = new ArrayList<>();

  IncidentParser(JsonParser json) {
    fields = new CaseFields(json);
  }

  RecordedIncident read() throws BrokenCaseException {
    fields.next();
    fields.object();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "id" -> id = fields.text();
        case "step_s" -> step = step();
        case "detect_time" -> alert = time();
        case "incident_t0" -> begin = time();
        case "entry_service" -> entry = fields.text();
        case "graph" -> calls = graph();
        case "changes" -> changes = changes();
        case "series" -> series();
        default -> fields.skip();
      }
    }
    return whole();
  }

  private RecordedIncident whole() throws BrokenCaseException {
    if (id == null) {
      throw fields.missing("id", "a text that no other case has");
    }
    if (step == null) {
      throw fields.missing("step_s", STEP);
    }
    if (alert == null) {
      throw fields.missing("detect_time", TIME);
    }
    if (begin == null) {
      throw fields.missing("incident_t0", TIME);
    }
    if (entry == null) {
      throw fields.missing("entry_service", "the service at which users arrive");
    }
    if (changes == null) {
      throw fields.missing("changes", "a list of changes");
    }
    Set<Call> known = new HashSet<>(calls);
    List<Signal> signals = series.stream().map(one -> one.in(known)).toList();
    try {
      return new RecordedIncident(
          id, new Incident(begin, step, alert, entry, new CallGraph(calls), changes, signals));
    } catch (IllegalArgumentException unfit) {
      throw new BrokenCaseException("", String.valueOf(unfit.getMessage()));
    }
  }

  private Duration step() throws BrokenCaseException {
    double seconds = fields.number(STEP);
    if (!(seconds >= 1 / MILLIS && seconds < LATEST)) {
      throw fields.wrong(STEP);
    }
    return Duration.ofMillis(Math.round(seconds * MILLIS));
  }

  private Instant time() throws BrokenCaseException {
    double seconds = fields.number(TIME);
    if (!(Math.abs(seconds) < LATEST)) {
      throw fields.wrong(TIME);
    }
    return Instant.ofEpochMilli(Math.round(seconds * MILLIS));
  }

  private List<Call> graph() throws BrokenCaseException {
    fields.object();
    List<Call> edges = new ArrayList<>();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      if (!name.equals("edges")) {
        fields.skip();
        continue;
      }
      fields.array();
      while (fields.next() != JsonToken.END_ARRAY) {
        List<String> ends = fields.texts();
        if (ends.size() != 2) {
          throw fields.empty("a list of two: who calls and who is called");
        }
        edges.add(new Call(ends.getFirst(), ends.getLast()));
      }
    }
    return edges;
  }

  private List<Candidate> changes() throws BrokenCaseException {
    fields.array();
    List<Candidate> all = new ArrayList<>();
    while (fields.next() != JsonToken.END_ARRAY) {
      all.add(change());
    }
    return all;
  }

  private Candidate change() throws BrokenCaseException {
    fields.object();
    String change = null;
    String service = null;
    Instant begun = null;
    List<Touch> touches = new ArrayList<>();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "id" -> change = fields.text();
        case "service" -> service = fields.text();
        case "time" -> begun = time();
        case "steps" -> {
          fields.array();
          while (fields.next() != JsonToken.END_ARRAY) {
            touches.add(touch());
          }
        }
        default -> fields.skip();
      }
    }
    if (change == null) {
      throw fields.missing("id", "the change's name");
    }
    if (service == null) {
      throw fields.missing("service", "the service that it touches");
    }
    if (begun == null) {
      throw fields.missing("time", TIME);
    }
    return new Candidate(change, service, begun, touches);
  }

  private Touch touch() throws BrokenCaseException {
    fields.object();
    Instant ready = null;
    List<String> changed = List.of();
    List<String> replaced = List.of();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "done" -> ready = time();
        case "pods_new" -> changed = fields.texts();
        case "pods_old" -> replaced = fields.texts();
        default -> fields.skip();
      }
    }
    if (ready == null) {
      throw fields.missing("done", TIME);
    }
    return new Touch(ready, changed, replaced);
  }

  private void series() throws BrokenCaseException {
    fields.array();
    while (fields.next() != JsonToken.END_ARRAY) {
      Series one = new SeriesParser(fields).read();
      if (one != null) {
        series.add(one);
      }
    }
  }
}
