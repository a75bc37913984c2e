package dev.sluice.activities.inspection;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.InspectionSpec;
import dev.sluice.domain.inspection.MetricSpec;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.judge.Case;
import dev.sluice.inspection.judge.Judge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.StringJoiner;

/**
 * One watch over what a change touched. All it knows it reads again from the start of the change,
 * so that a new attempt goes on where the last one was.
 */
final class Bake {
  private static final int LOOKS_PER_LISTING = 20;

  private final InspectionSpec spec;
  private final Instant changeStart;
  private final int batches;
  private final Duration sampling;
  private final TargetGroups groups;
  private final MetricReader reader;
  private final BakePace pace;
  private final Judge judge;
  private final InstantSource clock;
  private final Pause pause;
  private int looksAtThisListing = LOOKS_PER_LISTING;
  private boolean listed;
  private volatile String newest = "about to look for the first time";

  /**
   * @param batches of the change, which share the error budget, at least 1
   * @param changeStart when the first watched target began to change
   */
  Bake(
      InspectionSpec spec,
      int batches,
      Instant changeStart,
      TargetGroups groups,
      MetricReader reader,
      BakePace pace,
      Judge judge,
      InstantSource clock,
      Pause pause) {
    this.spec = spec;
    this.batches = batches;
    this.changeStart = changeStart;
    this.sampling = reader.source().interval();
    this.groups = groups;
    this.reader = reader;
    this.pace = pace;
    this.judge = judge;
    this.clock = clock;
    this.pause = pause;
  }

  /** What the newest look said, in one line. */
  String newest() {
    return newest;
  }

  /** Looks until there is an answer, or the longest bake is over. */
  Inspection watch() throws InterruptedException {
    while (true) {
      Instant now = clock.instant();
      Inspection found = look(now);
      newest =
          "%s after %d s: %s"
              .formatted(found.verdict(), pace.baked(now).toSeconds(), found.summary());
      if (isAnswer(found.verdict(), now) || pace.ends(now)) {
        return found;
      }
      pause.sleep(pace.rest(now, clock.instant()));
    }
  }

  private boolean isAnswer(Verdict verdict, Instant now) {
    return switch (verdict) {
      case FAIL -> true;
      case PASS -> pace.mayPass(now);
      case INCONCLUSIVE -> false;
    };
  }

  private Inspection look(Instant now) throws InterruptedException {
    try {
      refreshGroups();
    } catch (ProblemException e) {
      if (!ProblemFailures.worthTryingAgain(e.problem())) {
        throw e;
      }
      if (!listed) {
        return undecided(
            "the targets can't be listed: " + Sentences.bounded(e.problem().message()), now);
      }
    }
    if (groups.treatment().isEmpty()) {
      return undecided("no changed target is left to watch", now);
    }
    Readings readings =
        reader.read(groups.treatment(), groups.control(), changeStart.minus(spec.before()), now);
    return readings.lacksAll()
        ? undecided(words("Nothing can be judged", readings), now)
        : judged(readings, now);
  }

  private void refreshGroups() {
    if (looksAtThisListing < LOOKS_PER_LISTING && !groups.treatment().isEmpty()) {
      looksAtThisListing++;
      return;
    }
    groups.refresh();
    listed = true;
    looksAtThisListing = 1;
  }

  private Inspection judged(Readings readings, Instant now) {
    Inspection said =
        judge.judge(
            new Case(
                readings.comparisons(),
                changeStart,
                pace.start(),
                now,
                sampling,
                spec.alpha(),
                looks()));
    // What can't be read must never read as harmless, whatever the others say.
    Verdict verdict =
        said.verdict() == Verdict.PASS && readings.lacksDeciding()
            ? Verdict.INCONCLUSIVE
            : said.verdict();
    return new Inspection(
        verdict,
        words(said.summary(), readings),
        said.evidence(),
        now,
        pace.baked(now),
        said.onset());
  }

  private int looks() {
    long judged =
        spec.metrics().stream().filter(metric -> metric.role() != MetricSpec.Role.CONTEXT).count();
    return Math.toIntExact(Math.max(1, batches) * Math.max(1, judged));
  }

  private String words(String summary, Readings readings) {
    StringJoiner words = new StringJoiner(" ");
    words.add(sentence(summary));
    readings.unreadable().forEach(missing -> words.add(sentence(missing.words())));
    if (groups.control().isEmpty()) {
      words.add("No unchanged target is left to compare with.");
    }
    return words.toString();
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  private Inspection undecided(String why, Instant now) {
    return new Inspection(Verdict.INCONCLUSIVE, why, List.of(), now, pace.baked(now), null);
  }
}
