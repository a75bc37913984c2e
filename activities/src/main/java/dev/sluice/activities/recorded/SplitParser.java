package dev.sluice.activities.recorded;

import dev.sluice.inspection.localization.Harm;
import dev.sluice.inspection.localization.RatioLeaf;
import dev.sluice.inspection.localization.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** One recorded split of a share while it is read; its fields may come in any order. */
final class SplitParser {
  private static final String AMOUNT = "a number of at least 0";

  private final CaseFields fields;
  private @Nullable String id;
  private @Nullable List<String> labels;
  private final List<RatioLeaf> leaves = new ArrayList<>();

  SplitParser(JsonParser json) {
    fields = new CaseFields(json);
  }

  RecordedSplit read() throws BrokenCaseException {
    fields.next();
    fields.object();
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "id" -> id = fields.text();
        case "rows" -> rows();
        default -> fields.skip();
      }
    }
    if (id == null) {
      throw fields.missing("id", "a text that no other case has");
    }
    if (labels == null) {
      throw fields.missing("rows", "a list of at least one row");
    }
    try {
      return new RecordedSplit(id, Split.ofRatios(labels, leaves, Harm.FALL));
    } catch (IllegalArgumentException unfit) {
      throw new BrokenCaseException("rows", String.valueOf(unfit.getMessage()));
    }
  }

  private void rows() throws BrokenCaseException {
    fields.array();
    while (fields.next() != JsonToken.END_ARRAY) {
      row();
    }
  }

  /** Whatever is no amount is a label. */
  private void row() throws BrokenCaseException {
    fields.object();
    TreeMap<String, String> values = new TreeMap<>();
    double[] amounts = {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    for (String name = fields.nextField(); !name.isEmpty(); name = fields.nextField()) {
      switch (name) {
        case "a_real" -> amounts[0] = amount();
        case "b_real" -> amounts[1] = amount();
        case "a_predict" -> amounts[2] = amount();
        case "b_predict" -> amounts[3] = amount();
        default -> values.put(name, fields.label());
      }
    }
    for (int i = 0; i < amounts.length; i++) {
      if (Double.isNaN(amounts[i])) {
        throw fields.missing(List.of("a_real", "b_real", "a_predict", "b_predict").get(i), AMOUNT);
      }
    }
    List<String> here = List.copyOf(values.keySet());
    if (labels == null) {
      labels = here;
    } else if (!labels.equals(here)) {
      throw fields.empty("a row with the labels of the first one: " + String.join(", ", labels));
    }
    leaves.add(
        new RatioLeaf(
            List.copyOf(values.values()), amounts[0], amounts[1], amounts[2], amounts[3]));
  }

  private double amount() throws BrokenCaseException {
    double amount = fields.numberOrText(AMOUNT);
    if (!(amount >= 0 && amount < Double.POSITIVE_INFINITY)) {
      throw fields.wrong(AMOUNT);
    }
    return amount;
  }
}
