package dev.sluice.activities.risk;

import dev.sluice.inspection.risk.LogitShift;
import dev.sluice.inspection.risk.RiskFeatures;
import dev.sluice.inspection.risk.RiskLevels;
import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Says with what probability a change does harm. It holds native memory until it is closed. */
public final class RiskModel implements AutoCloseable {
  private final Facts facts;
  private final RiskFeatures features;
  private final List<String> toldApart;
  private final Trees trees;
  private final LogitShift shift;
  private final RiskTable history;

  /**
   * @param toldApart the groups for which the trees of all groups have a flag, in its order
   * @param shift of what the trees say
   * @param history what changes are compared with
   */
  RiskModel(
      Facts facts,
      RiskFeatures features,
      List<String> toldApart,
      Trees trees,
      LogitShift shift,
      RiskTable history) {
    this.facts = facts;
    this.features = features;
    this.toldApart = List.copyOf(toldApart);
    this.trees = trees;
    this.shift = shift;
    this.history = history;
  }

  /**
   * The parts of a model, which are asked each and whose logits are averaged.
   *
   * @param shared of all groups, with cuts that are drawn
   * @param searched of all groups, with cuts that are searched
   * @param own of one group alone, by its name; those with enough changes have one
   */
  record Trees(Ensemble shared, Ensemble searched, SortedMap<String, Ensemble> own) {}

  /** What it learned from. */
  public Facts facts() {
    return facts;
  }

  /** What its probabilities mean as risk. */
  public RiskLevels levels() {
    return new RiskLevels(facts.baseRate());
  }

  RiskFeatures features() {
    return features;
  }

  List<String> toldApart() {
    return toldApart;
  }

  Trees trees() {
    return trees;
  }

  LogitShift shift() {
    return shift;
  }

  RiskTable history() {
    return history;
  }

  /**
   * The probability of harm of each change, in their order: what of changes as these share did
   * harm. They are compared with the model's history and with those of the table that were before
   * them.
   *
   * @param cases with the columns the model learned from, and any others
   * @throws dev.sluice.domain.problem.ProblemException names a column that is missing
   */
  public double[] probabilities(RiskTable cases) {
    List<Change> asked = withColumns(cases);
    if (asked.isEmpty()) {
      return new double[0];
    }
    RiskTable all = before(asked).and(asked);
    double[][] rows = features.rows(all);
    int first = all.changes().size() - asked.size();
    List<Integer> places = IntStream.range(first, all.changes().size()).boxed().toList();
    double[] logits = logits(all, rows, places);
    return Arrays.stream(logits).map(logit -> shift.of(1 / (1 + Math.exp(-logit)))).toArray();
  }

  private double[] logits(RiskTable all, double[][] rows, List<Integer> places) {
    Rows flagged = Rows.withGroup(rows, places, flags(all, places, toldApart), toldApart.size());
    double[] shared = trees.shared().logits(flagged);
    double[] searched = trees.searched().logits(flagged);
    double[] logits = new double[places.size()];
    Arrays.setAll(logits, i -> (shared[i] + searched[i]) / 2);
    SortedMap<String, List<Integer>> groups = new TreeMap<>();
    for (int i = 0; i < logits.length; i++) {
      String group = all.changes().get(places.get(i)).group();
      groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(i);
    }
    groups.forEach((group, its) -> {
      Ensemble own = trees.own().get(group);
      if (own != null) {
        double[] mine = own.logits(Rows.plain(rows, its.stream().map(places::get).toList()));
        for (int i = 0; i < mine.length; i++) {
          int at = its.get(i);
          logits[at] = (shared[at] + searched[at] + mine[i]) / 3;
        }
      }
    });
    return logits;
  }

  /** Of each change the place of its group; -1 where it is none of them. */
  static List<Integer> flags(RiskTable table, List<Integer> places, List<String> groups) {
    return places.stream()
        .map(place -> groups.indexOf(table.changes().get(place).group()))
        .toList();
  }

  /** The history without those that are asked about. */
  private RiskTable before(List<Change> asked) {
    Set<List<String>> names = new HashSet<>();
    asked.forEach(change -> names.add(List.of(change.group(), change.id())));
    return new RiskTable(
        history.columns(),
        history.changes().stream()
            .filter(change -> !names.contains(List.of(change.group(), change.id())))
            .toList());
  }

  private List<Change> withColumns(RiskTable cases) {
    if (cases.columns().equals(facts.columns())) {
      return cases.changes();
    }
    List<String> missing =
        facts.columns().stream().filter(column -> !cases.columns().contains(column)).toList();
    if (!missing.isEmpty()) {
      throw RiskProblem.RISK_COLUMNS.because(
          "the model was trained on columns that the cases don't have: %s. They have %s; give those that are missing, or train a model without them"
              .formatted(String.join(", ", missing), String.join(", ", cases.columns())));
    }
    int[] from = facts.columns().stream().mapToInt(cases.columns()::indexOf).toArray();
    return cases.changes().stream()
        .map(change ->
            new Change(
                change.group(),
                change.id(),
                change.time(),
                Arrays.stream(from).mapToDouble(change::number).toArray(),
                change.harmed()))
        .toList();
  }

  @Override
  public void close() {
    trees.shared().close();
    trees.searched().close();
    trees.own().values().forEach(Ensemble::close);
  }
}
