package dev.sluice.cli.command;

import dev.sluice.cli.client.Actor;
import dev.sluice.cli.client.Address;
import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ApiSettings;
import dev.sluice.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options of every command that calls the API. */
final class ApiOptions {
  static final String ADDRESS = "--address";
  static final String JSON = "--json";
  static final String NO_COLOUR = "--no-color";

  private static final String ADDRESS_VARIABLE = "SLUICE_ADDRESS";
  private static final String TOKEN_FILE_VARIABLE = "SLUICE_TOKEN_FILE";

  @Option(
      names = ADDRESS,
      paramLabel = "HOST:PORT",
      description = "Where the API listens. Otherwise SLUICE_ADDRESS, otherwise 127.0.0.1:7300.")
  private @Nullable String address;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "The file with your token. Otherwise SLUICE_TOKEN_FILE, otherwise no token is sent.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--tls-ca",
      paramLabel = "FILE",
      description = "The certificates (PEM) that may have signed the server's.")
  private @Nullable Path tlsCa;

  @Option(
      names = "--plaintext",
      description =
          "Without TLS. Only for a loopback address, where it is what happens without --tls-ca.")
  private boolean plaintext;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "15s",
      converter = DurationConverter.class,
      description = "How long one call may take. Default: ${DEFAULT-VALUE}.")
  private Duration timeout = Duration.ofSeconds(15);

  @Option(names = JSON, description = "Proto JSON: one object; JSON Lines where there are many.")
  private boolean json;

  @Option(names = NO_COLOUR, description = "No colours. NO_COLOR in the environment does the same.")
  private boolean noColour;

  Api open(Session session) {
    return Api.open(session.connector(), settings(session.terminal()));
  }

  Output output(Session session) {
    return new Output(session.terminal(), json, noColour);
  }

  private ApiSettings settings(Terminal terminal) {
    try {
      Address where = Address.parse(address(address, terminal));
      boolean withoutTls = plaintext || (where.isLoopback() && tlsCa == null);
      return new ApiSettings(
          where, tokenFile(terminal), Actor.of(terminal.environment()), tlsCa, withoutTls, timeout);
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(wrong.getMessage());
    }
  }

  /** Where a command called the API, for what is said when it failed. */
  static String addressOf(CommandSpec command, Terminal terminal) {
    OptionSpec option = command.findOption(ADDRESS);
    String given = option == null ? null : option.getValue();
    return address(given, terminal);
  }

  private static String address(@Nullable String given, Terminal terminal) {
    String variable = terminal.environment().value(ADDRESS_VARIABLE);
    String otherwise = variable == null || variable.isEmpty() ? Address.DEFAULT : variable;
    return given == null ? otherwise : given;
  }

  private @Nullable Path tokenFile(Terminal terminal) {
    String variable = terminal.environment().value(TOKEN_FILE_VARIABLE);
    Path otherwise = variable == null || variable.isEmpty() ? null : Path.of(variable);
    return tokenFile == null ? otherwise : tokenFile;
  }
}
