package dev.sluice.workflows.change;

import dev.sluice.proto.history.v1.StepOf;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Phase;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;

/**
 * Tells the change that this one is a step of how far it is: when its phase, its stage or what it
 * waits for has changed, so that it costs that change few events, however many batches there are.
 */
final class StepReport {
  private final StepOf of;
  private String told = "";

  StepReport(StepOf of) {
    this.of = of;
  }

  void tell(Change change) {
    Phase phase = change.getPhase();
    String news =
        "%s %d %s"
            .formatted(
                phase == Phase.BAKING ? Phase.APPLYING : phase,
                change.getProgress().getStage(),
                change.getWaitingFor());
    if (news.equals(told) || phase == Phase.ENDED) {
      return;
    }
    told = news;
    ChangeWorkflow parent =
        Workflow.newExternalWorkflowStub(ChangeWorkflow.class, of.getChangeId());
    StepProgress progress =
        StepProgress.newBuilder()
            .setStep(of.getStep())
            .setPhase(phase)
            .setWaitingFor(change.getWaitingFor())
            .setProgress(change.getProgress())
            .build();
    Async.procedure(parent::stepProgressed, progress).handle((_, failure) -> failure == null);
  }
}
