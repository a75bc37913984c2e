package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The client of one API server, and another in its place once a call got no answer in time: the
 * JDK's client goes on using an HTTP/2 connection that fell silent, however many requests over it
 * have timed out. Thread-safe.
 */
final class RenewableClient implements AutoCloseable {
  private static final int DEEPEST_CAUSE = 10;

  private final Config settings;
  private KubernetesClient now;
  private @Nullable KubernetesClient before;
  private boolean closed;

  RenewableClient(KubernetesConfig config) {
    settings = settings(config);
    now = begin();
  }

  private static Config settings(KubernetesConfig config) {
    String context = config.context().isEmpty() ? null : config.context();
    Config base =
        config.kubeconfig().isEmpty()
            ? Config.autoConfigure(context)
            : Config.fromKubeconfig(context, new File(config.kubeconfig()));
    int timeout = Math.toIntExact(config.requestTimeout().toMillis());
    return new ConfigBuilder(base)
        .withUserAgent(ClusterClient.AGENT)
        .withRequestTimeout(timeout)
        .withConnectionTimeout(timeout)
        .withRequestRetryBackoffLimit(0)
        .build();
  }

  private KubernetesClient begin() {
    return new KubernetesClientBuilder()
        .withConfig(settings)
        .withKubernetesSerialization(PodReading.serialization())
        .build();
  }

  synchronized KubernetesClient now() {
    return now;
  }

  /**
   * A call failed.
   *
   * @param used the client that made it
   */
  synchronized void failed(KubernetesClient used, KubernetesClientException how) {
    if (!used.equals(now) || closed || !isTimeout(how)) {
      return;
    }
    // Calls that are under way over it may still be answered; those over the one before are not.
    end(before);
    before = now;
    now = begin();
  }

  private static boolean isTimeout(KubernetesClientException how) {
    Throwable cause = how;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof TimeoutException
          || cause instanceof HttpTimeoutException
          || cause instanceof InterruptedIOException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static void end(@Nullable KubernetesClient client) {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    end(before);
    now.close();
  }
}
