package dev.sluice.cli.evaluate.cause;

import dev.sluice.cli.evaluate.cases.CaseReader;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.inspection.localization.Combination;
import dev.sluice.inspection.localization.Localization;
import dev.sluice.inspection.localization.Localizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Where it sits, of many recorded measures. */
public final class Places implements Answers<SplitCase, Localization> {
  private final Map<String, Set<Map<String, String>>> known = new HashMap<>();

  @Override
  public CaseReader<SplitCase> reader() {
    return SplitCase::read;
  }

  @Override
  public Localization answer(SplitCase split) {
    return Localizer.locate(split.split());
  }

  @Override
  public void keep(String id, Localization answer) {
    known.put(id, CausesLine.causes(answer));
  }

  @Override
  public String line(String id, Localization answer) {
    return CausesLine.json(id, answer);
  }

  @Override
  public String explanation(SplitCase split, Localization where) {
    if (where.causes().isEmpty()) {
      return Printable.text(split.id()) + "\n  nothing was lost";
    }
    String causes = where.causes().stream().map(Places::words).collect(Collectors.joining("\n  "));
    return String.format(
        Locale.ROOT,
        "%s\n  %s\n  explains %.0f %% of the loss with %.0f %% of the traffic; exactly this with probability %.2f",
        Printable.text(split.id()),
        Printable.text(causes),
        100 * where.explained(),
        100 * where.share(),
        where.probability());
  }

  private static String words(Combination cause) {
    return cause.values().entrySet().stream()
        .map(value -> value.getKey() + "=" + value.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String scores(
      Map<String, JsonNode> truth, Map<String, JsonNode> against, boolean json, Style style) {
    CausesScores scores = CausesScores.of(truth, known, against.isEmpty() ? null : against);
    return json ? scores.json() : scores.render();
  }
}
