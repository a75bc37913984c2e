package dev.sluice.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.RecordingApi;
import dev.sluice.cli.Samples;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.GetChangeRequest;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7300,127.0.0.1,true",
    "localhost:7300,localhost,true",
    "[::1]:7300,::1,true",
    "sluice.example:7300,sluice.example,false",
    "127.evil.example:7300,127.evil.example,false",
    "[2001:db8::1]:7300,2001:db8::1,false"
  })
  void knowsALoopbackAddressByItsText(String text, String host, boolean loopback) {
    Address address = Address.parse(text);

    assertThat(address.host()).isEqualTo(host);
    assertThat(address.isLoopback()).isEqualTo(loopback);
    assertThat(address).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "7300", "host", "host:0", "host:70000", "http://host:7300", "::1:7300"})
  void refusesWhatIsNoAddress(String text) {
    assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void callsAServerOnTheLoopbackWithTheToken(@TempDir Path directory) throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
    RecordingApi api = new RecordingApi();
    Server server = serve(api);
    Address address = Address.parse("127.0.0.1:" + server.getPort());
    ApiSettings settings = new ApiSettings(address, token, null, true, Duration.ofSeconds(10));
    try (Api client = Api.open(new NetworkConnector(), settings)) {
      Change change =
          client
              .changes()
              .getChange(GetChangeRequest.newBuilder().setName("changes/release-1").build());

      assertThat(change).isEqualTo(Samples.CHANGE);
      assertThat(api.authorizations).containsExactly("Bearer s3cret");
    } finally {
      server.shutdownNow().awaitTermination();
    }
  }

  @Test
  void namesTheCertificatesItCantRead(@TempDir Path directory) {
    Path missing = directory.resolve("ca.pem");
    ApiSettings settings =
        new ApiSettings(
            Address.parse("sluice.example:7300"), null, missing, false, Duration.ofSeconds(1));

    assertThatThrownBy(() -> new NetworkConnector().connect(settings))
        .hasMessageContaining("ca.pem (--tls-ca)");
  }

  private static Server serve(RecordingApi api) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(api.changes())
        .intercept(api)
        .build()
        .start();
  }
}
