package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.GateState;
import dev.sluice.domain.gate.Recall;
import dev.sluice.domain.gate.Standing;
import dev.sluice.domain.gate.Stop;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Temporal UI shows of the gate, in Markdown. */
final class GateDetails {
  private static final int SHOWN = 20;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private GateDetails() {}

  static String markdown(GateState state, Instant now) {
    StringBuilder text = new StringBuilder();
    text.append(
        "### %d running, %d waiting\n".formatted(state.inside().size(), state.queue().size()));
    recall(text, state.recall());
    state
        .stops()
        .filter(stop -> stop.isOn(now))
        .forEach(stop -> text.append("- **%s**: %s\n".formatted(stop.words(), why(stop))));
    section(text, "Running (since, UTC)", state.inside().size());
    state.inside().stream()
        .limit(SHOWN)
        .forEach(one ->
            text.append(
                "- `%s` %s%s\n"
                    .formatted(
                        one.claim().change(),
                        TIME.format(one.since()),
                        one.suspended().isEmpty() ? "" : ", suspended by " + one.suspended())));
    section(text, "Waiting, the next first (since, UTC)", state.queue().size());
    state.queue().stream()
        .limit(SHOWN)
        .forEach(one ->
            text.append(
                "- `%s` %s, for %s\n"
                    .formatted(one.claim().change(), TIME.format(one.since()), words(one.told()))));
    return text.toString();
  }

  private static void recall(StringBuilder text, Recall recall) {
    if (recall.isOver()) {
      return;
    }
    String names =
        Stream.concat(recall.unheard().stream(), recall.unasked().stream())
            .limit(SHOWN)
            .map("`%s`"::formatted)
            .collect(Collectors.joining(", "));
    text.append(
        recall.listed()
            ? "- **lets nobody in**: it was ended from outside, and asks what these hold (%d): %s\n"
                .formatted(recall.missing(), names)
            : "- **lets nobody in**: it was ended from outside, and finds out which changes run\n");
  }

  private static String why(Stop stop) {
    return stop.actor().isEmpty()
        ? stop.reason()
        : "%s (declared by %s)".formatted(stop.reason(), stop.actor());
  }

  private static String words(@org.jspecify.annotations.Nullable Standing told) {
    return told == null ? "its turn" : told.words();
  }

  private static void section(StringBuilder text, String title, int count) {
    if (count > 0) {
      text.append("\n#### %s\n".formatted(title));
    }
    if (count > SHOWN) {
      text.append("The first %d of %d.\n\n".formatted(SHOWN, count));
    }
  }
}
