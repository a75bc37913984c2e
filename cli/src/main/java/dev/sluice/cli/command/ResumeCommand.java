package dev.sluice.cli.command;

import dev.sluice.proto.v1.ResumeChangeRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets a paused or held change go on. */
@Command(name = "resume", description = "Lets a change go on after a pause or a hold.")
public final class ResumeCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final OptionalReason reason = new OptionalReason();

  public ResumeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.resumeChange(
                ResumeChangeRequest.newBuilder().setName(name).setReason(reason.text()).build()));
  }
}
