package dev.sluice.activities.recorded;

import dev.sluice.activities.recorded.CaseLine.Said;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedMetric;
import dev.sluice.inspection.recorded.RecordedTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One case while it is read; its fields may come in any order. */
final class CaseParser {
  /** More samples of one target than a year of minutes are taken for a mistake. */
  static final int MOST_SAMPLES = 1_000_000;

  private static final String INTERVAL = "seconds between two samples, above 0";
  private static final double LONGEST_INTERVAL = 1e9;
  private static final double NANOS = 1e9;

  private final CaseFields fields;
  private @Nullable String id;
  private @Nullable Duration interval;
  private @Nullable List<RecordedMetric> metrics;
  private @Nullable Said said;
  private int before = -1;
  private int after = -1;
  private int planned = -1;

  CaseParser(JsonParser json) {
    this.fields = new CaseFields(json);
  }

  CaseLine read() throws BrokenCaseException {
    fields.next();
    fields.object();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "id" -> id = fields.text();
        case "interval_s" -> interval = interval();
        case "n_before" -> before = fields.count();
        case "n_after" -> after = fields.count();
        case "n_planned" -> planned = fields.count();
        case "metrics" -> metrics = metrics();
        case "said" -> said = said();
        default -> fields.skip();
      }
    }
    return new CaseLine(whole(), said);
  }

  private RecordedCase whole() throws BrokenCaseException {
    if (id == null) {
      throw fields.missing("id", "a text that no other case has");
    }
    if (interval == null) {
      throw fields.missing("interval_s", INTERVAL);
    }
    if (metrics == null) {
      throw fields.missing("metrics", "a list of at least one metric");
    }
    RecordedTarget first = metrics.getFirst().treatment().getFirst();
    int wantedBefore = before < 0 ? first.before().length : before;
    int wantedAfter = after < 0 ? first.after().length : after;
    for (int i = 0; i < metrics.size(); i++) {
      RecordedMetric metric = metrics.get(i);
      String path = "metrics[" + i + "].";
      check(path + "treatment", metric.treatment(), wantedBefore, wantedAfter);
      check(path + "control", metric.control(), wantedBefore, wantedAfter);
    }
    if (planned >= 0 && planned < wantedAfter) {
      throw new BrokenCaseException(
          "n_planned", "is %d, must be at least %d (n_after)".formatted(planned, wantedAfter));
    }
    return new RecordedCase(
        id, interval, wantedBefore, wantedAfter, Math.max(planned, wantedAfter), metrics);
  }

  private void check(String path, List<RecordedTarget> targets, int wantedBefore, int wantedAfter)
      throws BrokenCaseException {
    for (int i = 0; i < targets.size(); i++) {
      String target = "%s[%d]".formatted(path, i);
      check(target + ".before", targets.get(i).before().length, wantedBefore, before, "n_before");
      check(target + ".after", targets.get(i).after().length, wantedAfter, after, "n_after");
    }
  }

  private static void check(String path, int found, int wanted, int given, String field)
      throws BrokenCaseException {
    if (found != wanted) {
      String as = given < 0 ? "as many as the case's first target" : field;
      throw new BrokenCaseException(
          path, "has %d samples, must have %d (%s)".formatted(found, wanted, as));
    }
  }

  private Duration interval() throws BrokenCaseException {
    double seconds = fields.number(INTERVAL);
    if (!(seconds * NANOS >= 1 && seconds <= LONGEST_INTERVAL)) {
      throw fields.wrong(INTERVAL);
    }
    long whole = (long) seconds;
    return Duration.ofSeconds(whole, Math.round((seconds - whole) * NANOS));
  }

  private List<RecordedMetric> metrics() throws BrokenCaseException {
    fields.array();
    List<RecordedMetric> read = new ArrayList<>();
    Map<String, Integer> names = new HashMap<>();
    while (fields.next() != JsonToken.END_ARRAY) {
      RecordedMetric metric = new MetricParser(fields).read();
      Integer other = names.putIfAbsent(metric.spec().name(), read.size());
      if (other != null) {
        throw new BrokenCaseException(
            "metrics[%d].name".formatted(read.size()),
            "is the name of metrics[%d] too, must be its own".formatted(other));
      }
      read.add(metric);
    }
    if (read.isEmpty()) {
      throw fields.empty("a list of at least one metric");
    }
    return read;
  }

  private Said said() throws BrokenCaseException {
    fields.object();
    Verdict verdict = null;
    String why = "";
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "verdict" -> verdict = fields.word(Verdict.class);
        case "why" -> why = fields.text();
        default -> fields.skip();
      }
    }
    if (verdict == null) {
      throw fields.missing("said.verdict", "one of pass, fail, inconclusive");
    }
    return new Said(verdict, why);
  }
}
