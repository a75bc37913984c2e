package dev.sluice.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.worker.config.SluiceConfig;
import dev.sluice.worker.tls.TestIdentity;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
  void servesOverTlsToWhoShowsAToken(@TempDir Path folder) throws Exception {
    TestIdentity api = TestIdentity.make(folder, "api");
    String digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest("s3cret".getBytes(UTF_8)));
    Path tokens = Files.writeString(folder.resolve("tokens"), digest + " ci viewer\n");
    Map<String, String> variables = new HashMap<>(ANY_PORTS);
    variables.put("SLUICE_API_TLS_CERT", api.cert().toString());
    variables.put("SLUICE_API_TLS_KEY", api.key().toString());
    variables.put("SLUICE_API_TOKENS", tokens.toString());

    try (SluiceProcess process =
        SluiceProcess.start(SluiceConfig.read(null, variables), Map.of(), WorkerWiring::of)) {
      int port = process.apiPort().orElseThrow();
      assertThat(changesSeen(trusting(api, port), "s3cret")).isEqualTo(Status.Code.OK);
      assertThat(changesSeen(trusting(api, port), "guessed"))
          .isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(
              changesSeen(
                  NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build(),
                  "s3cret"))
          .isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  private static ManagedChannel trusting(TestIdentity api, int port) throws IOException {
    return NettyChannelBuilder.forAddress("127.0.0.1", port)
        .sslContext(GrpcSslContexts.forClient().trustManager(api.cert().toFile()).build())
        .build();
  }

  private static Status.Code changesSeen(ManagedChannel channel, String token) {
    Metadata headers = new Metadata();
    headers.put(
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
    try {
      ChangeServiceGrpc.newBlockingStub(channel)
          .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
          .listChanges(ListChangesRequest.getDefaultInstance());
      return Status.Code.OK;
    } catch (StatusRuntimeException refused) {
      return refused.getStatus().getCode();
    } finally {
      channel.shutdownNow();
    }
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
