package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import dev.sluice.proto.v1.ListGuardedRequest;
import dev.sluice.proto.v1.ListGuardedResponse;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.ReportChangeRequest;
import dev.sluice.proto.v1.ReportedEnd;
import dev.sluice.proto.v1.StartChangeRequest;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("server")
class ChangeListingServerTest {
  private static RunningApi api;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    api = RunningApi.onDevServer(folder, true);
    for (int i = 0; i < 3; i++) {
      api.as("dana")
          .startChange(
              StartChangeRequest.newBuilder()
                  .setType("changeTypes/release")
                  .putParameters("version", "v2")
                  .setRequestId("listed-" + i)
                  .build());
    }
    Awaitility.await().until(() -> list("", 100, "").getChangesCount() == 3);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static ListChangesResponse list(String filter, int size, String token) {
    return api.as("dana")
        .listChanges(
            ListChangesRequest.newBuilder()
                .setFilter(filter)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "type = release",
        "type != config",
        "service = checkout",
        "service != cart",
        "risk >= 3 AND risk < 4",
        "outcome != COMPLETED",
        "phase = PLANNING AND class = NORMAL AND sub_domain = release",
        "requester = dana AND requester != \"o'x\\\\' OR 1\""
      })
  void findsWhatMatches(String filter) {
    assertThat(list(filter, 100, "").getChangesList())
        .hasSize(3)
        .allSatisfy(change -> {
          assertThat(change.getTitle()).isEqualTo("release checkout v2");
          assertThat(change.getUiUri()).startsWith("http://127.0.0.1:");
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"service = cart", "service != checkout", "risk > 3", "requester = \"o'x\\\\\""})
  void leavesOutWhatDoesNot(String filter) {
    assertThat(list(filter, 100, "").getChangesList()).isEmpty();
  }

  @Test
  void pagesByTemporalsToken() {
    ListChangesResponse first = list("type = release", 2, "");
    ListChangesResponse second = list("type = release", 2, first.getNextPageToken());

    assertThat(first.getChangesCount()).isEqualTo(2);
    assertThat(second.getChangesCount()).isEqualTo(1);
    assertThat(List.of(first.getChanges(0), first.getChanges(1)))
        .extracting(Change::getName)
        .doesNotContain(second.getChanges(0).getName());
  }

  @Test
  void listsGuardedChangesThatRunPageByPageAndThoseThatEndedOnDemand() {
    for (String id : List.of("dns-move-1", "dns-move-2", "dns-move-3")) {
      reports(id, false);
    }
    Awaitility.await().until(() -> guarded(100, "", false).getGuardsCount() == 3);
    ListGuardedResponse first = guarded(2, "", false);
    ListGuardedResponse second = guarded(2, first.getNextPageToken(), false);
    assertThat(first.getGuardsCount()).isEqualTo(2);
    assertThat(second.getGuardsCount()).isEqualTo(1);
    assertThat(second.getGuards(0).getWaitsFor()).isNotEmpty();

    reports("dns-move-2", true);
    Awaitility.await().until(() -> guarded(100, "", false).getGuardsCount() == 2);
    assertThat(guarded(100, "", true).getGuardsList())
        .filteredOn(guard -> guard.getOutcome() == Outcome.COMPLETED)
        .extracting(Guard::getName)
        .containsExactly("guards/dns-move-2");
  }

  private static ListGuardedResponse guarded(int size, String token, boolean ended) {
    return GuardServiceGrpc.newBlockingStub(api.channel)
        .listGuarded(
            ListGuardedRequest.newBuilder()
                .setPageSize(size)
                .setPageToken(token)
                .setEnded(ended)
                .build());
  }

  private static void reports(String id, boolean ended) {
    ReportChangeRequest.Builder report =
        ReportChangeRequest.newBuilder()
            .setGuardId(id)
            .setType("dns")
            .setTitle("move the zone")
            .addServices(id);
    if (ended) {
      report.setEnded(ReportedEnd.newBuilder().setOutcome(Outcome.COMPLETED));
    }
    Guard _ = GuardServiceGrpc.newBlockingStub(api.channel).reportChange(report.build());
  }
}
