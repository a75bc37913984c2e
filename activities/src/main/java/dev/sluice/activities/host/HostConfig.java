package dev.sluice.activities.host;

import dev.sluice.activities.host.inventory.InventorySource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the sub-domain of hosts is set up.
 *
 * @param name the sub-domain's name; its task queue is {@code sluice-<name>}
 * @param inventory which hosts there are
 * @param ssh how they are reached
 * @param limits how much at a time
 * @param orders folder on each host in which order books and old contents are kept
 * @param bootId file on each host that another boot gives another content
 * @param hooks what is called around the work
 * @param files which files may be replaced
 * @param commands which commands may be run
 * @param reboot what reboots a host; null where that is not offered
 */
public record HostConfig(
    String name,
    InventoryConfig inventory,
    SshConfig ssh,
    HostLimits limits,
    String orders,
    String bootId,
    Hooks hooks,
    Files files,
    List<HostCommand> commands,
    @Nullable Invocation reboot) {
  public static final String NAME = "host";
  public static final String ORDERS = "/var/lib/sluice/orders";
  public static final String BOOT_ID = "/proc/sys/kernel/random/boot_id";

  public HostConfig {
    commands = List.copyOf(commands);
    if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
      throw new IllegalArgumentException("name must match [a-z][a-z0-9-]{0,40}");
    }
    for (String path : List.of(orders, bootId)) {
      if (!path.matches(FileRule.PATH) || path.contains("..")) {
        throw new IllegalArgumentException(
            "\"%s\" must be an absolute path or begin with ~/".formatted(path));
      }
    }
  }

  /**
   * @param source file or program
   * @param freshFor how long a reading is used before the next
   * @param usableFor how long it is used when the next ones fail
   */
  public record InventoryConfig(InventorySource source, Duration freshFor, Duration usableFor) {}

  /**
   * @param knownHosts file of known host keys; a host that is not in it is not touched
   * @param keys private keys without a passphrase
   * @param agent socket of an agent that has keys; null for none
   * @param shell what reads scripts on hosts: {@code /bin/sh}, or {@code sudo -n /bin/sh}
   * @param connectWithin longest time for connection and login
   * @param keepAlive time between two signs of life on an idle connection
   * @param mostConnections open at the same time, bastions' left out
   */
  public record SshConfig(
      Path knownHosts,
      List<Path> keys,
      @Nullable Path agent,
      List<String> shell,
      Duration connectWithin,
      Duration keepAlive,
      int mostConnections) {
    public static final List<String> SHELL = List.of("/bin/sh");

    public SshConfig {
      keys = List.copyOf(keys);
      shell = List.copyOf(shell);
      if (keys.isEmpty() && agent == null) {
        throw new IllegalArgumentException("ssh needs keys or an agent");
      }
      if (shell.isEmpty() || mostConnections < 1 || mostConnections > 4_096) {
        throw new IllegalArgumentException("ssh needs a shell, and most_connections in 1 to 4,096");
      }
      if (!connectWithin.isPositive() || !keepAlive.isPositive()) {
        throw new IllegalArgumentException("ssh's times must be above 0");
      }
    }
  }

  /**
   * @param concurrency hosts worked on at the same time, 1 to 128
   * @param perZone most of them in one zone, by this process
   * @param patience how long a host may take to arrive
   */
  public record HostLimits(int concurrency, int perZone, Duration patience) {
    public static final HostLimits DEFAULT = new HostLimits(64, 64, Duration.ofMinutes(10));

    public HostLimits {
      if (concurrency < 1 || concurrency > 128 || perZone < 1) {
        throw new IllegalArgumentException(
            "limits need concurrency in 1 to 128 and per_zone of at least 1");
      }
    }
  }

  /**
   * Called on the host itself, null for none.
   *
   * @param health succeeds when the host serves as it should
   * @param version prints what the host runs
   * @param drain takes it out of service; must do no harm the second time
   * @param undrain brings it back; likewise
   */
  public record Hooks(
      @Nullable Invocation health,
      @Nullable Invocation version,
      @Nullable Invocation drain,
      @Nullable Invocation undrain) {
    public static final Hooks NONE = new Hooks(null, null, null, null);
  }

  /**
   * @param root folder on this machine that holds new contents; null where there is none
   * @param rules which files may be replaced
   * @param mostBytes biggest content, at most 8 MiB
   */
  public record Files(@Nullable Path root, List<FileRule> rules, int mostBytes) {
    public static final Files NONE = new Files(null, List.of(), 1 << 20);

    public Files {
      rules = List.copyOf(rules);
      if (mostBytes < 1 || mostBytes > 8 << 20) {
        throw new IllegalArgumentException("files' most_bytes must lie in 1 to 8388608");
      }
    }
  }
}
