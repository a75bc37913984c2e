package dev.sluice.benchmarks;

/** What was measured, as Markdown. */
final class Report {
  private Report() {}

  /**
   * @param quick whether one short iteration of each was all
   * @param peer whether Kayenta's judge was measured
   */
  static String of(Results results, Machine machine, boolean quick, boolean peer) {
    var text = new StringBuilder();
    text.append(machine)
        .append(".\nProcessor time: median (least to most) of the iterations after warm-up.\n");
    if (quick) {
      text.append(
          "Quick: one short iteration, %,d live metrics instead of %,d: it works; not what it costs.\n"
              .formatted(LiveBenchmark.FEW_METRICS, LiveBenchmark.METRICS));
    }
    text.append("\n## One metric, from its samples to the verdict\n\n");
    text.append(ComparisonTable.of(results));
    if (!peer) {
      text.append(
          "\nKayenta's judge is left out: %s names no class path. docs/benchmarks.md says what belongs on it.\n"
              .formatted(KayentaJudge.CLASS_PATH));
    }
    text.append("\n## Many metrics that bake at once\n\n");
    text.append(LiveTable.of(results));
    text.append("\n## Memory of one of them\n\n");
    text.append(MemoryTable.measured(quick));
    return text.toString();
  }
}
