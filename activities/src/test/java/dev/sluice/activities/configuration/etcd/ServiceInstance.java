package dev.sluice.activities.configuration.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One instance of a service, which does with its configuration what services are asked to do. */
final class ServiceInstance implements AutoCloseable {
  private static final long TTL_SECONDS = 300;
  private static final Duration EVERY = Duration.ofMillis(50);

  private final Client etcd;
  private final ByteSequence keys;
  private final ByteSequence acknowledged;
  private final long lease;
  private final Thread follower;

  /** Comes to life and follows its configuration. */
  ServiceInstance(Client etcd, String prefix, String cell, String service, String name) {
    this.etcd = etcd;
    keys = Layout.bytes("%s/cells/%s/%s/".formatted(prefix, cell, service));
    acknowledged = Layout.bytes("%s/acknowledged/%s/%s/%s".formatted(prefix, cell, service, name));
    lease = EtcdServer.done(etcd.getLeaseClient().grant(TTL_SECONDS)).getID();
    say(String.valueOf(EtcdServer.done(etcd.getKVClient().get(keys)).getHeader().getRevision()));
    follower = Thread.ofVirtual().start(this::follow);
  }

  /** Says something else. */
  void say(String text) {
    EtcdServer.done(write(text));
  }

  /** Follows its configuration no longer, and lives on. */
  void hang() {
    follower.interrupt();
    try {
      follower.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    hang();
    EtcdServer.done(etcd.getLeaseClient().revoke(lease));
  }

  private void follow() {
    List<Long> runs = List.of();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        GetResponse read =
            etcd.getKVClient().get(keys, GetOption.builder().isPrefix(true).build()).get();
        List<Long> found = read.getKvs().stream().map(each -> each.getModRevision()).toList();
        if (!found.equals(runs)) {
          write(String.valueOf(read.getHeader().getRevision())).get();
          runs = found;
        }
        Thread.sleep(EVERY);
      } catch (InterruptedException _) {
        return;
      } catch (Exception _) {
        // The server is down: it is asked again.
      }
    }
  }

  private CompletableFuture<?> write(String text) {
    return etcd.getKVClient()
        .put(acknowledged, Layout.bytes(text), PutOption.builder().withLeaseId(lease).build());
  }
}
