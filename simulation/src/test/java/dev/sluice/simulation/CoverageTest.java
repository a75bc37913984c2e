package dev.sluice.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.rollout.Outcome;
import dev.sluice.domain.rollout.Phase;
import dev.sluice.domain.rollout.Rollout;
import dev.sluice.domain.rollout.RolloutCommand;
import dev.sluice.domain.rollout.RolloutEvent;
import dev.sluice.domain.rollout.RolloutSignal;
import dev.sluice.domain.rollout.Trouble;
import dev.sluice.simulation.world.Moment;
import dev.sluice.simulation.world.Watcher;
import dev.sluice.simulation.world.World;
import dev.sluice.simulation.world.WorldKind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the worlds reach everything a rollout can do. */
class CoverageTest {
  private static final int WORLDS = 2_000;
  private static final Seen SEEN = new Seen();

  private static final class Seen implements Watcher {
    private final Set<Object> things = new HashSet<>();

    @Override
    public void after(Moment moment) {
      things.add(moment.signal().getClass());
      things.add(moment.before().phase());
      things.add(moment.after().phase());
      moment.decision().facts().forEach(fact -> things.add(fact.getClass()));
      moment.decision().commands().forEach(command -> things.add(command.getClass()));
      Trouble trouble = moment.after().trouble();
      if (trouble != null) {
        things.add(trouble);
      }
      Outcome outcome = moment.after().outcome();
      if (outcome != null) {
        things.add(outcome);
      }
    }
  }

  @BeforeAll
  static void run() {
    for (long seed = 1; seed <= WORLDS; seed++) {
      new World(seed, WorldKind.of(seed), Rollout::decide, List.of(SEEN)).run();
    }
  }

  @Test
  void everyFactHappens() {
    assertThat(SEEN.things).contains((Object[]) RolloutEvent.class.getPermittedSubclasses());
  }

  @Test
  void everyCommandIsGiven() {
    assertThat(SEEN.things).contains((Object[]) RolloutCommand.class.getPermittedSubclasses());
  }

  @Test
  void everySignalIsTold() {
    assertThat(SEEN.things)
        .containsAll(
            Stream.concat(
                    Stream.of(RolloutSignal.class.getPermittedSubclasses()),
                    Stream.of(RolloutSignal.Steering.class.getPermittedSubclasses()))
                .filter(signal -> signal != RolloutSignal.Steering.class)
                .toList());
  }

  @Test
  void everyPhaseTroubleAndOutcomeIsReached() {
    assertThat(SEEN.things)
        .contains((Object[]) Phase.values())
        .contains((Object[]) Trouble.values())
        .contains((Object[]) Outcome.values());
  }
}
