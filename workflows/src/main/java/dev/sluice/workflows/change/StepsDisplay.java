package dev.sluice.workflows.change;

import dev.sluice.domain.control.Approval;
import dev.sluice.domain.ledger.Memory;
import dev.sluice.domain.ledger.StepsChronicle;
import dev.sluice.domain.plan.StepsPlan;
import dev.sluice.domain.steps.Step;
import dev.sluice.domain.steps.StepsEvent;
import dev.sluice.domain.steps.StepsState;
import dev.sluice.domain.steps.StepsState.Condition;
import dev.sluice.domain.steps.StepsWords;
import dev.sluice.proto.history.v1.StepProgress;
import dev.sluice.workflows.SearchAttributes;
import dev.sluice.workflows.ledger.LedgerBook;
import dev.sluice.workflows.steps.StepNames;
import dev.sluice.workflows.steps.StepsListener;
import dev.sluice.workflows.wire.PlanWire;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Keeps what people see of a change over several sub-domains true. */
final class StepsDisplay implements StepsListener {
  private final ChangePage page;
  private final StepsPlan plan;
  private final ChangeMetrics metrics;
  private final StepsChronicle chronicle;
  private final LedgerBook book;
  private final Map<String, StepProgress> told = new HashMap<>();

  StepsDisplay(ChangePage page, StepsPlan plan) {
    this.page = page;
    this.plan = plan;
    metrics = new ChangeMetrics(page.input().getType());
    chronicle = new StepsChronicle(page.input().getRequester(), page.beginning().memory());
    book = page.book();
  }

  void planned(StepsState state) {
    page.shown().setPlan(PlanWire.toProto(plan)).setTitle(plan.title());
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.SERVICES.valueSet(plan.services()),
        SearchAttributes.CLASS.valueSet(plan.classification().changeClass().name()),
        SearchAttributes.RISK.valueSet((long) plan.classification().risk()));
    event(
        "PLANNED",
        "",
        "%s: %d targets in %d steps".formatted(plan.title(), plan.targets(), plan.steps().size()),
        state);
    page.register(plan);
    show(state);
  }

  @Override
  public void recorded(StepsEvent event, StepsState after) {
    switch (event) {
      case StepsEvent.Approved approved -> page.approved(approved.approval(), approved.reason());
      case StepsEvent.ApprovalExpired expired ->
          page.approvalExpired(expired.actor(), expired.expiry());
      case StepsEvent.GatePassed passed ->
          page.approved(new Approval(passed.actor(), "", null), passed.reason());
      case StepsEvent.TakeBackBegun begun -> told.remove(begun.step());
      case StepsEvent.Ended ended -> {
        page.ended();
        metrics.ended(ended.outcome());
      }
      default -> {}
    }
    event(StepsWords.kind(event), StepsWords.actor(event), StepsWords.message(event), after);
    Instant now = ChangePage.now();
    book.add(chronicle.told(event, after, view(after).progress().getTargetsChanged(), now), now);
    book.flush();
  }

  Memory memory() {
    return chronicle.memory();
  }

  /** Before the workflow ends. */
  void closeRecord() {
    book.close();
  }

  @Override
  public void decided(StepsState state) {
    show(state);
  }

  /** A step's own change told how far it is. */
  void stepProgressed(StepProgress progress, StepsState state) {
    told.put(progress.getStep(), progress);
    event("STEP_PROGRESSED", "", StepsDetails.line(progress), state);
    show(state);
  }

  private void show(StepsState state) {
    StepsView view = view(state);
    page.shown()
        .setPhase(view.phase())
        .setOutcome(ChangeView.outcome(state.outcome()))
        .setStatusReason(state.reason())
        .setWaitingFor(view.waitingFor())
        .setProgress(view.progress())
        .clearSteps()
        .addAllSteps(view.steps());
    page.publish(view.ways());
  }

  private StepsView view(StepsState state) {
    return new StepsView(page.input(), plan, state, told);
  }

  private void event(String kind, String actor, String message, StepsState state) {
    page.event(
        kind,
        actor,
        message,
        null,
        new ChangePage.Look(
            view(state).phase(), ChangeView.outcome(state.outcome()), view(state).progress()));
  }

  /** The changes of the steps that run now; an example where none does. */
  String stepInHand(StepsState state) {
    String running =
        state.in(Condition.RUNNING).stream()
            .map(Step::name)
            .map(name -> StepNames.of(page.input().getChangeId(), name))
            .collect(Collectors.joining(" or "));
    return running.isEmpty() ? "once one runs" : running;
  }
}
