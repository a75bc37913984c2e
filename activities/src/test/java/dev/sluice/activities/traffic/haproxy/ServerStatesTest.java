package dev.sluice.activities.traffic.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.traffic.Backend;
import dev.sluice.activities.traffic.Reading;
import dev.sluice.activities.traffic.Run;
import dev.sluice.activities.traffic.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ServerStatesTest {
  private static final Run RUN = new Run("7", 1_000);
  private static final String ANSWER =
      """
      1
      # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight
      3 checkout 1 v1 127.0.0.1 2 0 80 100
      3 checkout 2 v2 127.0.0.1 0 0 20 0

      Can't find backend.

      1
      # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight
      4 checkout.v2 1 v2:a 127.0.0.1 2 0 1 1
      4 checkout.v2 2 v2:b 127.0.0.1 2 0 1 1

      """;

  @Test
  void aBackendWithTwoVersionsIsARoute() {
    List<Reading> routes =
        ServerStates.routes(ANSWER, Map.of("checkout", Map.of("x-lane=gray", "v2")), RUN);
    assertThat(routes).hasSize(1);
    Reading checkout = routes.getFirst();
    assertThat(checkout.now())
        .isEqualTo(Settings.of(Map.of("v1", 80, "v2", 20), Map.of("x-lane=gray", "v2")));
    assertThat(checkout.start()).isEqualTo(Map.of("v1", 100, "v2", 0));
    assertThat(checkout.backends().get("v2")).isEqualTo(new Backend("v2", "v2", false, false));
  }
}
