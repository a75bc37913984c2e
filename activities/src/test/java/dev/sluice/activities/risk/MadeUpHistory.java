package dev.sluice.activities.risk;

import dev.sluice.inspection.risk.RiskTable;
import dev.sluice.inspection.risk.RiskTable.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Changes of two groups, one an hour, of which those with many files do harm more often. */
final class MadeUpHistory {
  static final List<String> COLUMNS = List.of("files", "noise");
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private MadeUpHistory() {}

  static RiskTable of(int from, int to) {
    List<Change> changes = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < to; i++) {
      double files = Math.expm1(4 * random.nextDouble());
      double noise = random.nextInt(100);
      boolean harmed = random.nextDouble() < (files > 20 ? 0.8 : 0.05);
      changes.add(
          new Change(
              i % 3 == 0 ? "small" : "large",
              "c" + i,
              BEGIN.plusSeconds(3600L * i),
              new double[] {files, noise},
              harmed));
    }
    return new RiskTable(COLUMNS, changes.subList(from, to));
  }
}
