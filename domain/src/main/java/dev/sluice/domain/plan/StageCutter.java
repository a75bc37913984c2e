package dev.sluice.domain.plan;

import dev.sluice.domain.changetype.Shares;
import dev.sluice.domain.changetype.StageSpec;
import dev.sluice.domain.changetype.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Cuts a target list into stages and batches.
 *
 * <p>Stages by number and share sweep over the name order and leave out the zones that stages by
 * zone have completed; a stage by zone takes what the sweep has not reached of its zone.
 */
final class StageCutter {
  private final Strategy strategy;
  private final List<PlanTarget> targets;
  private final int maxBatches;
  private final List<Stage> stages = new ArrayList<>();
  private final List<String> completedZones = new ArrayList<>();

  /** How many of the list the sweep has passed. */
  private int swept;

  private int covered;
  private int batches;

  StageCutter(Strategy strategy, List<PlanTarget> targets, int maxBatches) {
    this.strategy = strategy;
    this.targets = targets;
    this.maxBatches = maxBatches;
  }

  /** The stages that hold targets, at most one batch more than the greatest number allowed. */
  List<Stage> cut() {
    for (StageSpec spec : strategy.stages()) {
      switch (spec) {
        case StageSpec.Count count -> sweep(count.targets(), "");
        case StageSpec.Percent share ->
            sweep(Shares.of(share.percent(), targets.size()) - covered, share.title());
        case StageSpec.Zone zone -> completeZone(zone.name());
        case StageSpec.EachZone _ ->
            targets.stream().map(PlanTarget::zone).distinct().sorted().forEach(this::completeZone);
      }
    }
    if (!strategy.partial()) {
      openTheEnd();
    }
    return List.copyOf(stages);
  }

  private void sweep(int wanted, String title) {
    List<Integer> taken =
        IntStream.range(swept, targets.size())
            .filter(index -> !completedZones.contains(targets.get(index).zone()))
            .limit(Math.max(0, wanted))
            .boxed()
            .toList();
    if (taken.isEmpty()) {
      return;
    }
    // A stage by number says how many it really takes, where fewer are left.
    addStage(title.isEmpty() ? new StageSpec.Count(taken.size()).title() : title, "", taken);
    swept = taken.getLast() + 1;
  }

  private void completeZone(String zone) {
    if (completedZones.contains(zone)) {
      return;
    }
    List<Integer> taken =
        IntStream.range(swept, targets.size())
            .filter(index -> targets.get(index).zone().equals(zone))
            .boxed()
            .toList();
    if (taken.isEmpty()) {
      return;
    }
    addStage(new StageSpec.Zone(zone).title(), zone, taken);
    // Later sweeps leave this zone out, so its newcomers belong to its own last batch.
    openTheEnd();
    completedZones.add(zone);
  }

  private void addStage(String title, String zone, List<Integer> taken) {
    var cut = new ArrayList<Batch>();
    String after = swept == 0 ? "" : targets.get(swept - 1).name();
    int from = 0;
    while (from < taken.size() && batches <= maxBatches) {
      int upTo = Math.min(taken.size(), from + limit(cut.size()));
      String last = targets.get(taken.get(upTo - 1)).name();
      List<String> except = zone.isEmpty() ? completedZones : List.of();
      batches++;
      cut.add(new Batch(batches, upTo - from, new TargetRange(zone, except, after, last)));
      after = last;
      from = upTo;
    }
    covered += taken.size();
    if (!cut.isEmpty()) {
      stages.add(new Stage(title, cut));
    }
  }

  private int limit(int index) {
    return Math.min(strategy.maxTargetsAtRisk(), strategy.batches().limit(index, targets.size()));
  }

  /** Lets the newest batch go on to the last name, so that newcomers are in it. */
  private void openTheEnd() {
    Stage stage = stages.removeLast();
    var batches = new ArrayList<>(stage.batches());
    Batch last = batches.removeLast();
    TargetRange range = last.range();
    batches.add(
        new Batch(
            last.number(),
            last.targets(),
            new TargetRange(range.zone(), range.exceptZones(), range.after(), "")));
    stages.add(new Stage(stage.title(), batches));
  }
}
