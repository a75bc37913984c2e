package dev.sluice.cli.notify;

import dev.sluice.activities.notify.Channels;
import dev.sluice.activities.notify.Webhooks;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.domain.notify.Notice;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SluiceConfig;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Posts one message through a channel. */
@Command(
    name = "test",
    description = {
      "Posts a test message through a channel and says what came back.",
      "Reads the configuration as a worker would."
    })
final class NotifyTestCommand implements Callable<Integer> {
  private final Session session;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "CHANNEL", description = "The channel's name.")
  private String channel = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration. Otherwise SLUICE_CONFIG, otherwise the defaults.")
  private @Nullable Path config;

  NotifyTestCommand(Session session, Map<String, String> environment) {
    this.session = session;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Channels channels = channels();
    if (!channels.names().contains(channel)) {
      throw new UsageProblem(
          channels.isEmpty()
              ? "no channel is configured: name their file as notifications.config"
              : "no channel is called %s: there are %s"
                  .formatted(channel, String.join(", ", channels.names())));
    }
    Instant now = session.clock().instant();
    Webhooks.Answer answer;
    try (Webhooks webhooks = new Webhooks(channels, session.clock())) {
      answer = webhooks.post(channel, test(now), "test/" + now.toEpochMilli(), "");
    }
    String said = "channel %s: %s".formatted(channel, answer.words());
    return switch (answer) {
      case Webhooks.Answer.Delivered _ -> {
        session.terminal().out().println(said);
        yield ExitCode.OK.code();
      }
      case Webhooks.Answer.Passing _ -> {
        session.terminal().err().println(said);
        yield ExitCode.UNREACHABLE.code();
      }
      case Webhooks.Answer.Refused _ -> {
        session.terminal().err().println(said);
        yield ExitCode.ERROR.code();
      }
    };
  }

  private Channels channels() {
    String named = environment.getOrDefault("SLUICE_CONFIG", "");
    Path file = config == null && !named.isBlank() ? Path.of(named) : config;
    try {
      return Channels.of(SluiceConfig.read(file, environment).notifications(), environment);
    } catch (ConfigException | IllegalArgumentException wrong) {
      throw new UsageProblem(wrong.getMessage());
    }
  }

  private static Notice test(Instant now) {
    return new Notice(
        Notice.What.WAITS_FOR_APPROVAL,
        "test",
        "A test of this channel: nothing waits",
        List.of(),
        "sluice notify test",
        0,
        "",
        "nobody",
        now,
        List.of("sluice list"));
  }
}
