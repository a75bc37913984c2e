package dev.sluice.cli.evaluate.score;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The scores of a judge on labelled cases.
 *
 * @param families by their name
 * @param pooled over all cases
 * @param macroF1 mean F1 of the families; NaN where none has one
 * @param unpredicted labelled cases about which nothing was said; they count as inconclusive
 * @param unlabelled cases about which something was said, but without a label; they don't count
 */
public record Scores(
    SortedMap<String, Figures> families,
    Figures pooled,
    double macroF1,
    int unpredicted,
    int unlabelled) {

  /**
   * @param labels at least one
   * @param predictions by the case's id
   */
  public static Scores of(List<Label> labels, Map<String, Prediction> predictions) {
    List<Scored> cases =
        labels.stream().map(label -> new Scored(label, predictions.get(label.caseId()))).toList();
    Map<String, List<Scored>> byFamily =
        cases.stream().collect(Collectors.groupingBy(one -> one.label().family()));
    SortedMap<String, Figures> families = new TreeMap<>();
    byFamily.forEach((family, its) -> families.put(family, Figures.of(its)));
    int unpredicted = (int) cases.stream().filter(one -> one.prediction() == null).count();
    return new Scores(
        families,
        Figures.of(cases),
        families.values().stream()
            .mapToDouble(its -> its.f1().value())
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN),
        unpredicted,
        predictions.size() - (cases.size() - unpredicted));
  }
}
