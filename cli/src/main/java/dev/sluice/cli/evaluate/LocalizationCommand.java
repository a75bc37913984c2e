package dev.sluice.cli.evaluate;

import dev.sluice.cli.evaluate.cause.Places;
import dev.sluice.cli.evaluate.cause.SplitCase;
import dev.sluice.inspection.localization.Localization;
import picocli.CommandLine.Command;

/** Says of recorded measures that are split by labels where what they lost lies. */
@Command(
    name = "localization",
    description = {
      "Finds the smallest combinations of labels that explain what each recorded measure lost.",
      "Writes a line a case: id, root_causes, the probability that they are exactly it."
    })
final class LocalizationCommand extends CauseCommand<SplitCase, Localization> {
  LocalizationCommand(Workbench workbench) {
    super(workbench, new Places());
  }
}
