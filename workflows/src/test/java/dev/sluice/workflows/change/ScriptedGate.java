package dev.sluice.workflows.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.history.v1.GateAnswer;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.GateLeave;
import dev.sluice.proto.history.v1.GateMessage;
import dev.sluice.proto.history.v1.GateOpening;
import dev.sluice.proto.history.v1.GateRoster;
import dev.sluice.proto.history.v1.Roll;
import dev.sluice.workflows.gate.GateActivities;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate that says what the test says, and notes who asks and leaves. */
public final class ScriptedGate implements GateActivities {
  final List<String> heard = new CopyOnWriteArrayList<>();

  @Override
  public void ask(GateClaim claim) {
    heard.add("ask " + claim.getVisit());
  }

  @Override
  public void leave(GateLeave leave) {
    heard.add("leave");
  }

  @Override
  public void answer(GateAnswer answer) {
    heard.add("answer " + answer.getClaim().getVisit());
  }

  @Override
  public GateRoster whoRuns() {
    return GateRoster.getDefaultInstance();
  }

  @Override
  public Roll ended(Roll roll) {
    return Roll.getDefaultInstance();
  }

  public static GateMessage open(int visit) {
    return GateMessage.newBuilder()
        .setOpen(GateOpening.getDefaultInstance())
        .setVisit(visit)
        .build();
  }

  public static GateMessage late(int visit) {
    return GateMessage.newBuilder()
        .setLate("it could not begin before noon, its latest start")
        .setVisit(visit)
        .build();
  }

  /** Waits until it has heard this and nothing else. */
  public void awaitHeard(ChangeEnvironment environment, String... words) {
    for (int i = 0; i < 300 && !heard.equals(List.of(words)); i++) {
      environment.sleep(Duration.ofMillis(100));
    }
    assertThat(heard).containsExactly(words);
  }
}
