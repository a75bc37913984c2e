package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EtcdConfigTest {
  private static final URI PLAIN = URI.create("http://127.0.0.1:2379");
  private static final URI SECURE = URI.create("https://127.0.0.1:2379");
  private static final Path FILE = Path.of("file");

  @Test
  void openNeedsNoMoreThanAddressAndPrefix() {
    EtcdConfig config = EtcdConfig.open(PLAIN, "/sluice");

    assertThat(config.tls()).isFalse();
    assertThat(config.requireAcknowledgement()).isFalse();
    assertThat(config.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void saysWhichKeyIsWrong() {
    assertThatThrownBy(() -> config(List.of(), "/sluice", null, null, null, null))
        .hasMessageStartingWith("endpoints");
    assertThatThrownBy(() -> config(List.of(PLAIN, SECURE), "/sluice", null, null, null, null))
        .hasMessageContaining("all http or all https");
    assertThatThrownBy(
            () -> config(List.of(URI.create("ftp://127.0.0.1:1")), "/s", null, null, null, null))
        .hasMessageStartingWith("endpoints");
    for (String prefix : List.of("", "/", "sluice", "/sluice/", "//x")) {
      assertThatThrownBy(() -> config(List.of(PLAIN), prefix, null, null, null, null))
          .hasMessageStartingWith("prefix");
    }
    assertThatThrownBy(() -> config(List.of(PLAIN), "/sluice", "me", null, null, null))
        .hasMessageContaining("passwordFile");
    assertThatThrownBy(() -> config(List.of(SECURE), "/sluice", null, null, null, FILE))
        .hasMessageContaining("cert and key");
    assertThatThrownBy(() -> config(List.of(PLAIN), "/sluice", null, null, FILE, null))
        .hasMessageContaining("https");
  }

  private static EtcdConfig config(
      List<URI> endpoints,
      String prefix,
      @Nullable String user,
      @Nullable Path password,
      @Nullable Path ca,
      @Nullable Path cert) {
    return new EtcdConfig(
        endpoints, prefix, user, password, ca, cert, null, null, false, Duration.ofSeconds(5));
  }
}
