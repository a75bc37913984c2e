package dev.sluice.cli.evaluate.report;

import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.domain.inspection.Verdict;
import dev.sluice.inspection.recorded.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Which verdicts are others than before, one by one and counted. */
public final class FlipReport {
  private final Style style;
  private final Map<Way, Integer> flips = new TreeMap<>(Way.ORDER);
  private int cases;

  public FlipReport(Style style) {
    this.style = style;
  }

  /** From which verdict to which. */
  private record Way(Verdict before, Verdict after) {
    static final Comparator<Way> ORDER =
        Comparator.comparing(Way::before).thenComparing(Way::after);

    String words() {
      return word(before) + " to " + word(after);
    }
  }

  public void count(Verdict before, Judgement after) {
    cases++;
    Verdict now = after.inspection().verdict();
    if (before != now) {
      flips.merge(new Way(before, now), 1, Integer::sum);
    }
  }

  /** One flip for a person. */
  public String text(Verdict before, String whyBefore, Judgement after) {
    Verdict now = after.inspection().verdict();
    StringBuilder text =
        new StringBuilder(Words.painted(before, style))
            .append(" would be ")
            .append(Words.painted(now, style))
            .append("  ")
            .append(style.strong(Printable.text(after.caseId())));
    if (now == Verdict.FAIL && after.detectedAt() >= 0) {
      text.append(", at sample ").append(after.detectedAt() + 1);
    }
    if (!whyBefore.isBlank()) {
      text.append("\n  was: ").append(Printable.text(whyBefore));
    }
    return text.append("\n  now: ").append(Printable.text(after.inspection().summary())).toString();
  }

  /** One flip for a machine. */
  public static String json(Verdict before, String whyBefore, Judgement after) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("case_id", after.caseId());
    node.put("before", word(before));
    node.put("after", word(after.inspection().verdict()));
    node.put("why_before", whyBefore);
    node.put("why_after", after.inspection().summary());
    if (after.detectedAt() >= 0) {
      node.put("detected_at", after.detectedAt());
    }
    return node.toString();
  }

  /** "1186 cases, 12 verdicts would flip: 7 pass to fail, 5 fail to pass". */
  public String summary() {
    int all = flips.values().stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      return "%s, no verdict would flip".formatted(Quantity.count(cases, "case"));
    }
    List<String> ways = new ArrayList<>();
    flips.forEach((way, count) -> ways.add(count + " " + way.words()));
    return "%s, %s would flip: %s"
        .formatted(
            Quantity.count(cases, "case"), Quantity.count(all, "verdict"), String.join(", ", ways));
  }

  /** The same as an object. */
  public String summaryJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("cases", cases);
    ObjectNode ways = node.putObject("flips");
    flips.forEach((way, count) -> ways.put(way.words().replace(' ', '_'), count));
    return node.toString();
  }

  private static String word(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
