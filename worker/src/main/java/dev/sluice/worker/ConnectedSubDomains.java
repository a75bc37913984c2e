package dev.sluice.worker;

import dev.sluice.activities.configuration.etcd.EtcdConfig;
import dev.sluice.activities.configuration.etcd.EtcdSubDomain;
import dev.sluice.activities.host.HostConfig;
import dev.sluice.activities.host.HostConfigReader;
import dev.sluice.activities.host.HostSubDomain;
import dev.sluice.activities.host.inventory.Inventory;
import dev.sluice.activities.host.ssh.SshShell;
import dev.sluice.activities.release.kubernetes.KubernetesConfig;
import dev.sluice.activities.release.kubernetes.KubernetesReleases;
import dev.sluice.activities.schema.postgresql.PostgresSchemaSubDomain;
import dev.sluice.activities.schema.postgresql.SchemaConfig;
import dev.sluice.activities.subdomain.remote.RemoteConfig;
import dev.sluice.activities.subdomain.remote.RemoteSubDomain;
import dev.sluice.activities.traffic.config.ConnectedTraffic;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.worker.config.ConfigException;
import dev.sluice.worker.config.SubDomainsConfig;
import dev.sluice.worker.config.SystemsConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sub-domains that a configuration names. None of their systems is asked before it is needed:
 * one that is down fails its own calls, and comes back by itself.
 */
final class ConnectedSubDomains implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectedSubDomains.class);

  private final List<SubDomain> all = new ArrayList<>();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  private ConnectedSubDomains() {}

  /**
   * @param agent socket of the SSH agent that hosts may be reached with; null for none
   * @throws ConfigException when a file that the configuration names is missing or wrong
   */
  static ConnectedSubDomains of(
      SubDomainsConfig config, InstantSource clock, @Nullable Path agent) {
    ConnectedSubDomains connected = new ConnectedSubDomains();
    try {
      connected.connect(config.systems(), clock, agent);
      connected.connectRemotes(config);
    } catch (RuntimeException e) {
      connected.close();
      throw e;
    }
    return connected;
  }

  List<SubDomain> all() {
    return List.copyOf(all);
  }

  private void connect(SystemsConfig systems, InstantSource clock, @Nullable Path agent) {
    KubernetesConfig release = systems.release();
    if (release != null) {
      connect(new KubernetesReleases(release, clock));
    }
    EtcdConfig configuration = systems.configuration();
    if (configuration != null) {
      connect(new EtcdSubDomain(configuration));
    }
    SchemaConfig schema = systems.schema();
    if (schema != null) {
      connect(new PostgresSchemaSubDomain(schema));
    }
    Path traffic = systems.traffic();
    if (traffic != null) {
      ConnectedTraffic connected =
          read("subDomains.traffic.config", traffic, () -> ConnectedTraffic.read(traffic, clock));
      parts.push(connected);
      all.add(connected.subDomain());
    }
    Path host = systems.host();
    if (host != null) {
      HostConfig config =
          read("subDomains.host.config", host, () -> HostConfigReader.read(host, agent));
      connect(new HostSubDomain(config, new SshShell(config.ssh(), inventory(config, clock))));
    }
  }

  private static Inventory inventory(HostConfig config, InstantSource clock) {
    HostConfig.InventoryConfig inventory = config.inventory();
    return new Inventory(inventory.source(), inventory.freshFor(), inventory.usableFor(), clock);
  }

  private void connectRemotes(SubDomainsConfig config) {
    RemoteConfig.Tls tls = new RemoteConfig.Tls(config.tlsCa(), config.tlsCert(), config.tlsKey());
    config
        .remote()
        .forEach((name, address) ->
            connect(
                new RemoteSubDomain(
                    new RemoteConfig(
                        name,
                        SubDomainsConfig.bare(address),
                        address.getPort(),
                        address.getScheme().equals("https") ? tls : null,
                        config.token(name)))));
  }

  private void connect(SubDomain subDomain) {
    if (subDomain instanceof AutoCloseable part) {
      parts.push(part);
    }
    all.add(subDomain);
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T read(String key, Path file, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              "%s: %s can't be read (%s): put the file there, or name another"
                  .formatted(key, file, e)));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(List.of("%s: %s".formatted(key, e.getMessage())));
    }
  }

  /** Lets go of every connection, the newest first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
      }
    }
  }
}
