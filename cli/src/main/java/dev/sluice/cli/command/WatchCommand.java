package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.GetChangeRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a change to its end. */
@Command(
    name = "watch",
    description = {
      "Prints what happens to a change until it has ended; the exit code says how it ended.",
      "A lost connection is taken up again where it broke."
    })
public final class WatchCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(index = "0", paramLabel = "CHANGE", description = "The change: changes/x or x.")
  private String change = "";

  @Option(
      names = "--after",
      paramLabel = "N",
      defaultValue = "0",
      description = "The number of the last event already seen. Default: ${DEFAULT-VALUE}.")
  private long after;

  public WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (after < 0) {
      throw new UsageProblem("--after takes 0 or more, not " + after);
    }
    GetChangeRequest request = GetChangeRequest.newBuilder().setName(Names.change(change)).build();
    try (Api api = options.open(session)) {
      // Fails at once, without attempts to reconnect, when nobody is there or the name is wrong.
      Change found = api.changes().getChange(request);
      return new Following(session, options.output(session), api)
          .follow(found.getName(), after)
          .code();
    }
  }
}
