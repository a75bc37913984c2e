package dev.sluice.benchmarks.hosts;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Replaces a file on many hosts and says how long it took; behind {@code benchmarks/hosts}. */
public final class HostsComparison {
  private static final int HOSTS = 200;
  private static final int BATCH = 20;
  private static final int HANDS = 20;
  private static final int MANY = 1_000;
  private static final int MANY_HANDS = 64;

  private HostsComparison() {}

  /**
   * @param arguments folder for what is written, folder of the hosts, program ansible-playbook,
   *     Python on the hosts
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createDirectories(Path.of(arguments[0])).toAbsolutePath();
    Playground playground = new Playground(Path.of(arguments[1]));
    System.err.println("hosts: %d by Sluice".formatted(HOSTS));
    playground.reset(HOSTS);
    String load = load();
    Duration sluice = new SluiceRun(playground, folder, HOSTS, BATCH, HANDS).run();
    playground.check(HOSTS);
    System.err.println("hosts: %d by Ansible".formatted(HOSTS));
    playground.reset(HOSTS);
    load += " to " + load();
    Duration ansible =
        new AnsibleRun(playground, folder, Path.of(arguments[2]), arguments[3], HOSTS).run();
    playground.check(HOSTS);
    System.err.println("hosts: %,d by Sluice".formatted(MANY));
    playground.reset(MANY);
    load += " to " + load();
    Duration many = new SluiceRun(playground, folder, MANY, MANY / 10, MANY_HANDS).run();
    playground.check(MANY);
    System.out.print(table(sluice, ansible, many, load + " to " + load()));
  }

  private static String load() {
    return "%.1f".formatted(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String table(Duration sluice, Duration ansible, Duration many, String load) {
    return """
    | hosts | batches | hands | Sluice, s | Ansible, s | Ansible / Sluice |
    | ---: | ---: | ---: | ---: | ---: | ---: |
    | %d | %d | %d | %.1f | %.1f | %.1f × |
    | %,d | %d | %d | %.1f | – | – |

    %d processors, %s, load average %s.
    """
        .formatted(
            HOSTS,
            HOSTS / BATCH,
            HANDS,
            seconds(sluice),
            seconds(ansible),
            seconds(ansible) / seconds(sluice),
            MANY,
            10,
            MANY_HANDS,
            seconds(many),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            load);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
