package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ApiFailure;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.ChangeReport;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.StartChangeRequest;
import io.grpc.StatusRuntimeException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a change. */
@Command(
    name = "start",
    description = {
      "Starts a change.",
      "The same --request-id again returns the same change: nothing is started twice."
    })
public final class StartCommand implements Callable<Integer> {
  private final Session session;

  private static final int REQUEST_ID_BYTES = 16;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(
      index = "0",
      paramLabel = "TYPE",
      description = "The change type: `sluice types` lists them.")
  private String type = "";

  @Option(
      names = "-p",
      paramLabel = "KEY=VALUE",
      description = "A parameter of the change type. Can be repeated.")
  private List<String> parameters = List.of();

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why this change is made. Shown to whoever watches or approves it.")
  private String reason = "";

  @Option(
      names = "--id",
      paramLabel = "NAME",
      description = "The change's name. Otherwise made from type and request id.")
  private String id = "";

  @Option(
      names = "--priority",
      paramLabel = "0..9",
      description = {
        "Each step lets it go before changes that have waited half an hour longer for the same",
        "services, targets or caps. Default: 0."
      })
  private int priority;

  @Option(
      names = "--request-id",
      paramLabel = "TEXT",
      description =
          "Makes the start idempotent: any text that you use for no other change. Otherwise random.")
  private @Nullable String requestId;

  @Option(
      names = "--watch",
      description = "Watch the change to its end; the exit code says how it ended.")
  private boolean watch;

  public StartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws MayHaveStarted, InterruptedException {
    StartChangeRequest request =
        StartChangeRequest.newBuilder()
            .setType(Names.changeType(type))
            .putAllParameters(Assignments.parse("-p", parameters))
            .setReason(reason)
            .setRequestId(requestId == null ? randomId() : requestId)
            .setChangeId(id)
            .setPriority(priority)
            .build();
    Output output = options.output(session);
    try (Api api = options.open(session)) {
      Change change = start(api, request);
      if (!watch) {
        output.show(change, ChangeReport::line);
        return ExitCode.OK.code();
      }
      if (output.json()) {
        output.jsonLine(change);
      } else {
        output.show(change, ChangeReport::line);
      }
      return new Following(session, output, api).follow(change.getName(), 0).code();
    }
  }

  private static Change start(Api api, StartChangeRequest request) throws MayHaveStarted {
    try {
      return api.changes().startChange(request);
    } catch (StatusRuntimeException failure) {
      if (ApiFailure.of(failure).exitCode() == ExitCode.UNREACHABLE) {
        throw new MayHaveStarted(failure, request.getRequestId());
      }
      throw failure;
    }
  }

  private String randomId() {
    byte[] bytes = new byte[REQUEST_ID_BYTES];
    session.random().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
