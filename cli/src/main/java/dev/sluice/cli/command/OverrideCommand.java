package dev.sluice.cli.command;

import dev.sluice.proto.v1.OverrideVerdictRequest;
import dev.sluice.proto.v1.Verdict;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Replaces a verdict by a person's. */
@Command(
    name = "override",
    description =
        "Replaces the verdict on the current batch by yours. It is recorded with the reason.")
public final class OverrideCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final NamedBatch batch = new NamedBatch();

  @Mixin private final NeededReason reason = new NeededReason();

  @Parameters(index = "1", paramLabel = "pass|fail", description = "Your verdict.")
  private String verdict = "";

  public OverrideCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.overrideVerdict(
                OverrideVerdictRequest.newBuilder()
                    .setName(name)
                    .setVerdict(verdict())
                    .setReason(reason.text())
                    .setBatch(batch.number())
                    .build()));
  }

  private Verdict verdict() {
    return switch (verdict) {
      case "pass" -> Verdict.PASS;
      case "fail" -> Verdict.FAIL;
      default -> throw new UsageProblem("the verdict is pass or fail, not '" + verdict + "'");
    };
  }
}
