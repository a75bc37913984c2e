package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.PauseChangeRequest;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.Status.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real server shows: how it refuses, and what it does without a worker. */
@Tag("server")
class ChangeApiServerTest {
  private static final StartChangeRequest REQUEST =
      StartChangeRequest.newBuilder()
          .setType("changeTypes/release")
          .putParameters("version", "v2")
          .setRequestId("1")
          .build();

  @Test
  void refusesWithTheSameDetailsAsInProcess(@TempDir Path folder) throws IOException {
    try (RunningApi api = RunningApi.onDevServer(folder, true)) {
      String name = api.as("dana").startChange(REQUEST).getName();
      assertThat(Refusal.of(() -> resume(api, name)).reason()).isEqualTo("WRONG_STATE");
      assertThat(Refusal.of(() -> resume(api, "changes/never-was")).code())
          .isEqualTo(Code.NOT_FOUND);
      api.as("omar")
          .abortChange(AbortChangeRequest.newBuilder().setName(name).setReason("over").build());
      List<ChangeEvent> events = new ArrayList<>();
      api.as("dana")
          .watchChange(WatchChangeRequest.newBuilder().setName(name).build())
          .forEachRemaining(events::add);
      assertThat(events.getLast().getKind()).isEqualTo("ENDED");
      assertThat(Refusal.of(() -> resume(api, name)).reason()).isEqualTo("ENDED");
      assertThat(get(api, name).getPhase()).isEqualTo(Phase.ENDED);
      assertThat(api.as("dana").startChange(REQUEST).getPhase()).isEqualTo(Phase.ENDED);
    }
  }

  @Test
  void answersWithoutAWorkerAndWithoutTemporal(@TempDir Path folder) throws IOException {
    try (RunningApi api = RunningApi.onDevServer(folder, false)) {
      String name = api.as("dana").startChange(REQUEST).getName();
      Change seen = get(api, name);
      assertThat(seen.getTitle()).isEqualTo("release checkout v2");
      assertThat(seen.getWaitingFor()).contains("no worker answers");
      assertThat(
              Refusal.of(() ->
                      api.as("omar")
                          .withDeadlineAfter(2, TimeUnit.SECONDS)
                          .pauseChange(PauseChangeRequest.newBuilder().setName(name).build()))
                  .code())
          .isEqualTo(Code.DEADLINE_EXCEEDED);

      api.loseTemporal();

      Refusal refusal = Refusal.of(() -> get(api, name));
      assertThat(refusal.code()).isEqualTo(Code.UNAVAILABLE);
      assertThat(refusal.reason()).isEqualTo("TEMPORAL_UNREACHABLE");
    }
  }

  private static Change resume(RunningApi api, String name) {
    return api.as("omar").resumeChange(ResumeChangeRequest.newBuilder().setName(name).build());
  }

  private static Change get(RunningApi api, String name) {
    return api.as("dana").getChange(GetChangeRequest.newBuilder().setName(name).build());
  }
}
