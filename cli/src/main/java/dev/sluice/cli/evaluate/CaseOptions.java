package dev.sluice.cli.evaluate;

import dev.sluice.cli.evaluate.cases.CaseFile;
import java.util.List;
import picocli.CommandLine.Option;

/** Which cases are judged. */
final class CaseOptions {
  @Option(
      names = "--cases",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Recorded cases: a .jsonl or .jsonl.gz file, a folder of such files, or - for "
              + "standard input. The format: docs/evaluate.md.")
  private List<String> paths = List.of();

  List<CaseFile> files(Workbench workbench) {
    return CaseFile.of(paths, workbench.input());
  }
}
