package dev.sluice.cli.evaluate.cause;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * How good sets of combinations are: one counts as right where it equals a true one. A case without
 * an answer has none.
 *
 * @param cases how many
 * @param f1 micro F1 over all combinations
 * @param low lower end of its 95 % interval, cases drawn again and again (bootstrap, percentiles)
 * @param high upper end
 * @param exact share of cases whose whole set is right
 * @param against the other method's F1; NaN without one
 * @param p exact sign test on the cases whose whole set only one of both has right; NaN without one
 */
record CausesScores(
    int cases, double f1, double low, double high, double exact, double against, double p) {
  private static final int DRAWS = 1_000;
  private static final long SEED = 1;

  private record Counted(int right, int wrong, int missed) {
    boolean exact() {
      return wrong == 0 && missed == 0;
    }

    static Counted of(Set<Map<String, String>> said, Set<Map<String, String>> actual) {
      int right = (int) said.stream().filter(actual::contains).count();
      return new Counted(right, said.size() - right, actual.size() - right);
    }
  }

  /**
   * @param against causes that another method named, by case; null for none
   */
  static CausesScores of(
      Map<String, JsonNode> truth,
      Map<String, Set<Map<String, String>>> said,
      @Nullable Map<String, JsonNode> against) {
    List<Counted> here = new ArrayList<>();
    List<Counted> there = new ArrayList<>();
    truth.forEach((id, line) -> {
      Set<Map<String, String>> causes = CausesLine.causes(line);
      here.add(Counted.of(said.getOrDefault(id, Set.of()), causes));
      JsonNode other = against == null ? null : against.get(id);
      there.add(Counted.of(other == null ? Set.of() : CausesLine.causes(other), causes));
    });
    double[] drawn = drawn(here);
    int onlyHere = 0;
    int onlyThere = 0;
    for (int i = 0; i < here.size(); i++) {
      onlyHere += here.get(i).exact() && !there.get(i).exact() ? 1 : 0;
      onlyThere += there.get(i).exact() && !here.get(i).exact() ? 1 : 0;
    }
    return new CausesScores(
        here.size(),
        f1(here),
        drawn[(int) (0.025 * DRAWS)],
        drawn[(int) (0.975 * DRAWS)],
        (double) here.stream().filter(Counted::exact).count() / here.size(),
        against == null ? Double.NaN : f1(there),
        against == null ? Double.NaN : SignTest.of(onlyHere, onlyThere));
  }

  private static double[] drawn(List<Counted> cases) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] drawn = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Counted> again = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        again.add(cases.get(random.nextInt(cases.size())));
      }
      drawn[draw] = f1(again);
    }
    Arrays.sort(drawn);
    return drawn;
  }

  private static double f1(List<Counted> cases) {
    int right = cases.stream().mapToInt(Counted::right).sum();
    int wrong = cases.stream().mapToInt(Counted::wrong).sum();
    int missed = cases.stream().mapToInt(Counted::missed).sum();
    return 2.0 * right / (2 * right + wrong + missed);
  }

  String render() {
    String compared =
        Double.isNaN(against)
            ? ""
            : String.format(Locale.ROOT, "; the other %.3f, p %.2g", against, p);
    return String.format(
        Locale.ROOT,
        "%d cases: micro F1 %.3f [%.3f,%.3f], whole sets %.3f%s",
        cases,
        f1,
        low,
        high,
        exact,
        compared);
  }

  String json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cases", cases);
    node.put("f1", f1);
    node.putArray("f1_interval").add(low).add(high);
    node.put("exact", exact);
    if (!Double.isNaN(against)) {
      node.put("against_f1", against);
      node.put("against_p", p);
    }
    return node.toString();
  }
}
