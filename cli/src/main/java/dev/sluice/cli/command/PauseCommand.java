package dev.sluice.cli.command;

import dev.sluice.proto.v1.PauseChangeRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops new work on a change. */
@Command(
    name = "pause",
    description = "Pauses a change: the batch in hand is finished and watched, no other is begun.")
public final class PauseCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final OptionalReason reason = new OptionalReason();

  public PauseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.pauseChange(
                PauseChangeRequest.newBuilder().setName(name).setReason(reason.text()).build()));
  }
}
