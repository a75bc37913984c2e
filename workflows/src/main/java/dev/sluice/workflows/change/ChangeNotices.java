package dev.sluice.workflows.change;

import dev.sluice.domain.notify.Notice;
import dev.sluice.domain.notify.Notice.What;
import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.proto.v1.ChangeOrBuilder;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StepState;
import dev.sluice.workflows.notify.Notifier;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.stream.Collectors;

/** Sees from what is shown of a change when people are to be told. */
final class ChangeNotices {
  private static final String EACH_APPROVAL = "each-approval-is-a-wait";

  private final ChangeInput input;
  private final Notifier notifier;
  private Phase before = Phase.PHASE_UNSPECIFIED;
  private String waitedFor = "";

  ChangeNotices(ChangeInput input) {
    this.input = input;
    notifier = new Notifier(input.getNotifies());
  }

  /** To be told of each look of the change. */
  void shown(ChangeOrBuilder change, List<Ways.Way> ways) {
    if (!input.getNotifies()) {
      return;
    }
    Phase phase = change.getPhase();
    // A step's own change is spoken of as a part of the whole, but for what only it waits for.
    if (phase != before && !input.hasStepOf()) {
      moved(change, ways);
    }
    before = phase;
    String waits = waitsFor(change);
    if (!waits.equals(waitedFor)) {
      waitedFor = waits;
      if (waits.isEmpty()) {
        notifier.over();
      } else {
        What what = phase == Phase.HELD ? What.HELD : What.WAITS_FOR_APPROVAL;
        notifier.waits(notice(what, change, ways), id(what, change));
      }
    }
  }

  void handOver() {
    notifier.handOver();
  }

  private void moved(ChangeOrBuilder change, List<Ways.Way> ways) {
    if (change.getPhase() == Phase.SUSPENDED) {
      tell(What.SUSPENDED, change, ways);
    } else if (change.getPhase() == Phase.ENDED) {
      tell(
          switch (change.getOutcome()) {
            case ROLLED_BACK -> What.ROLLED_BACK;
            case ROLLBACK_FAILED -> What.ROLLBACK_FAILED;
            case COMPLETED, REFUSED, STOPPED, OUTCOME_UNSPECIFIED, UNRECOGNIZED -> What.ENDED;
          },
          change,
          List.of());
    } else if (before == Phase.SUSPENDED) {
      tell(What.WOKEN, change, ways);
    }
  }

  private void tell(What what, ChangeOrBuilder change, List<Ways.Way> ways) {
    notifier.tell(notice(what, change, ways), id(what, change));
  }

  /** Differs between two waits that follow each other; empty while nobody is waited for. */
  private static String waitsFor(ChangeOrBuilder change) {
    if (change.getPhase() == Phase.HELD || change.getPhase() == Phase.ENDED) {
      return change.getPhase() == Phase.HELD ? "HELD" : "";
    }
    String steps =
        change.getStepsList().stream()
            .filter(step -> step.getState() == StepState.STEP_AT_GATE)
            .map(step -> " of step " + step.getName())
            .collect(Collectors.joining());
    return change.getPhase() == Phase.AWAITING_APPROVAL || !steps.isEmpty()
        ? "approval" + steps + given(change)
        : "";
  }

  /** Each approval leaves another wait: for those that are still missing. */
  private static String given(ChangeOrBuilder change) {
    // Changes that began before that have one notice for all approvals of a plan.
    if (Workflow.getVersion(EACH_APPROVAL, Workflow.DEFAULT_VERSION, 1)
        == Workflow.DEFAULT_VERSION) {
      return "";
    }
    return " beside "
        + change.getApprovalsList().stream().filter(one -> one.getEnded().isEmpty()).count();
  }

  private Notice notice(What what, ChangeOrBuilder change, List<Ways.Way> ways) {
    String ended = change.getPhase() == Phase.ENDED ? change.getOutcome().name() : "";
    String reason = change.getStatusReason();
    return new Notice(
        what,
        input.getChangeId(),
        change.getTitle(),
        change.getPlan().getServicesList(),
        input.getRequester(),
        change.getPlan().getRisk(),
        ended.isEmpty() || reason.isEmpty() ? ended + reason : ended + ": " + reason,
        change.getWaitingFor(),
        ChangePage.now(),
        ways.stream().map(Ways.Way::command).toList());
  }

  /** No event has two notices of a kind, and a new run goes on counting events. */
  private String id(What what, ChangeOrBuilder change) {
    return "%s/notice/%d-%s".formatted(input.getChangeId(), change.getLastEvent(), what);
  }
}
