package dev.sluice.cli.evaluate;

import dev.sluice.cli.evaluate.cause.Anomaly;
import dev.sluice.cli.evaluate.cause.Rankings;
import dev.sluice.inspection.attribution.Attribution;
import picocli.CommandLine.Command;

/** Says of recorded anomalies which change did it. */
@Command(
    name = "attribution",
    description = {
      "Ranks the changes that may have done each recorded anomaly, the most likely first.",
      "Writes a line a case: id, ranking, instances, probabilities, and that of nobody."
    })
final class AttributionCommand extends CauseCommand<Anomaly, Attribution> {
  AttributionCommand(Workbench workbench) {
    super(workbench, new Rankings());
  }
}
