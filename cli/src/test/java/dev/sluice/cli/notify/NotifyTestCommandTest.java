package dev.sluice.cli.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.cli.Shell;
import dev.sluice.cli.Shell.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotifyTestCommandTest {
  @TempDir private Path folder;

  @Test
  void saysWhatCameBack() throws IOException {
    assertThat(against(200).out()).isEqualTo("channel team: taken with status 200\n");
    Run refused = against(404);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).isEqualTo("channel team: refused it with status 404\n");
    assertThat(against(503).exit()).isEqualTo(6);
  }

  @Test
  void namesTheChannelsThereAre() throws IOException {
    Run run = run("other", 1);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no channel is called other: there are team");
  }

  private Run against(int status) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try {
      return run("team", server.getAddress().getPort());
    } finally {
      server.stop(0);
    }
  }

  private Run run(String channel, int port) throws IOException {
    Files.writeString(folder.resolve("url"), "http://127.0.0.1:" + port + "/hook");
    Path channels = folder.resolve("notify.yaml");
    Files.writeString(channels, "channels:\n  - {name: team, urlFile: url}\n");
    Path config = folder.resolve("config.yaml");
    Files.writeString(config, "notifications: {config: %s}\n".formatted(channels));
    try (Shell shell = new Shell()) {
      return shell.run("notify", "test", channel, "--config", config.toString());
    }
  }
}
