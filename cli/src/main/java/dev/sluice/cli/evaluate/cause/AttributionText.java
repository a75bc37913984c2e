package dev.sluice.cli.evaluate.cause;

import dev.sluice.cli.terminal.Printable;
import dev.sluice.inspection.attribution.Accused;
import dev.sluice.inspection.attribution.Attribution;
import dev.sluice.inspection.attribution.Clue;
import dev.sluice.inspection.attribution.Incident;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Who did it, for a person: the changes with what speaks for each. */
final class AttributionText {
  private AttributionText() {}

  /** Several lines, without a trailing line break. */
  static String of(String id, Incident incident, Attribution attribution) {
    Map<String, String> services =
        incident.candidates().stream()
            .collect(Collectors.toMap(one -> one.id(), one -> one.service()));
    StringBuilder text = new StringBuilder(Printable.text(id));
    for (Accused one : attribution.ranking()) {
      text.append("\n  ").append(percent(one.probability())).append("  ");
      text.append(Printable.text(one.id() + " of " + services.get(one.id())));
      String clues =
          one.clues().stream().map(AttributionText::words).collect(Collectors.joining(", "));
      text.append(": ").append(clues.isEmpty() ? "nothing speaks for it" : clues);
      if (!one.instances().isEmpty()) {
        text.append("; first ").append(Printable.text(one.instances().getFirst()));
      }
    }
    return text.append("\n  ")
        .append(percent(attribution.nobody()))
        .append("  none of them")
        .toString();
  }

  private static String percent(double probability) {
    return String.format(Locale.ROOT, "%3.0f %%", 100 * probability);
  }

  private static String words(Clue clue) {
    String said =
        switch (clue.kind()) {
          case FAILS -> "changed instances fail calls that unchanged ones don't";
          case SILENT -> "changed instances send nothing";
          case WITHOUT_CALLS -> "changed instances get no calls";
          case SLOW -> "changed instances are slower";
          case CALLS_FAIL -> "calls to it fail since";
          case CALLERS_FAIL -> "calls to its callers fail since";
          case RESOURCES -> "changed instances use other resources";
          case SICK -> "its service departs from its past beyond what it calls";
        };
    return "%s (%.2f)".formatted(said, clue.strength());
  }
}
