package dev.sluice.activities.traffic.gateway;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The way to the API server that has the routes of one gateway. Connects when it is first used. */
public final class GatewayConnection implements AutoCloseable {
  private final KubernetesClient client;
  private final GatewaySystem system;

  /**
   * @param kubeconfig path of the file; null for the service account of the pod Sluice runs in
   * @param context which of its contexts; null for the current one
   * @param timeout of one request
   */
  public GatewayConnection(
      @Nullable String kubeconfig,
      @Nullable String context,
      Duration timeout,
      GatewayConfig config) {
    Config known =
        kubeconfig == null
            ? Config.autoConfigure(context)
            : Config.fromKubeconfig(context, new File(kubeconfig));
    int millis = Math.toIntExact(timeout.toMillis());
    client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(known)
                    .withUserAgent("sluice")
                    .withRequestTimeout(millis)
                    .withConnectionTimeout(millis)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    system = new GatewaySystem(client, config);
  }

  public GatewaySystem system() {
    return system;
  }

  @Override
  public void close() {
    client.close();
  }
}
