package dev.sluice.worker.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proto.v1.Change;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.config.TemporalConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalServerTest {
  @Test
  void fallsBackToATestServerInProcessAndSaysHowToGetTheCommand() {
    TemporalConfig config = config("auto");
    try (TemporalServer server = TemporalServer.open(config, Map.of("PATH", ""))) {
      assertThat(server.description())
          .contains("no UI", "nothing survives a restart", "https://docs.temporal.io/cli");
      try (TemporalConnection first = open(server, config)) {
        assertThat(first.isReachable()).isTrue();
        assertThat(first.hasVisibility()).isFalse();
        assertThat(first.links().uiUri("x")).isEmpty();
        assertThat(encodingOf(first, Change.getDefaultInstance())).isEqualTo("json/protobuf");
      }
    }
  }

  private static String encodingOf(TemporalConnection connection, Change change) {
    return connection
        .client()
        .getOptions()
        .getDataConverter()
        .toPayload(change)
        .orElseThrow()
        .getMetadataOrThrow("encoding")
        .toStringUtf8();
  }

  @Test
  void namesTheRemedyWhenTheCommandIsMissing() {
    assertThatThrownBy(() -> TemporalServer.open(config("cli"), Map.of("PATH", "/nowhere")))
        .isInstanceOf(TemporalUnavailableException.class)
        .hasMessageContaining("https://docs.temporal.io/cli")
        .hasMessageContaining("temporal.address");
  }

  @Test
  void linksToTheWorkflowsPage() {
    UiLinks links = new UiLinks(URI.create("https://ui.example"), "prod eu");

    assertThat(links.uiUri("release-1"))
        .isEqualTo("https://ui.example/namespaces/prod%20eu/workflows/release-1");
  }

  @Test
  void onlyOneProcessHoldsADataFolder(@TempDir Path folder) {
    try (DataFolder held = DataFolder.take(folder)) {
      assertThat(held.database()).hasParentRaw(folder);
      assertThatThrownBy(() -> DataFolder.take(folder))
          .hasMessageContaining("temporal.dev.dataDir");
    }
    DataFolder.take(folder).close();
  }

  @Test
  void endsAServerLeftBehindByAKilledProcess(@TempDir Path folder) throws IOException {
    Process leftBehind = new ProcessBuilder("sleep", "60").start();
    DataFolder held = DataFolder.take(folder);
    held.remember(leftBehind);
    String remembered = Files.readString(folder.resolve("temporal.pid"));
    held.close();
    Files.writeString(folder.resolve("temporal.pid"), remembered);

    DataFolder.take(folder).close();

    assertThat(leftBehind.isAlive()).isFalse();
  }

  @Test
  void leavesAStrangerWithTheSameNumberAlone(@TempDir Path folder) throws IOException {
    Process stranger = new ProcessBuilder("sleep", "60").start();
    Files.writeString(folder.resolve("temporal.pid"), stranger.pid() + " 2001-01-01T00:00:00Z");

    DataFolder.take(folder).close();

    assertThat(stranger.isAlive()).isTrue();
    stranger.destroy();
  }

  private static TemporalConnection open(TemporalServer server, TemporalConfig config) {
    return TemporalConnection.open(server, config, new SimpleMeterRegistry(), "test");
  }

  private static TemporalConfig config(String kind) {
    return SluiceConfig.read(null, Map.of("SLUICE_TEMPORAL_DEV_SERVER", kind)).temporal();
  }
}
