package dev.sluice.cli.ledger;

import dev.sluice.activities.ledger.LedgerConfig;
import dev.sluice.cli.command.UsageProblem;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SluiceConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which ledger, and which configuration, is meant by what stands on the command line. */
public final class LedgerSource {
  private static final String LEDGER = "ledger";

  private LedgerSource() {}

  /**
   * The ledger that is meant where a file may be meant as well: {@code ledger} is the configured
   * one, {@code ledger:URL-or-FILE} another. Empty for anything else.
   *
   * @throws UsageProblem where it can be none
   */
  public static Optional<LedgerConfig> named(String written, Map<String, String> environment) {
    if (written.equals(LEDGER)) {
      return Optional.of(ledger(null, null, environment));
    }
    return written.startsWith(LEDGER + ":")
        ? Optional.of(ledger(written.substring(LEDGER.length() + 1), null, environment))
        : Optional.empty();
  }

  /**
   * What is configured, with the URL of the command line over it.
   *
   * @param config file of the configuration; null for that of the environment, or the defaults
   */
  static LedgerConfig ledger(
      @Nullable String url, @Nullable Path config, Map<String, String> environment) {
    LedgerConfig configured = configuration(config, environment).ledger();
    if (url == null) {
      return configured;
    }
    try {
      if (!url.startsWith("jdbc:")) {
        return LedgerConfig.inFile(Path.of(url));
      }
      return url.startsWith("jdbc:sqlite:")
          ? new LedgerConfig(url, "", null, true)
          : new LedgerConfig(
              url, configured.user(), configured.passwordFile(), configured.migrate());
    } catch (IllegalArgumentException wrong) {
      throw new UsageProblem(wrong.getMessage());
    }
  }

  static SluiceConfig configuration(@Nullable Path config, Map<String, String> environment) {
    String named = environment.get("SLUICE_CONFIG");
    Path otherwise = named == null || named.isBlank() ? null : Path.of(named);
    try {
      return SluiceConfig.read(config == null ? otherwise : config, environment);
    } catch (ConfigException wrong) {
      throw new UsageProblem(wrong.getMessage());
    }
  }
}
