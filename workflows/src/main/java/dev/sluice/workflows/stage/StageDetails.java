package dev.sluice.workflows.stage;

import dev.sluice.domain.inspection.Inspection;
import dev.sluice.domain.plan.Stage;
import dev.sluice.domain.rollout.EventWords;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutState;
import dev.sluice.domain.rollout.Words;
import dev.sluice.workflows.change.Markdown;

/** What the Temporal UI shows of a stage's workflow: how far it is, and where it is steered. */
final class StageDetails {
  private StageDetails() {}

  /**
   * @param event what happened last
   * @param state the stage's state after it
   */
  static String markdown(String changeId, RolloutEvent event, RolloutState state) {
    Stage stage = state.plan().stages().getFirst();
    Markdown text =
        new Markdown()
            .heading(EventWords.message(event, state))
            .paragraph("Part of", "change %s: look there and steer that".formatted(changeId))
            .item("stage: " + stage.title())
            .item("batches judged good: %d of %d".formatted(state.passed(), state.batches()))
            .item("targets at risk: %d".formatted(state.targetsAtRisk()));
    if (state.reverted() > 0) {
      text.item(Words.count(state.reverted(), "target") + " taken back");
    }
    Inspection inspection = state.inspection();
    if (inspection != null) {
      text.paragraph("").paragraph(inspection.verdict() + ":", inspection.summary());
    }
    return text.made();
  }
}
