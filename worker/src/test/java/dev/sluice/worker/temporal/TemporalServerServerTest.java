package dev.sluice.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.TemporalConfig;
import dev.sluice.workflows.SearchAttributes;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
class TemporalServerServerTest {
  @Test
  void startsADevServerRegistersOnceAndEndsIt(@TempDir Path folder) {
    TemporalConfig config = config("cli", folder);
    TemporalServer server = TemporalServer.open(config, System.getenv());
    try (server) {
      OperatorServiceStubs operator = server.administer();
      try {
        assertThat(SearchAttributeRegistration.register(operator.blockingStub(), "default"))
            .hasSameElementsAs(
                SearchAttributes.ALL.stream().map(SearchAttributeKey::getName).toList());
        assertThat(SearchAttributeRegistration.register(operator.blockingStub(), "default"))
            .isEmpty();
      } finally {
        operator.shutdownNow();
      }
      try (TemporalConnection connection =
          TemporalConnection.open(server, config, new SimpleMeterRegistry(), "test")) {
        assertThat(connection.isReachable()).isTrue();
        assertThat(connection.hasVisibility()).isTrue();
        assertThat(connection.links().uiUri("release-1"))
            .matches("http://127\\.0\\.0\\.1:\\d+/namespaces/default/workflows/release-1");
      }
      assertThatThrownBy(() -> TemporalServer.open(config, System.getenv()))
          .hasMessageContaining("in use by another Sluice process");
    }
    assertThat(Files.exists(folder.resolve("temporal.db"))).isTrue();
    assertThat(Files.exists(folder.resolve("temporal.pid"))).isFalse();
  }

  private static TemporalConfig config(String kind, Path folder) {
    return SluiceConfig.read(
            null,
            Map.of(
                "SLUICE_TEMPORAL_DEV_SERVER",
                kind,
                "SLUICE_TEMPORAL_DEV_DATA_DIR",
                folder.toString()))
        .temporal();
  }
}
