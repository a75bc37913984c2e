package dev.sluice.cli.command;

import com.google.protobuf.util.Durations;
import dev.sluice.proto.v1.ApproveChangeRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Adds the caller's approval to a change. */
@Command(
    name = "approve",
    description =
        "Approves a change, or a step of it that can't be taken back. Whoever asked for the change can't approve it.")
public final class ApproveCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final OptionalReason reason = new OptionalReason();

  @Option(
      names = "--step",
      paramLabel = "STEP",
      description = {
        "The step that is meant, where one waits because it can't be taken back.",
        "Default: the change itself, or the only step that waits."
      })
  private String step = "";

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = {
        "In which role, where policies ask for approvals of roles.",
        "Default: the first that is missing and that you hold."
      })
  private String role = "";

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = {
        "How long it counts if the change has not begun by then, from 1m to 30d: 2h.",
        "Default: as long as it takes."
      })
  private Duration expires = Duration.ZERO;

  public ApproveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) -> {
          ApproveChangeRequest.Builder request =
              ApproveChangeRequest.newBuilder()
                  .setName(name)
                  .setReason(reason.text())
                  .setStep(step)
                  .setRole(role);
          if (!expires.isZero()) {
            request.setValidFor(Durations.fromSeconds(expires.toSeconds()));
          }
          return changes.approveChange(request.build());
        });
  }
}
