package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.fleet.Fleet;
import dev.sluice.activities.fleet.FleetSubDomain;
import dev.sluice.activities.fleet.control.ControlClient;
import dev.sluice.activities.fleet.spec.FleetSpec;
import dev.sluice.activities.subdomain.remote.SubDomainEndpoint;
import dev.sluice.proto.v1.SubDomain;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.ops.SluiceMetrics;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RemoteSubDomainWiringTest {
  @Test
  void oneThatIsDownAtStartHoldsUpNobodyAndComesLater() throws Exception {
    int port = freePort();
    try (Fleet fleet = Fleet.start(FleetSpec.DEFAULT, 0, InstantSource.system(), 1);
        ControlClient client = new ControlClient(fleet.controlUri());
        SluiceMetrics metrics = new SluiceMetrics();
        Wiring wiring = WorkerWiring.of(config(fleet, port), metrics)) {
      assertThat(wiring.activities().keySet())
          .containsExactlyInAnyOrder("sluice-changes", "sluice-fleet", "sluice-far");
      assertThat(named(wiring, "far").getDescription())
          .startsWith("Not there now: sub-domain far at 127.0.0.1:" + port);
      assertThat(named(wiring, "fleet").getCapabilitiesList()).isNotEmpty();

      Server server =
          Grpc.newServerBuilderForPort(port, InsecureServerCredentials.create())
              .addService(new SubDomainEndpoint(new FleetSubDomain(client)))
              .build()
              .start();
      try {
        await()
            .atMost(Duration.ofSeconds(10))
            .untilAsserted(() ->
                assertThat(named(wiring, "far").getCapabilitiesList())
                    .isEqualTo(named(wiring, "fleet").getCapabilitiesList()));
      } finally {
        server.shutdownNow();
      }
    }
  }

  private static SluiceConfig config(Fleet fleet, int port) {
    return SluiceConfig.read(
        null,
        Map.of(
            "SLUICE_FLEET_ADDRESS",
            fleet.controlUri().toString(),
            "SLUICE_SUB_DOMAINS_REMOTE",
            "far=http://127.0.0.1:" + port));
  }

  private static SubDomain named(Wiring wiring, String name) {
    return wiring.catalog().subDomains().stream()
        .filter(subDomain -> subDomain.getName().equals("subDomains/" + name))
        .findFirst()
        .orElseThrow();
  }

  /** Below those that the system gives to whoever connects. */
  private static int freePort() throws IOException {
    for (int port = 21_050; ; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        if (port == 21_099) {
          throw e;
        }
      }
    }
  }
}
