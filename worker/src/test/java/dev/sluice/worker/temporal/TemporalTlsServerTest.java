package dev.sluice.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.TemporalConfig;
import dev.sluice.worker.tls.TestIdentity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class TemporalTlsServerTest {
  @TempDir private Path folder;
  private TestIdentity client;
  private TestIdentity relayed;
  private TemporalServer temporal;
  private TlsRelay relay;

  @BeforeEach
  void start() throws Exception {
    client = TestIdentity.make(folder, "client");
    relayed = TestIdentity.make(folder, "relay");
    temporal =
        TemporalServer.open(
            config(
                Map.of(
                    "SLUICE_TEMPORAL_DEV_SERVER",
                    "cli",
                    "SLUICE_TEMPORAL_DEV_DATA_DIR",
                    folder.toString())),
            System.getenv());
    String address = temporal.description().replaceAll(".*127\\.0\\.0\\.1:(\\d+).*", "$1");
    relay = new TlsRelay(Integer.parseInt(address), relayed, client);
  }

  @AfterEach
  void stop() throws Exception {
    relay.close();
    temporal.close();
  }

  @Test
  void reachesAServerThatAsksForACertificateAndAKey() throws Exception {
    Path apiKey = Files.writeString(folder.resolve("api.key"), "of-a-test\n");
    TemporalConfig config =
        throughTls(
            client,
            Map.of(
                "SLUICE_TEMPORAL_API_KEY_FILE",
                apiKey.toString(),
                "SLUICE_TEMPORAL_TLS_CA",
                relayed.cert().toString()));
    try (TemporalServer server = TemporalServer.open(config, Map.of());
        TemporalConnection connection =
            TemporalConnection.open(server, config, new SimpleMeterRegistry(), "test")) {
      assertThat(connection.isReachable()).isTrue();
    }
  }

  @Test
  void isRefusedWithAnUnknownCertificate() throws Exception {
    TemporalConfig config =
        throughTls(
            TestIdentity.make(folder, "stranger"),
            Map.of("SLUICE_TEMPORAL_TLS_CA", relayed.cert().toString()));
    assertRefused(config);
  }

  @Test
  void trustsNoServerThatItsAuthorityDidNotSign() {
    assertRefused(throughTls(client, Map.of("SLUICE_TEMPORAL_TLS_CA", client.cert().toString())));
  }

  private static void assertRefused(TemporalConfig config) {
    TemporalServer server = TemporalServer.open(config, Map.of());
    assertThatThrownBy(
            () -> TemporalConnection.open(server, config, new SimpleMeterRegistry(), "test"))
        .isInstanceOf(TemporalUnavailableException.class)
        .hasMessageContaining("check temporal.address and temporal.tls");
  }

  private TemporalConfig throughTls(TestIdentity who, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("TEMPORAL_ADDRESS", "127.0.0.1:" + relay.port());
    variables.put("SLUICE_TEMPORAL_TLS_ENABLED", "true");
    variables.put("SLUICE_TEMPORAL_TLS_CERT", who.cert().toString());
    variables.put("SLUICE_TEMPORAL_TLS_KEY", who.key().toString());
    return config(variables);
  }

  private static TemporalConfig config(Map<String, String> variables) {
    return SluiceConfig.read(null, variables).temporal();
  }
}
