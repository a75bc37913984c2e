package dev.sluice.workflows.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.gate.Caps;
import dev.sluice.domain.gate.Claim;
import dev.sluice.domain.gate.GateRules;
import dev.sluice.domain.gate.Stop;
import dev.sluice.domain.plan.ChangeClass;
import dev.sluice.proto.history.v1.Exemption;
import dev.sluice.proto.history.v1.GateClaim;
import dev.sluice.proto.history.v1.IncidentEnd;
import dev.sluice.workflows.gate.GateEnvironment.Notes;
import dev.sluice.workflows.wire.GateWire;
import io.temporal.client.WorkflowUpdateException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateWorkflowTest {
  private final GateEnvironment environment = new GateEnvironment();

  @AfterEach
  void close() {
    environment.close();
  }

  private static Claim claim(String change, boolean emergency, String service, String neighbour) {
    return new Claim(
        change,
        "release",
        emergency ? ChangeClass.EMERGENCY : ChangeClass.STANDARD,
        2,
        0,
        List.of(service),
        List.of(neighbour),
        List.of(),
        3,
        Map.of("a", 3),
        null,
        null);
  }

  private static Claim claim(String change, String service, String neighbour) {
    return claim(change, false, service, neighbour);
  }

  private Stop stop(Stop.Kind kind, String name, Duration in, @Nullable Duration lasts) {
    Instant from = Instant.ofEpochMilli(environment.now()).plus(in);
    return new Stop(
        name,
        kind,
        List.of(),
        List.of(),
        List.of(),
        from,
        lasts == null ? null : from.plus(lasts),
        true,
        "",
        "");
  }

  @Test
  void changesOnNeighbouringServicesTakeTurns() {
    Notes one = environment.asks(claim("one", "checkout", "payment"));
    environment.awaitWord(one, "open");
    Notes two = environment.asks(claim("two", "payment", "checkout"));
    environment.awaitWord(two, "waits for change one, which goes first");
    Notes elsewhere = environment.asks(claim("elsewhere", "search", "catalog"));
    environment.awaitWord(elsewhere, "open");
    environment.leaves("one");
    environment.awaitWord(two, "open");
  }

  @Test
  void aFreezeSuspendsWhatRunsAndKeepsOutWhatComesButNoEmergency() {
    Stop freeze = stop(Stop.Kind.FREEZE, "year-end", Duration.ofHours(1), Duration.ofHours(10));
    environment.running().rule(GateWire.toProto(new GateRules(Caps.NONE, List.of(freeze))));
    Notes runs = environment.asks(claim("runs", "checkout", "payment"));
    environment.awaitWord(runs, "open");
    environment.sleep(Duration.ofHours(2));
    environment.awaitWord(runs, "stop: freeze year-end");
    Notes late = environment.asks(claim("late", "search", "catalog"));
    environment.awaitWord(late, "waits for the end of freeze year-end");
    Notes fix = environment.asks(claim("fix", true, "mail", "queue"));
    environment.awaitWord(fix, "open freeze year-end");
    environment.sleep(Duration.ofHours(10));
    environment.awaitWord(runs, "wake");
    environment.awaitWord(late, "open");
  }

  @Test
  void anIncidentStopsAllUntilSomebodyEndsIt() {
    Notes runs = environment.asks(claim("runs", "checkout", "payment"));
    environment.awaitWord(runs, "open");
    environment
        .running()
        .declareIncident(
            GateWire.toProto(stop(Stop.Kind.INCIDENT, "database down", Duration.ZERO, null)));
    environment.awaitWord(runs, "stop: incident database down");
    IncidentEnd end = IncidentEnd.newBuilder().setName("database down").setActor("carol").build();
    environment.running().endIncident(end);
    environment.awaitWord(runs, "wake");
    assertThatThrownBy(() -> environment.running().endIncident(end))
        .isInstanceOf(WorkflowUpdateException.class)
        .hasStackTraceContaining("there is no incident database down");
  }

  @Test
  void aPersonMayLetOneChangePass() {
    environment
        .running()
        .declareIncident(
            GateWire.toProto(stop(Stop.Kind.INCIDENT, "database down", Duration.ZERO, null)));
    Notes waits = environment.asks(claim("waits", "checkout", "payment"));
    environment.awaitWord(waits, "waits for the end of incident");
    environment
        .running()
        .exempt(
            Exemption.newBuilder().setChange("waits").setActor("carol").setReason("cure").build());
    environment.awaitWord(waits, "open incident database down carol");
  }

  @Test
  void theLocksOfAChangeThatDiedComeFree() {
    Notes dead = environment.asks(claim("dead", "checkout", "payment"));
    environment.awaitWord(dead, "open");
    environment.kill("dead");
    Notes next = environment.asks(claim("next", "checkout", "payment"));
    environment.awaitWord(next, "waits for change dead");
    environment.sleep(Duration.ofSeconds(30));
    environment.awaitWord(next, "open");
  }

  @Test
  void aChangeThatEndedAndCouldNotSaySoIsFoundByTheRollCall() {
    Notes silent = environment.asks(claim("silent", "checkout", "payment"));
    environment.awaitWord(silent, "open");
    silent.end();
    Notes next = environment.asks(claim("next", "checkout", "payment"));
    environment.awaitWord(next, "waits for change silent");
    environment.sleep(Duration.ofSeconds(30));
    environment.awaitWord(next, "open");
  }

  @Test
  void aChangeThatDiesWhileItWaitsIsPassedOver() {
    Notes first = environment.asks(claim("first", "checkout", "payment"));
    environment.awaitWord(first, "open");
    Notes dead = environment.asks(claim("dead", "checkout", "payment"));
    environment.awaitWord(dead, "waits for change first");
    Notes last = environment.asks(claim("last", "checkout", "payment"));
    environment.awaitWord(last, "waits for change dead");
    environment.kill("dead");
    environment.leaves("first");
    environment.awaitWord(last, "open");
  }

  @Test
  void whatRunsAlreadyIsInsideAtOnceAndOthersWaitForIt() {
    Notes holds = environment.asks(claim("holds", "checkout", "payment"));
    environment.awaitWord(holds, "open");
    Notes waits = environment.asks(claim("waits", "checkout", "payment"));
    environment.awaitWord(waits, "waits for change holds");
    environment.running().ask(begun(claim("waits", "checkout", "payment")));
    environment.awaitWord(waits, "wake");
    assertThat(waits.heard()).anyMatch(word -> word.startsWith("open"));
    environment.leaves("holds");
    Notes next = environment.asks(claim("next", "checkout", "payment"));
    environment.awaitWord(next, "waits for change waits");
  }

  @Test
  void whatRunsAlreadyIsStoppedByAFreezeAllTheSame() {
    Stop freeze = stop(Stop.Kind.FREEZE, "year-end", Duration.ZERO, Duration.ofHours(10));
    environment.running().rule(GateWire.toProto(new GateRules(Caps.NONE, List.of(freeze))));
    Notes reported = environment.runsAlready(claim("reported", "checkout", "payment"));
    environment.awaitWord(reported, "stop: freeze year-end");
    environment.sleep(Duration.ofHours(11));
    environment.awaitWord(reported, "wake");
  }

  @Test
  void aGateThatWasEndedFromOutsideAsksAllWhatTheyHoldBeforeItLetsAnybodyIn() {
    Notes runs = environment.asks(claim("runs", "checkout", "payment"));
    environment.awaitWord(runs, "open");
    Notes plans = environment.begins("plans");
    environment.losesTheGate("runs", "plans", "over-long-ago");
    Notes next = environment.asks(claim("next", "checkout", "payment"));
    Notes elsewhere = environment.asks(claim("elsewhere", "search", "catalog"));
    environment.awaitWord(elsewhere, "waits for the gate");
    environment.answersThatItRuns(runs, claim("runs", "checkout", "payment"));
    environment.sleep(Duration.ofMinutes(1));
    environment.awaitWord(elsewhere, "waits for the gate");
    environment.answersNothing(plans, "plans");
    environment.awaitWord(elsewhere, "open");
    environment.awaitWord(next, "waits for change runs");
    environment.leaves("runs");
    environment.awaitWord(next, "open");
  }

  @Test
  void aChangeThatDiedMeanwhileNeedNotAnswer() {
    Notes dead = environment.asks(claim("dead", "checkout", "payment"));
    environment.awaitWord(dead, "open");
    environment.losesTheGate("dead");
    environment.awaitWord(dead, "question");
    Notes next = environment.asks(claim("next", "checkout", "payment"));
    environment.kill("dead");
    environment.sleep(Duration.ofMinutes(1));
    environment.awaitWord(next, "open");
  }

  private static GateClaim begun(Claim claim) {
    return GateWire.toProto(claim).toBuilder().setBegun(true).build();
  }

  @Test
  void whatOneRunHandsToTheNextIsSmallHoweverManyWait() {
    for (int i = 0; i < 50; i++) {
      environment.asks(claim("change-" + i, "checkout", "payment"));
    }
    var state = GateWire.toDomain(environment.running().describe());
    assertThat(state.inside().size() + state.queue().size()).isEqualTo(50);
    assertThat(GateCarry.unpack(GateCarry.pack(state))).isEqualTo(state);
  }
}
