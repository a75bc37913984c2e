package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.BadRequest;
import dev.sluice.proto.v1.Guard;
import dev.sluice.proto.v1.GuardServiceGrpc;
import dev.sluice.proto.v1.ListGuardedRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.ReportChangeRequest;
import dev.sluice.proto.v1.ReportedEnd;
import dev.sluice.proto.v1.ReportedTargets;
import io.grpc.Status.Code;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GuardApiTest {
  private static RunningApi api;

  @BeforeAll
  static void start() throws IOException {
    api = new RunningApi(true, null);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static GuardServiceGrpc.GuardServiceBlockingStub guards() {
    return GuardServiceGrpc.newBlockingStub(api.channel);
  }

  private static ReportChangeRequest.Builder report(String id) {
    return ReportChangeRequest.newBuilder()
        .setGuardId(id)
        .setType("moved by hand")
        .setTitle("move the zone");
  }

  private static ReportedTargets zone() {
    return ReportedTargets.newBuilder().setSubDomain("dns").addNames("shop.example").build();
  }

  @Test
  void hearsOfAChangeOfAKindThatNobodyDeclared() {
    ReportChangeRequest request = report("dns-move-7").addTouched(zone()).build();
    Guard guard = guards().reportChange(request);
    assertThat(guard.getType()).isEqualTo("moved by hand");
    assertThat(guard.getTouchedList()).containsExactly(zone());
    assertThat(guards().reportChange(request)).isEqualTo(guard);
    Guard ended =
        guards()
            .reportChange(
                request.toBuilder()
                    .setEnded(ReportedEnd.newBuilder().setOutcome(Outcome.COMPLETED))
                    .build());
    assertThat(ended.getOutcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void refusesAReportThatConcernsNobody() {
    Refusal refusal = Refusal.of(() -> guards().reportChange(report("dns-move-8").build()));
    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.detail(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("services");
  }

  @Test
  void saysWhereNoListIsKept() {
    Refusal refusal =
        Refusal.of(() -> guards().listGuarded(ListGuardedRequest.getDefaultInstance()));
    assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.message()).contains("ask for each by its name");
  }
}
