package dev.sluice.cli.command;

import com.google.protobuf.util.Durations;
import dev.sluice.proto.v1.ExtendBakeRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Watches the current batch longer. */
@Command(name = "extend", description = "Watches the current batch longer before it is judged.")
public final class ExtendCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final Steering steering = new Steering();

  @Mixin private final NamedBatch batch = new NamedBatch();

  @Mixin private final OptionalReason reason = new OptionalReason();

  @Option(
      names = "--by",
      required = true,
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How much longer, from 1s to 7d: 10m, 1h30m.")
  private Duration by = Duration.ZERO;

  public ExtendCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return steering.send(
        session,
        (changes, name) ->
            changes.extendBake(
                ExtendBakeRequest.newBuilder()
                    .setName(name)
                    .setBy(Durations.fromSeconds(by.toSeconds()))
                    .setReason(reason.text())
                    .setBatch(batch.number())
                    .build()));
  }
}
