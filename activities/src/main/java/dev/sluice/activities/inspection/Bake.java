package dev.sluice.activities.inspection;

import com.google.protobuf.ByteString;
import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.work.Pause;
import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.inspection.stream.BakeJudge;
import dev.sluice.inspection.stream.BakePlan;
import dev.sluice.proto.history.v1.BakeCheckpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch over what a change touched. It reads the past once and then only what is new; where an
 * earlier attempt left off it goes on from that one's checkpoint.
 */
final class Bake {
  private static final Logger LOG = LoggerFactory.getLogger(Bake.class);
  private static final int LOOKS_PER_LISTING = 20;

  private final BakeSubject subject;
  private final TargetGroups groups;
  private final MetricReader reader;
  private final StandingCheck standing;
  private final BakePace pace;
  private final InstantSource clock;
  private final Pause pause;
  private BakeCheckpoint earlier;
  private @Nullable Watched watched;
  private int looksAtThisListing = LOOKS_PER_LISTING;
  private boolean listed;
  private volatile BakeCheckpoint checkpoint;

  /**
   * A judge for the targets compared.
   *
   * @param complete whether every metric could be read when it was made
   */
  private record Watched(BakePlan plan, BakeJudge judge, boolean complete) {}

  /**
   * @param earlier where an earlier attempt was; the default instance for none
   */
  Bake(
      BakeSubject subject,
      BakeCheckpoint earlier,
      TargetGroups groups,
      MetricReader reader,
      StandingCheck standing,
      BakePace pace,
      InstantSource clock,
      Pause pause) {
    this.subject = subject;
    this.earlier = earlier;
    this.groups = groups;
    this.reader = reader;
    this.standing = standing;
    this.pace = pace;
    this.clock = clock;
    this.pause = pause;
    groups.watch(earlier.getTreatmentList(), earlier.getControlList());
    listed = earlier.getTreatmentCount() > 0;
    checkpoint =
        earlier.equals(BakeCheckpoint.getDefaultInstance())
            ? BakeCheckpoint.newBuilder().setNewest("about to look for the first time").build()
            : earlier;
  }

  /** What a new attempt needs to go on from here. */
  BakeCheckpoint checkpoint() {
    return checkpoint;
  }

  /** What was compared last; null when nothing could be. */
  @Nullable BakePlan compared() {
    Watched current = watched;
    return current == null ? null : current.plan();
  }

  MetricReader reader() {
    return reader;
  }

  /** Looks until there is an answer, or the longest bake is over. */
  Inspection watch() throws InterruptedException {
    while (true) {
      Instant now = clock.instant();
      Inspection found = confirmed(look(now), now);
      checkpoint = checkpoint(found, now);
      if (isAnswer(found.verdict(), now) || pace.ends(now)) {
        return found;
      }
      pause.sleep(pace.rest(now, clock.instant()));
    }
  }

  /** What was watched says nothing of the change once targets are not as it ordered them. */
  private Inspection confirmed(Inspection found, Instant now) throws InterruptedException {
    boolean passes = found.verdict() == Verdict.PASS && pace.mayPass(now);
    if (found.verdict() == Verdict.FAIL || !(passes || pace.ends(now))) {
      return found;
    }
    String off = standing.words(now, pace.ends(now));
    return off.isEmpty()
        ? found
        : new Inspection(
            Verdict.INCONCLUSIVE,
            off + " " + found.summary(),
            found.evidence(),
            now,
            found.baked(),
            found.onset());
  }

  private boolean isAnswer(Verdict verdict, Instant now) {
    return switch (verdict) {
      case FAIL -> true;
      case PASS -> pace.mayPass(now);
      case INCONCLUSIVE -> false;
    };
  }

  private BakeCheckpoint checkpoint(Inspection found, Instant now) {
    BakeCheckpoint.Builder next =
        BakeCheckpoint.newBuilder()
            .setNewest(
                "%s after %d s: %s"
                    .formatted(found.verdict(), pace.baked(now).toSeconds(), found.summary()))
            .addAllTreatment(groups.treatment())
            .addAllControl(groups.control());
    Watched current = watched;
    if (current != null && current.complete() && isOf(current.plan())) {
      next.setJudge(ByteString.copyFrom(current.judge().state()));
    }
    return next.build();
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
    return judged(now);
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

  private boolean isOf(BakePlan plan) {
    return plan.treatment().equals(groups.treatment()) && plan.control().equals(groups.control());
  }

  private Inspection judged(Instant now) throws InterruptedException {
    Watched current = watched;
    boolean fresh = current == null || !current.complete() || !isOf(current.plan());
    BakePlan plan =
        fresh || current == null
            ? subject.plan(groups.treatment(), groups.control())
            : current.plan();
    Instant from = fresh || current == null ? plan.pastStart() : current.judge().wanted();
    Readings readings = reader.read(plan.treatment(), plan.control(), from, now);
    if (readings.lacksAll()) {
      return undecided(words("Nothing can be judged", readings), now);
    }
    if (current != null && !fresh && isOutgrown(current.judge(), readings)) {
      LOG.info("a histogram has other buckets: the bake is judged again from its start");
      watched = null;
      return judged(now);
    }
    if (fresh || current == null) {
      current = new Watched(plan, judge(plan, readings), readings.unreadable().isEmpty());
      watched = current;
    }
    for (int m = 0; m < readings.comparisons().size(); m++) {
      if (!readings.lacks(m)) {
        current.judge().take(m, readings.comparisons().get(m), now);
      }
    }
    return told(current.judge().inspection(now), readings, now);
  }

  private static boolean isOutgrown(BakeJudge judge, Readings readings) {
    for (int m = 0; m < readings.comparisons().size(); m++) {
      if (judge.isOutgrown(m, readings.comparisons().get(m))) {
        return true;
      }
    }
    return false;
  }

  /** Where an earlier attempt was, if it compared the same; else from the start of the bake. */
  private BakeJudge judge(BakePlan plan, Readings past) {
    BakeJudge judge = new BakeJudge(plan, subject.settings(), past.comparisons());
    BakeCheckpoint left = earlier;
    earlier = BakeCheckpoint.getDefaultInstance();
    boolean same =
        left.getTreatmentList().equals(plan.treatment())
            && left.getControlList().equals(plan.control());
    if (left.getJudge().isEmpty() || !same || !past.unreadable().isEmpty()) {
      return judge;
    }
    try {
      judge.restore(left.getJudge().toByteArray());
      return judge;
    } catch (IllegalArgumentException e) {
      LOG.info("the bake is judged again from its start: {}", e.getMessage());
      return new BakeJudge(plan, subject.settings(), past.comparisons());
    }
  }

  private Inspection told(Inspection said, Readings readings, Instant now) {
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
