package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.worker.config.SluiceConfig;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SluiceProcessTest {
  private static final Map<String, String> ANY_PORTS =
      Map.of(
          "SLUICE_TEMPORAL_DEV_SERVER", "in-process",
          "SLUICE_API_PORT", "0",
          "SLUICE_OPS_PORT", "0",
          "SLUICE_LOG_LEVEL", "warn");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void servesApiHealthAndMetricsOnLoopback() throws Exception {
    SluiceProcess process =
        SluiceProcess.start(SluiceConfig.read(null, ANY_PORTS), Map.of(), WorkerWiring::of);
    int ops = process.opsPort().orElseThrow();
    try (process) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", process.apiPort().orElseThrow())
              .usePlaintext()
              .build();
      assertThat(
              ChangeServiceGrpc.newBlockingStub(channel)
                  .listChanges(ListChangesRequest.getDefaultInstance())
                  .getChangesList())
          .isEmpty();
      channel.shutdownNow();

      assertThat(get(ops, "/health/live").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(ops, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.body()).isEqualTo("{\"status\":\"ready\",\"reasons\":{}}");
      assertThat(get(ops, "/metrics").body())
          .contains("jvm_memory_used_bytes", "sluice_api_calls_seconds_count")
          .contains("# HELP sluice_api_calls_seconds Calls of the API, by method and code");
      assertThat(get(ops, "/else").statusCode()).isEqualTo(404);
    }
    assertThatThrownBy(() -> get(ops, "/health/live")).isInstanceOf(IOException.class);
  }

  @Test
  void stopsWhatItStartedWhenAPartCantStart() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SluiceConfig config =
          SluiceConfig.read(
              null,
              Map.of(
                  "SLUICE_TEMPORAL_DEV_SERVER",
                  "in-process",
                  "SLUICE_OPS_PORT",
                  "0",
                  "SLUICE_LOG_LEVEL",
                  "warn",
                  "SLUICE_API_PORT",
                  Integer.toString(taken.getLocalPort())));

      assertThatThrownBy(() -> SluiceProcess.start(config, Map.of(), WorkerWiring::of))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
  }

  @Test
  void endsWithTwoForAWrongConfigurationAndSaysWhere() throws InterruptedException {
    ByteArrayOutputStream errors = new ByteArrayOutputStream();

    int code =
        Main.run(
            new String[0],
            Map.of("SLUICE_API_PROT", "1"),
            new PrintStream(errors, true, StandardCharsets.UTF_8));

    assertThat(code).isEqualTo(Main.MISUSED);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("SLUICE_API_PORT");
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
