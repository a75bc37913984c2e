package dev.sluice.domain.changetype;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;

/**
 * How a change widens, from its first target to its last.
 *
 * @param stages in order, 1 to 100
 * @param batches how each stage is cut
 * @param maxTargetsAtRisk no batch is bigger, at least 1; {@link BatchSizing#NO_LIMIT} for none
 * @param partial whether it ends on purpose before all targets are changed
 */
public record Strategy(
    List<StageSpec> stages, BatchSizing batches, int maxTargetsAtRisk, boolean partial) {
  private static final int MAX_STAGES = 100;

  public Strategy {
    stages = List.copyOf(stages);
    var faults = new Faults();
    faults
        .require(!stages.isEmpty(), "stages", "must have at least one stage: add percent: 100")
        .require(stages.size() <= MAX_STAGES, "stages", "must have at most 100 stages")
        .require(maxTargetsAtRisk >= 1, "maxTargetsAtRisk", "must be at least 1");
    boolean complete = checkOrder(stages, faults);
    if (partial) {
      faults.require(!complete, "partial", "must be false: the stages cover all targets");
    } else if (!stages.isEmpty()) {
      faults.require(
          complete,
          "stages",
          "must end with percent: 100 or zones: each; if some targets are to be left as they are,"
              + " say partial: true");
    }
    faults.throwIfAny();
  }

  /** Checks that every stage can add targets. Returns whether the stages cover all targets. */
  private static boolean checkOrder(List<StageSpec> stages, Faults faults) {
    BigDecimal share = BigDecimal.ZERO;
    var zones = new HashSet<String>();
    boolean complete = false;
    for (int i = 0; i < stages.size(); i++) {
      String path = "stages[" + i + "]";
      faults.require(
          !complete, path, "adds nothing: the stages before it cover all targets; remove it");
      switch (stages.get(i)) {
        case StageSpec.Count _ -> {}
        case StageSpec.Percent stage -> {
          faults.require(
              complete || stage.percent().compareTo(share) > 0,
              path + ".percent",
              "must be above "
                  + share.toPlainString()
                  + ": percent counts all targets changed so far");
          share = share.max(stage.percent());
          complete = complete || stage.all();
        }
        case StageSpec.Zone zone ->
            faults.require(
                zones.add(zone.name()),
                path + ".zone",
                "adds nothing: an earlier stage completes zone " + zone.name() + "; remove it");
        case StageSpec.EachZone _ -> complete = true;
      }
    }
    return complete;
  }
}
