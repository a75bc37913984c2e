package dev.sluice.simulation.world;

import dev.sluice.domain.rollout.RolloutSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What happened in a world, kept so that a person can read it when something broke. */
public final class History {
  private record Line(long second, Moment moment) {}

  private static final Pattern INSPECTION =
      Pattern.compile("inspection=Inspection\\[verdict=(\\w+).*");
  private static final Pattern BATCH =
      Pattern.compile("Batch\\[number=(\\d+), targets=(\\d+), range=TargetRange\\[.*?upTo=\\w*]]");

  private final List<Line> lines = new ArrayList<>();

  void add(long second, Moment moment) {
    lines.add(new Line(second, moment));
  }

  /** Signals that changed something. */
  public int length() {
    return (int) lines.stream().filter(line -> tells(line.moment())).count();
  }

  /** One line for each signal that changed something, and the newest in any case. */
  public String words() {
    return lines.stream()
        .filter(line -> tells(line.moment()) || line.equals(lines.getLast()))
        .map(line -> words(line.second(), line.moment()))
        .collect(Collectors.joining("\n"));
  }

  private static boolean tells(Moment moment) {
    return !moment.decision().facts().isEmpty() || !moment.decision().commands().isEmpty();
  }

  private static String words(long second, Moment moment) {
    return "%6d s  %-13s %-12s <- %s: %s"
        .formatted(
            second,
            moment.run().name(),
            moment.after().phase(),
            words(moment.signal()),
            things(moment.decision().facts()) + " => " + things(moment.decision().commands()));
  }

  private static String words(RolloutSignal signal) {
    return switch (signal) {
      case RolloutSignal.StageProgressed progressed ->
          "StageProgressed[stage=%d, begun=%d, passed=%d]"
              .formatted(
                  progressed.stage(),
                  progressed.progress().begun(),
                  progressed.progress().passed());
      case RolloutSignal.StageEnded ended ->
          "StageEnded[stage=%d, attempt=%d, begun=%d, passed=%d, %s, %s]"
              .formatted(
                  ended.stage(),
                  ended.attempt(),
                  ended.end().begun(),
                  ended.end().passed(),
                  ended.end().outcome(),
                  ended.end().trouble());
      case RolloutSignal.StageReverted reverted ->
          "StageReverted[stage=%d, attempt=%d, %s, %s]"
              .formatted(
                  reverted.stage(),
                  reverted.attempt(),
                  reverted.end().outcome(),
                  reverted.end().rollback());
      case RolloutSignal.BatchInspected inspected ->
          "BatchInspected[batch=%d, round=%d, %s]"
              .formatted(inspected.batch(), inspected.round(), inspected.inspection().verdict());
      case RolloutSignal.Watched watched ->
          "Watched[round=%d, %s]".formatted(watched.round(), watched.inspection().verdict());
      case RolloutSignal.Begin _,
          RolloutSignal.ApprovalTimedOut _,
          RolloutSignal.ApprovalsExpired _,
          RolloutSignal.PlanAgain _,
          RolloutSignal.GateLate _,
          RolloutSignal.GateTold _,
          RolloutSignal.GateOpened _,
          RolloutSignal.GateRefused _,
          RolloutSignal.Stopped _,
          RolloutSignal.Woken _,
          RolloutSignal.BaselineTaken _,
          RolloutSignal.Prechecked _,
          RolloutSignal.BatchApplied _,
          RolloutSignal.BatchReverted _,
          RolloutSignal.RollbackChecked _,
          RolloutSignal.WatchBroken _,
          RolloutSignal.RollbackUnchecked _,
          RolloutSignal.Steering _ ->
          signal.toString();
    };
  }

  private static String things(List<?> things) {
    return things.stream()
        .map(Object::toString)
        .map(words -> INSPECTION.matcher(words).replaceAll("$1]"))
        .map(words -> BATCH.matcher(words).replaceAll("$1 of $2 targets"))
        .map(words -> words.replace("[]", ""))
        .collect(Collectors.joining(" "));
  }
}
