package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.GuardKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Guarded and reported changes as a table, one line each. */
public final class GuardTable {
  private GuardTable() {}

  /**
   * @param now the moment from which ages are counted
   */
  public static String render(List<Guard> guards, Instant now, Style style) {
    Table table = Table.of("GUARD", "KIND", "STATE", ">STEP", ">AGE", "ASKED BY", "TITLE", "WHY");
    for (Guard guard : guards) {
      table.row(
          guard.getName().substring(guard.getName().indexOf('/') + 1),
          guard.getKind() == GuardKind.GUARD_KIND_UNSPECIFIED ? "" : word(guard.getKind()),
          state(guard),
          guard.getSteps() == 0 ? "" : guard.getStep() + "/" + guard.getSteps(),
          guard.hasCreateTime()
              ? Quantity.length(Duration.between(Quantity.instant(guard.getCreateTime()), now))
              : "",
          guard.getRequester(),
          guard.getTitle(),
          guard.getWaitsFor().isEmpty() ? guard.getReason() : "waits for " + guard.getWaitsFor());
    }
    return table.render(style, "");
  }

  private static String state(Guard guard) {
    if (guard.getOutcomeValue() != 0) {
      return guard.getOutcome().name();
    }
    return guard.getPhaseValue() == 0 ? "" : guard.getPhase().name();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
