package dev.sluice.activities.risk;

import dev.sluice.activities.risk.BoostedTrees.Settings;
import dev.sluice.inspection.risk.RiskFeatures;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the parts of a model learn from, made of a history. */
final class Lessons {
  private static final Settings SHARED = new Settings(600, 0.03, 31, 0.4, true);
  private static final Settings SEARCHED = new Settings(250, 0.03, 15, 0.6, false);
  private static final Settings OWN = new Settings(400, 0.03, 15, 0.4, true);

  /** Share of a group's history over which a change comes to count half. */
  private static final double HALF = 0.35;

  /** A group with fewer known changes has no trees of its own. */
  private static final int FEWEST_OF_GROUP = 500;

  private static final int MOST_GROUPS = 50;

  private final RiskTable history;
  private final double[][] rows;
  private final List<String> toldApart;
  private final List<Sample> all = new ArrayList<>();
  private final SortedMap<String, List<Sample>> own = new TreeMap<>();

  /**
   * A change to learn from.
   *
   * @param place in the history
   */
  private record Sample(int place, boolean harmed, float weight) {}

  Lessons(RiskTable history, RiskFeatures features, List<Facts.Group> groups) {
    this.history = history;
    rows = features.rows(history);
    toldApart =
        groups.stream()
            .sorted(Comparator.comparingInt(Facts.Group::known).reversed())
            .limit(MOST_GROUPS)
            .map(Facts.Group::name)
            .sorted()
            .toList();
    history
        .byGroup()
        .forEach((group, places) -> {
          List<Sample> samples = samples(places);
          all.addAll(samples);
          if (samples.size() >= FEWEST_OF_GROUP && toldApart.contains(group)) {
            own.put(group, samples);
          }
        });
  }

  /** The largest groups: trees of all groups have a flag for each of them. */
  List<String> toldApart() {
    return toldApart;
  }

  Lesson shared() {
    return lesson(all, flagged(), SHARED);
  }

  Lesson searched() {
    return lesson(all, flagged(), SEARCHED);
  }

  /** Of the groups that have enough changes, by their name. */
  SortedMap<String, Lesson> own() {
    SortedMap<String, Lesson> lessons = new TreeMap<>();
    own.forEach((group, samples) ->
        lessons.put(group, lesson(samples, Rows.plain(rows, places(samples)), OWN)));
    return lessons;
  }

  private Rows flagged() {
    List<Integer> places = places(all);
    return Rows.withGroup(
        rows, places, RiskModel.flags(history, places, toldApart), toldApart.size());
  }

  /** Older changes count less: what is changed, by whom and how, moves on. */
  private List<Sample> samples(List<Integer> group) {
    List<Integer> known =
        group.stream().filter(place -> history.changes().get(place).harmed() != null).toList();
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      Change change = history.changes().get(known.get(i));
      double age = (known.size() - i) / (double) known.size();
      samples.add(
          new Sample(
              known.get(i),
              Boolean.TRUE.equals(change.harmed()),
              (float) Math.pow(0.5, age / HALF)));
    }
    return samples;
  }

  private static List<Integer> places(List<Sample> samples) {
    return samples.stream().map(Sample::place).toList();
  }

  private static Lesson lesson(List<Sample> samples, Rows rows, Settings settings) {
    float[] harmed = new float[samples.size()];
    float[] weights = new float[samples.size()];
    for (int i = 0; i < harmed.length; i++) {
      harmed[i] = samples.get(i).harmed() ? 1 : 0;
      weights[i] = samples.get(i).weight();
    }
    return new Lesson(rows, harmed, weights, settings);
  }
}
