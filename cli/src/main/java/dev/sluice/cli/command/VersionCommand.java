package dev.sluice.cli.command;

import com.google.protobuf.Struct;
import com.google.protobuf.util.Values;
import dev.sluice.cli.client.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which version of Sluice this is. */
@Command(name = "version", description = "Shows the version of Sluice and of Java.")
public final class VersionCommand implements Callable<Integer> {
  private static final String PROPERTIES = "/dev/sluice/cli/version.properties";

  private final Session session;

  @Option(names = ApiOptions.JSON, description = "As JSON.")
  private boolean json;

  public VersionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Struct version =
        Struct.newBuilder()
            .putFields("sluice", Values.of(version()))
            .putFields("java", Values.of(Runtime.version().toString()))
            .build();
    new Output(session.terminal(), json, true)
        .show(version, (_, _) -> "sluice %s, Java %s".formatted(version(), Runtime.version()));
    return ExitCode.OK.code();
  }

  /** The version the build wrote down. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(VersionCommand.class.getResourceAsStream(PROPERTIES), PROPERTIES)) {
      properties.load(in);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read " + PROPERTIES, unreadable);
    }
    return properties.getProperty("version", "unknown");
  }
}
