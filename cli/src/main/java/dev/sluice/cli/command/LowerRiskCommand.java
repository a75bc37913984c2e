package dev.sluice.cli.command;

import dev.sluice.proto.v1.LowerRiskRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds a change to be less dangerous than it was planned. */
@Command(
    name = "lower-risk",
    description = {
      "Lowers the risk of a change that nothing of is touched yet, and has it planned again with that risk.",
      "Only a risk owner can (policies/roles.yaml), never whoever asked for the change. Recorded with the change."
    })
public final class LowerRiskCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final NeededReason reason = new NeededReason();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "RISK",
      description = "The risk that it has from now on: 1 to 4, below what it is.")
  private int to;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = {"In which role.", "Default: risk-owner."})
  private String role = "";

  public LowerRiskCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.lowerRisk(
                LowerRiskRequest.newBuilder()
                    .setName(name)
                    .setRisk(to)
                    .setReason(reason.text())
                    .setRole(role)
                    .build()));
  }
}
