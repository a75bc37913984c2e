package dev.sluice.worker.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import dev.sluice.worker.config.LogConfig;
import dev.sluice.worker.config.OpsConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpsServerTest {
  @Test
  void saysWhyItIsNotReady() throws Exception {
    Readiness readiness = new Readiness();
    readiness.require("workers", "they have stopped", () -> false);
    readiness.require("temporal", "it does not answer", () -> true);
    try (SluiceMetrics metrics = new SluiceMetrics();
        OpsServer server = OpsServer.start(new OpsConfig("127.0.0.1", 0), readiness, metrics);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> ready =
          http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + server.port() + "/health/ready"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());

      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .isEqualTo("{\"status\":\"not ready\",\"reasons\":{\"workers\":\"they have stopped\"}}");
    }
  }

  @Test
  void marksEachLogLineWithItsChange() {
    JsonNode json = JsonMapper.builder().build().readTree(line(LogConfig.Format.JSON));

    assertThat(json.at("/mdc/change").asString()).isEqualTo("release-1");
    assertThat(json.at("/formattedMessage").asString()).isEqualTo("batch 1 of 3");
    assertThat(line(LogConfig.Format.PLAIN)).contains("[release-1] batch 1 of 3");
  }

  @Test
  void neverLogsTheHeadersThatHoldTokens() {
    LoggerContext context = new LoggerContext();

    LogSetup.apply(new LogConfig(LogConfig.Format.PLAIN, LogConfig.Level.TRACE), context);

    assertThat(context.getLogger("dev.sluice").isTraceEnabled()).isTrue();
    assertThat(context.getLogger("io.grpc.netty.NettyServerHandler").isDebugEnabled()).isFalse();
    assertThat(
            context
                .getLogger("io.grpc.netty.shaded.io.grpc.netty.NettyClientHandler")
                .isDebugEnabled())
        .isFalse();
  }

  @Test
  void countsAStagesLinesToItsChange() {
    assertThat(ChangeLogging.changeOf("release-1/stage-2")).isEqualTo("release-1");
    assertThat(ChangeLogging.changeOf("release-1")).isEqualTo("release-1");
  }

  private static String line(LogConfig.Format format) {
    LoggerContext context = new LoggerContext();
    Encoder<ILoggingEvent> encoder = LogSetup.encoder(format, context);
    LoggingEvent event =
        new LoggingEvent(
            "", context.getLogger("test"), Level.INFO, "batch {} of 3", null, new Object[] {1});
    event.setMDCPropertyMap(Map.of(ChangeLogging.CHANGE, "release-1"));
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }
}
