package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.PauseChangeRequest;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
  private static final StartChangeRequest REQUEST =
      StartChangeRequest.newBuilder()
          .setType("changeTypes/release")
          .putParameters("version", "v2")
          .setRequestId("1")
          .build();

  @Test
  void letsInOnlyWhoHasATokenAndTheRole(@TempDir Path folder) throws IOException {
    Path tokens =
        Files.writeString(
            folder.resolve("tokens"),
            "# callers\n%s ci viewer,requester\n%s omar operator\n"
                .formatted(hash("ci-token"), hash("omar-token")));
    try (RunningApi api = new RunningApi(true, tokens)) {
      assertThat(Refusal.of(() -> api.as("ci").startChange(REQUEST)).code())
          .isEqualTo(Code.UNAUTHENTICATED);
      assertThat(Refusal.of(() -> api.withToken("wrong").startChange(REQUEST)).code())
          .isEqualTo(Code.UNAUTHENTICATED);
      Change change = api.withToken("ci-token").startChange(REQUEST);
      assertThat(change.getRequester()).isEqualTo("ci");
      PauseChangeRequest pause = PauseChangeRequest.newBuilder().setName(change.getName()).build();
      Refusal noRole = Refusal.of(() -> api.withToken("ci-token").pauseChange(pause));
      assertThat(noRole.code()).isEqualTo(Code.PERMISSION_DENIED);
      assertThat(noRole.message()).isEqualTo("ci needs the role operator");
      assertThat(api.withToken("omar-token").pauseChange(pause).getPhase()).isEqualTo(Phase.PAUSED);
    }
  }

  @Test
  void refusesAWrongTokenFileByLineAndNeverShowsIt(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(folder.resolve("tokens"), "# callers\nsecret-in-clear ci viewer\n");

    assertThatThrownBy(() -> Tokens.read(file))
        .hasMessageContaining("tokens:2: expected the token's SHA-256")
        .hasMessageNotContaining("secret-in-clear");
  }

  private static String hash(String token) {
    return HexFormat.of().formatHex(Digests.sha256(token.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void answersFromWhatTemporalKnowsWhenNoWorkerDoes() throws IOException {
    try (RunningApi api = new RunningApi(false, null)) {
      Change started = api.as("dana").startChange(REQUEST);

      Change seen =
          api.as("dana")
              .getChange(GetChangeRequest.newBuilder().setName(started.getName()).build());
      Refusal steering =
          Refusal.of(() ->
              api.as("omar")
                  .withDeadlineAfter(1, TimeUnit.SECONDS)
                  .pauseChange(PauseChangeRequest.newBuilder().setName(started.getName()).build()));

      assertThat(seen.getTitle()).isEqualTo("release checkout v2");
      assertThat(seen.getPhase()).isEqualTo(Phase.PLANNING);
      assertThat(seen.getRequester()).isEqualTo("dana");
      assertThat(seen.getWaitingFor()).contains("no worker answers");
      assertThat(steering.code()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }
  }

  @Test
  void drainsByEndingWatchesSoThatClientsComeBack() throws IOException {
    try (RunningApi api = new RunningApi(true, null)) {
      Change change = api.as("dana").startChange(REQUEST);
      HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(api.channel);
      assertThat(serving(health).getStatus()).isEqualTo(ServingStatus.SERVING);
      Iterator<ChangeEvent> watch =
          api.as("dana")
              .watchChange(WatchChangeRequest.newBuilder().setName(change.getName()).build());
      watch.next();
      watch.next();

      api.server.close();
      Refusal refusal = Refusal.of(watch::hasNext);

      assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(refusal.reason()).isEqualTo("GOING_DOWN");
      assertThat(refusal.message()).contains("after 2");
    }
  }

  private static HealthCheckResponse serving(HealthGrpc.HealthBlockingStub health) {
    return health.check(
        HealthCheckRequest.newBuilder().setService("sluice.v1.ChangeService").build());
  }

  @Test
  void listsItsServicesByReflection() throws Exception {
    try (RunningApi api = new RunningApi(false, null)) {
      CompletableFuture<List<String>> services = new CompletableFuture<>();
      StreamObserver<ServerReflectionRequest> asking =
          ServerReflectionGrpc.newStub(api.channel)
              .serverReflectionInfo(
                  new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                      services.complete(
                          response.getListServicesResponse().getServiceList().stream()
                              .map(ServiceResponse::getName)
                              .toList());
                    }

                    @Override
                    public void onError(Throwable error) {
                      services.completeExceptionally(error);
                    }

                    @Override
                    public void onCompleted() {}
                  });
      asking.onNext(ServerReflectionRequest.newBuilder().setListServices("*").build());

      assertThat(services.get(5, TimeUnit.SECONDS))
          .contains(
              "sluice.v1.ChangeService",
              "sluice.v1.CatalogService",
              "grpc.health.v1.Health",
              "grpc.reflection.v1.ServerReflection",
              "grpc.reflection.v1alpha.ServerReflection");
      asking.onCompleted();
    }
  }
}
