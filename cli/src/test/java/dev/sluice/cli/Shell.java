package dev.sluice.cli;

import dev.sluice.cli.client.ApiSettings;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.terminal.Terminal;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A shell with the sluice command, against a recording API in this process. */
public final class Shell implements AutoCloseable {
  private static final int WIDTH = 120;

  public final RecordingApi api = new RecordingApi();
  public final Map<String, String> environment = new HashMap<>();
  public final List<Duration> pauses = new ArrayList<>();
  public final List<ApiSettings> connections = new ArrayList<>();
  public boolean interactive;

  private final String name = InProcessServerBuilder.generateName();
  private final Server server;

  /** What one run of the command left. */
  public record Run(int exit, String out, String err) {}

  public Shell() throws IOException {
    server =
        InProcessServerBuilder.forName(name)
            .directExecutor()
            .addService(api.changes())
            .addService(api.catalog())
            .intercept(api)
            .build()
            .start();
  }

  public Run run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal =
        new Terminal(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            interactive,
            WIDTH,
            ZoneId.of("Europe/Berlin"),
            variable -> environment.get(variable));
    Session session =
        new Session(
            terminal,
            InstantSource.fixed(Samples.NOW),
            new Random(7),
            settings -> {
              connections.add(settings);
              return InProcessChannelBuilder.forName(name).build();
            },
            pauses::add);
    int exit = Sluice.commandLine(session).execute(arguments);
    return new Run(exit, out.toString(), err.toString());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
