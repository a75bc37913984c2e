package dev.sluice.cli.command;

import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.AbortMode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a change before its end. */
@Command(name = "abort", description = "Ends a change and takes back what it did.")
public final class AbortCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final NeededReason reason = new NeededReason();

  @Option(names = "--hold", description = "Leave every touched target as it is.")
  private boolean hold;

  public AbortCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.abortChange(
                AbortChangeRequest.newBuilder()
                    .setName(name)
                    .setMode(hold ? AbortMode.ABORT_HOLD : AbortMode.ABORT_ROLL_BACK)
                    .setReason(reason.text())
                    .build()));
  }
}
