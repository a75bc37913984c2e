package dev.sluice.cli.demo;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How one change of the demo ended.
 *
 * @param differences what is not as it should be; empty when all is
 */
record DemoResult(DemoChange wanted, Change ended, Duration took, List<String> differences) {
  DemoResult {
    differences = List.copyOf(differences);
  }

  boolean asWanted() {
    return differences.isEmpty();
  }

  static String table(List<DemoResult> results, Style style) {
    Table table =
        Table.of(
            "CHANGE", "VERSION IS", "ENDED", "CAUGHT IN BATCH", "EVIDENCE", ">TOOK", "AS WANTED");
    for (DemoResult result : results) {
      boolean bad = result.ended.getOutcome() == Outcome.ROLLED_BACK;
      table.row(
          result.wanted.service() + " " + result.wanted.version(),
          result.wanted.story(),
          result.ended.getOutcome().name(),
          bad
              ? "%d of %d"
                  .formatted(
                      result.ended.getProgress().getBatch(),
                      result.ended.getProgress().getBatches())
              : "",
          String.join(", ", DemoCheck.failed(result.ended)),
          String.format(Locale.ROOT, "%.1f s", result.took.toMillis() / 1e3),
          result.asWanted() ? style.good("yes") : style.bad("no"));
    }
    return table.render(style, "");
  }
}
