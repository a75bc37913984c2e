package dev.sluice.worker.config;

import dev.sluice.activities.configuration.etcd.EtcdConfig;
import dev.sluice.activities.release.kubernetes.KubernetesConfig;
import dev.sluice.activities.schema.postgresql.SchemaConfig;
import dev.sluice.activities.schema.postgresql.server.Quiet;
import dev.sluice.activities.schema.postgresql.server.SessionLimits;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems that sub-domains of Sluice's own change; null for one that is not connected.
 *
 * @param release a Kubernetes cluster
 * @param configuration an etcd
 * @param schema PostgreSQL databases
 * @param traffic file of the proxies
 * @param host file of the hosts
 */
public record SystemsConfig(
    @Nullable KubernetesConfig release,
    @Nullable EtcdConfig configuration,
    @Nullable SchemaConfig schema,
    @Nullable Path traffic,
    @Nullable Path host) {
  static final SystemsConfig NONE = new SystemsConfig(null, null, null, null, null);

  /** A method, for {@link ConfigKey} is made of them while it begins. */
  static List<ConfigKey> keys() {
    return List.of(
        key(
            "release.namespaces",
            "",
            "Namespaces of Kubernetes whose workloads are changed, with commas between; empty: no `release`."),
        key(
            "release.kubeconfig",
            "",
            "kubeconfig file; empty: the service account of the pod this runs in."),
        key("release.context", "", "Which of its contexts; empty: its current one."),
        key(
            "release.nodePoolLabel",
            KubernetesConfig.DEFAULT_NODE_POOL_LABEL,
            "Label that names a node's pool."),
        key("release.concurrency", "250", "Most targets of a batch at a time, 1 to 256."),
        key(
            "configuration.endpoints",
            "",
            "Members of an etcd, `http://host:port` or `https://host:port`, with commas between; empty: no `configuration`."),
        key("configuration.prefix", "/sluice", "What every key begins with."),
        key("configuration.user", "", "etcd's user; empty where it asks nobody."),
        key("configuration.passwordFile", "", "File with the user's password."),
        key("configuration.ca", "", "PEM file of who signed etcd's certificates."),
        key("configuration.cert", "", "PEM file with the client certificate."),
        key("configuration.key", "", "PEM file with its private key (PKCS 8)."),
        key(
            "configuration.schemaFolder",
            "",
            "Folder of the JSON Schemas; empty: they are kept in etcd."),
        key(
            "configuration.requireAcknowledgement",
            "false",
            "Whether a key that no live instance acknowledges counts as not arrived."),
        key("schema.inventory", "", "File that lists PostgreSQL databases; empty: no `schema`."),
        key("schema.migrations", "", "Folder below which their migrations are."),
        key("schema.concurrency", "8", "Most databases of a batch at a time, 1 to 128."),
        key(
            "schema.metricSource",
            "",
            "Metric source that scrapes postgres_exporter; empty: none does."),
        key("traffic.config", "", "File that names the proxies; empty: no `traffic`."),
        key("host.config", "", "File that says how hosts are reached; empty: no `host`."));
  }

  static SystemsConfig of(Settings settings) {
    return new SystemsConfig(
        settings.section(() -> release(settings)),
        settings.section(() -> configuration(settings)),
        settings.section(() -> schema(settings)),
        file(settings, "traffic.config"),
        file(settings, "host.config"));
  }

  private static @Nullable KubernetesConfig release(Settings settings) {
    List<String> namespaces = settings.texts(at("release.namespaces"));
    if (namespaces.isEmpty()) {
      requireUnset(settings, "release.namespaces", "release.kubeconfig", "release.context");
      return null;
    }
    KubernetesConfig usual =
        KubernetesConfig.of(settings.text(at("release.kubeconfig")), namespaces);
    return new KubernetesConfig(
        usual.kubeconfig(),
        settings.text(at("release.context")),
        usual.namespaces(),
        settings.text(at("release.nodePoolLabel")),
        settings.number(at("release.concurrency"), 1, 256),
        usual.requestTimeout(),
        usual.patience(),
        usual.pullPatience());
  }

  private static @Nullable EtcdConfig configuration(Settings settings) {
    if (settings.texts(at("configuration.endpoints")).isEmpty()) {
      requireUnset(
          settings,
          "configuration.endpoints",
          "configuration.user",
          "configuration.passwordFile",
          "configuration.ca",
          "configuration.cert",
          "configuration.key",
          "configuration.schemaFolder");
      return null;
    }
    String user = settings.text(at("configuration.user"));
    boolean required = settings.flag(at("configuration.requireAcknowledgement"));
    try {
      return new EtcdConfig(
          settings.urls(at("configuration.endpoints")),
          settings.text(at("configuration.prefix")),
          user.isEmpty() ? null : user,
          file(settings, "configuration.passwordFile"),
          file(settings, "configuration.ca"),
          file(settings, "configuration.cert"),
          file(settings, "configuration.key"),
          file(settings, "configuration.schemaFolder"),
          required,
          EtcdConfig.REQUEST_TIMEOUT);
    } catch (IllegalArgumentException e) {
      // It names its own keys: endpoints, prefix, user, …
      throw new IllegalArgumentException(at("configuration.") + e.getMessage(), e);
    }
  }

  private static @Nullable SchemaConfig schema(Settings settings) {
    Path inventory = file(settings, "schema.inventory");
    Path migrations = file(settings, "schema.migrations");
    if (inventory == null && migrations == null) {
      return null;
    }
    if (inventory == null || migrations == null) {
      throw new IllegalArgumentException(
          "subDomains.schema.inventory and subDomains.schema.migrations belong together: set both or none");
    }
    return new SchemaConfig(
        inventory,
        migrations,
        SessionLimits.DEFAULT,
        Quiet.DEFAULT,
        settings.number(at("schema.concurrency"), 1, 128),
        settings.text(at("schema.metricSource")));
  }

  /** What belongs to a system that is not connected was meant for something. */
  private static void requireUnset(Settings settings, String missing, String... paths) {
    for (String path : paths) {
      if (!settings.text(at(path)).isEmpty()) {
        throw new IllegalArgumentException(
            "%s is set and %s is not: set both or none".formatted(at(path), at(missing)));
      }
    }
  }

  private static @Nullable Path file(Settings settings, String path) {
    return settings.file(at(path));
  }

  private static String at(String path) {
    return "subDomains." + path;
  }

  private static ConfigKey key(String path, String standard, String meaning) {
    return new ConfigKey(at(path), standard, meaning);
  }
}
