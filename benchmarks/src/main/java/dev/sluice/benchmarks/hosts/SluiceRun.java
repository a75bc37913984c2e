package dev.sluice.benchmarks.hosts;

import dev.sluice.activities.host.HostConfig;
import dev.sluice.activities.host.HostConfigReader;
import dev.sluice.activities.host.HostSubDomain;
import dev.sluice.activities.host.inventory.Inventory;
import dev.sluice.activities.host.ssh.SshShell;
import dev.sluice.activities.work.Crew;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Batches as a worker carries them out: list the batch, order each target, wait until it is there.
 *
 * @param hosts how many
 * @param batch hosts in a batch
 * @param hands hosts at a time
 */
record SluiceRun(Playground playground, Path folder, int hosts, int batch, int hands) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The time it took, login included. */
  Duration run() throws IOException, InterruptedException {
    HostConfig config = config();
    try (HostSubDomain subDomain = subDomain(config)) {
      long begin = System.nanoTime();
      String after = "";
      int done = 0;
      while (done < hosts) {
        List<Target> page =
            subDomain.list(
                new TargetQuery(
                    Map.of(), new TargetRange("", List.of(), after, ""), Math.min(batch, hosts)));
        change(subDomain, page);
        done += page.size();
        after = page.getLast().name();
      }
      return Duration.ofNanos(System.nanoTime() - begin);
    }
  }

  private void change(HostSubDomain subDomain, List<Target> page) throws InterruptedException {
    Queue<Target> left = new ConcurrentLinkedQueue<>(page);
    Crew.work(
        hands,
        () -> {
          for (Target target = left.poll(); target != null; target = left.poll()) {
            TargetOrder order = order(target.name());
            Effect effect = subDomain.apply(order);
            Arrival arrival = subDomain.await(order, Direction.APPLY, PATIENCE);
            if (effect != Effect.APPLIED || !arrival.there()) {
              throw new IllegalStateException("%s: %s".formatted(effect, arrival));
            }
          }
          return null;
        });
  }

  private static TargetOrder order(String host) {
    return new TargetOrder(
        "benchmark",
        host,
        "replace-file",
        Map.of("path", "~/app.conf", "content", Playground.NEW),
        "benchmark/1/" + host + "/apply",
        1);
  }

  private static HostSubDomain subDomain(HostConfig config) {
    Inventory inventory =
        new Inventory(
            config.inventory().source(),
            config.inventory().freshFor(),
            config.inventory().usableFor(),
            InstantSource.system());
    return new HostSubDomain(config, new SshShell(config.ssh(), inventory));
  }

  private HostConfig config() throws IOException {
    Path home = playground.home();
    List<String> inventory =
        Files.readAllLines(home.resolve("inventory.yaml")).stream().limit(hosts + 3L).toList();
    Files.write(folder.resolve("inventory.yaml"), inventory);
    Path file = folder.resolve("hosts.yaml");
    Files.writeString(
        file,
        """
        inventory: {file: inventory.yaml}
        ssh: {known_hosts: %s/known_hosts, keys: [%s/userkey], connect_timeout: 60s}
        limits: {concurrency: %d}
        orders: ~/orders
        files: {paths: [{path: ~/app.conf}]}
        """
            .formatted(home, home, hands));
    return HostConfigReader.read(file, null);
  }
}
