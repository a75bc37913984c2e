package dev.sluice.activities.traffic.config;

import static dev.sluice.activities.traffic.config.TrafficFile.needed;

import dev.sluice.activities.subdomain.FileOrderJournal;
import dev.sluice.activities.subdomain.OrderJournal;
import dev.sluice.activities.traffic.TrafficSubDomain;
import dev.sluice.activities.traffic.TrafficSystem;
import dev.sluice.activities.traffic.envoy.EnvoyConfig;
import dev.sluice.activities.traffic.envoy.EnvoySystem;
import dev.sluice.activities.traffic.gateway.GatewayConfig;
import dev.sluice.activities.traffic.gateway.GatewayConnection;
import dev.sluice.activities.traffic.haproxy.HaproxyConfig;
import dev.sluice.activities.traffic.haproxy.HaproxySystem;
import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.subdomain.Observation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The sub-domain of the proxies and gateways that a file names. Relative paths begin at the file's
 * folder. None of them is asked before it is used.
 */
public final class ConnectedTraffic implements AutoCloseable {
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final TrafficSubDomain subDomain;

  private ConnectedTraffic(TrafficFile file, Path folder, InstantSource clock) {
    List<TrafficSystem> systems = new ArrayList<>();
    file.haproxies().forEach(haproxy -> systems.add(system(haproxy, clock)));
    file.envoys().forEach(envoy -> systems.add(system(envoy, folder, clock)));
    file.gateways().forEach(gateway -> systems.add(system(gateway, folder)));
    requireUnlikeNames(systems);
    subDomain =
        new TrafficSubDomain(systems, journal(file, folder), Observation.NONE, file.bounds());
    parts.push(subDomain);
  }

  /**
   * @throws IllegalArgumentException when the file is wrong: names file, key and what would be
   *     right
   * @throws IOException when it can't be read, or the journal's folder can't be made
   */
  public static ConnectedTraffic read(Path file, InstantSource clock) throws IOException {
    String text = Files.readString(file);
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      return new ConnectedTraffic(
          YAML.readValue(text, TrafficFile.class), folder == null ? Path.of("/") : folder, clock);
    } catch (UnrecognizedPropertyException e) {
      List<String> right =
          e.getKnownPropertyIds() == null
              ? List.of()
              : e.getKnownPropertyIds().stream().map(String::valueOf).toList();
      throw new IllegalArgumentException(
          "%s: %s is unknown: %s"
              .formatted(file, path(e), NearestName.advice(e.getPropertyName(), right)),
          e);
    } catch (DatabindException e) {
      throw new IllegalArgumentException(
          "%s: %s is wrong: %s".formatted(file, path(e), e.getOriginalMessage()), e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is no YAML: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The keys that lead to what is wrong: {@code haproxy[0].address}. */
  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      if (step.getPropertyName() == null) {
        path.append("[").append(step.getIndex()).append("]");
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return path.isEmpty() ? "the file" : path.toString();
  }

  public TrafficSubDomain subDomain() {
    return subDomain;
  }

  private static TrafficSystem system(TrafficFile.Haproxy haproxy, InstantSource clock) {
    String name = haproxy.place().name();
    return new HaproxySystem(
        new HaproxyConfig(
            haproxy.place(),
            needed(name + ".address", haproxy.address()),
            haproxy.maps(),
            haproxy.within()),
        clock);
  }

  private TrafficSystem system(TrafficFile.Envoy envoy, Path folder, InstantSource clock) {
    String name = envoy.place().name();
    EnvoySystem system =
        new EnvoySystem(
            new EnvoyConfig(
                envoy.place(),
                URI.create(needed(name + ".admin", envoy.admin())),
                folder.resolve(needed(name + ".routes", envoy.routes())).normalize(),
                envoy.within()),
            clock);
    parts.push(system);
    return system;
  }

  private TrafficSystem system(TrafficFile.Gateway gateway, Path folder) {
    String name = gateway.place().name();
    String kubeconfig = gateway.kubeconfig();
    GatewayConnection connection =
        new GatewayConnection(
            kubeconfig == null ? null : folder.resolve(kubeconfig).normalize().toString(),
            gateway.context(),
            gateway.within(),
            new GatewayConfig(
                gateway.place(),
                needed(name + ".namespace", gateway.namespace()),
                needed(name + ".gateway", gateway.gateway())));
    parts.push(connection);
    return connection.system();
  }

  private static void requireUnlikeNames(List<TrafficSystem> systems) {
    Set<String> names = new HashSet<>();
    for (TrafficSystem system : systems) {
      if (!names.add(system.place().name())) {
        throw new IllegalArgumentException(
            "two proxies are named %s: rename one".formatted(system.place().name()));
      }
    }
    if (systems.isEmpty()) {
      throw new IllegalArgumentException("names no proxy: add one under haproxy, envoy or gateway");
    }
  }

  private static OrderJournal journal(TrafficFile file, Path folder) {
    return new FileOrderJournal(folder.resolve(needed("journal", file.journal())).normalize());
  }

  /** Lets go of every connection. */
  @Override
  public void close() {
    for (AutoCloseable part : parts) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a proxy's connection did not close", e);
      }
    }
  }
}
