package dev.sluice.activities.traffic.config;

import dev.sluice.activities.traffic.ProbeConfig;
import dev.sluice.activities.traffic.ProxyPlace;
import dev.sluice.activities.traffic.TrafficSubDomain;
import dev.sluice.domain.changetype.DurationText;
import dev.sluice.domain.subdomain.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file as it is written.
 *
 * @param journal folder for the orders of proxies that have no place for them
 */
record TrafficFile(
    @Nullable String journal,
    @Nullable Bounds limits,
    @Nullable List<Haproxy> haproxy,
    @Nullable List<Envoy> envoy,
    @Nullable List<Gateway> gateway) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  List<Haproxy> haproxies() {
    return haproxy == null ? List.of() : haproxy;
  }

  List<Envoy> envoys() {
    return envoy == null ? List.of() : envoy;
  }

  List<Gateway> gateways() {
    return gateway == null ? List.of() : gateway;
  }

  Limits bounds() {
    return limits == null ? TrafficSubDomain.LIMITS : limits.read();
  }

  record Bounds(@Nullable Integer concurrency, @Nullable String patience) {
    Limits read() {
      Limits usual = TrafficSubDomain.LIMITS;
      return new Limits(
          Objects.requireNonNullElse(concurrency, usual.concurrency()),
          usual.ordersPerSecond(),
          duration("limits.patience", patience, usual.patience()));
    }
  }

  record Probe(
      @Nullable String url,
      @Nullable String servedBy,
      @Nullable Integer perSecond,
      @Nullable String timeout) {
    ProbeConfig read(String proxy) {
      return new ProbeConfig(
          needed(proxy + ".probe.url", url),
          Objects.requireNonNullElse(servedBy, "x-served-by"),
          Objects.requireNonNullElse(perSecond, 20),
          duration(proxy + ".probe.timeout", timeout, TIMEOUT));
    }
  }

  /** One HAProxy. */
  record Haproxy(
      @Nullable String name,
      @Nullable String zone,
      @Nullable Map<String, String> labels,
      @Nullable Probe probe,
      @Nullable String address,
      @Nullable Map<String, String> headerMaps,
      @Nullable String timeout) {
    ProxyPlace place() {
      return TrafficFile.place(name, zone, labels, probe);
    }

    Map<String, String> maps() {
      return headerMaps == null ? Map.of() : headerMaps;
    }

    Duration within() {
      return duration(place().name() + ".timeout", timeout, TIMEOUT);
    }
  }

  /** One Envoy. */
  record Envoy(
      @Nullable String name,
      @Nullable String zone,
      @Nullable Map<String, String> labels,
      @Nullable Probe probe,
      @Nullable String admin,
      @Nullable String routes,
      @Nullable String timeout) {
    ProxyPlace place() {
      return TrafficFile.place(name, zone, labels, probe);
    }

    Duration within() {
      return duration(place().name() + ".timeout", timeout, TIMEOUT);
    }
  }

  /** The routes of one gateway in one namespace. */
  record Gateway(
      @Nullable String name,
      @Nullable String zone,
      @Nullable Map<String, String> labels,
      @Nullable Probe probe,
      @Nullable String kubeconfig,
      @Nullable String context,
      @Nullable String namespace,
      @Nullable String gateway,
      @Nullable String timeout) {
    ProxyPlace place() {
      return TrafficFile.place(name, zone, labels, probe);
    }

    Duration within() {
      return duration(place().name() + ".timeout", timeout, TIMEOUT);
    }
  }

  private static ProxyPlace place(
      @Nullable String name,
      @Nullable String zone,
      @Nullable Map<String, String> labels,
      @Nullable Probe probe) {
    String known = needed("name", name);
    return new ProxyPlace(
        known,
        needed(known + ".zone", zone),
        labels == null ? Map.of() : labels,
        probe == null ? null : probe.read(known));
  }

  /**
   * A value that must be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  static String needed(String key, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(key + " is missing: add it");
    }
    return value;
  }

  private static Duration duration(String key, @Nullable String text, Duration otherwise) {
    if (text == null) {
      return otherwise;
    }
    return DurationText.parse(text)
        .filter(Duration::isPositive)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "%s must be a duration such as 5s or 10m, not \"%s\"".formatted(key, text)));
  }
}
