package dev.sluice.cli.command;

import dev.sluice.proto.v1.ApproveChangeRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Adds the caller's approval to a change. */
@Command(
    name = "approve",
    description = "Approves a change. Whoever asked for the change can't approve it.")
public final class ApproveCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final OptionalReason reason = new OptionalReason();

  public ApproveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.approveChange(
                ApproveChangeRequest.newBuilder().setName(name).setReason(reason.text()).build()));
  }
}
