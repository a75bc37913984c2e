package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
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
}
