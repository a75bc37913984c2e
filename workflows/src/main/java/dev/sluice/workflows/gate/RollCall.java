package dev.sluice.workflows.gate;

import dev.sluice.domain.gate.GateSignal;
import dev.sluice.domain.gate.GateState;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.workflows.ActivityLimits;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks for changes that died without a word, while anybody waits for them: soon after somebody
 * asked, then ever more rarely. Where nobody waits, a dead change is in nobody's way. Also reminds
 * a gate that began anew of those that have not answered.
 */
final class RollCall {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Consumer<GateSignal> found;
  private Duration pause = FIRST;
  private @Nullable CancellationScope running;
  private Roll roll = Roll.getDefaultInstance();
  private boolean recalling;

  RollCall(Consumer<GateSignal> found) {
    this.found = found;
  }

  void somebodyAsked() {
    pause = FIRST;
  }

  /** Goes on, begins or stops, as the state asks for. */
  void keep(GateState state) {
    Roll.Builder now = Roll.newBuilder();
    state.inside().forEach(one -> now.addChanges(one.claim().change()));
    now.addAllChanges(state.recall().unheard());
    roll = now.build();
    recalling = !state.recall().isOver();
    boolean nobodyWaits = state.queue().isEmpty() && !recalling;
    if (nobodyWaits || roll.getChangesCount() == 0) {
      stop();
    } else if (running == null) {
      begin();
    }
  }

  void stop() {
    if (running != null) {
      running.cancel();
      running = null;
      pause = FIRST;
    }
  }

  private void begin() {
    TimerOptions named =
        TimerOptions.newBuilder().setSummary("look whether those that run are alive").build();
    CancellationScope scope =
        Workflow.newCancellationScope(() ->
            Workflow.newTimer(pause, named)
                .thenCompose(_ -> Async.function(activities()::ended, roll))
                .handle((ended, failure) -> {
                  if (failure == null || !isStopped()) {
                    next(ended);
                  }
                  return failure == null;
                }));
    running = scope;
    scope.run();
  }

  private boolean isStopped() {
    return running == null;
  }

  private void next(@Nullable Roll ended) {
    running = null;
    pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
    found.accept(
        ended == null || ended.getChangesCount() == 0
            ? new GateSignal.Woken()
            : new GateSignal.Died(ended.getChangesList()));
    if (recalling) {
      found.accept(new GateSignal.Unanswered());
    }
  }

  private static GateActivities activities() {
    return Workflow.newActivityStub(
        GateActivities.class, ActivityLimits.asking("which of those that run have ended"));
  }
}
