package dev.sluice.activities.subdomain.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.Problem;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemoteProblemsTest {
  private static final RemoteConfig REMOTE =
      new RemoteConfig("dns", "127.0.0.1", 7_400, null, null);

  @ParameterizedTest
  @EnumSource
  void aStatusSaysWhoMustAct(Status.Code code) {
    Problem problem = problem(code.toStatus().withDescription("zone is locked: unlock it"));

    Class<?> actor =
        switch (code) {
          case INVALID_ARGUMENT, NOT_FOUND -> Problem.ForAuthor.class;
          case UNAVAILABLE, ABORTED, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED ->
              Problem.Passing.class;
          case FAILED_PRECONDITION,
              PERMISSION_DENIED,
              UNAUTHENTICATED,
              UNIMPLEMENTED,
              OK,
              UNKNOWN,
              ALREADY_EXISTS,
              OUT_OF_RANGE,
              INTERNAL,
              DATA_LOSS ->
              Problem.ForOperator.class;
        };
    assertThat(problem).isInstanceOf(actor);
    assertThat(problem.code()).matches("[A-Z_]+");
  }

  @Test
  void aProblemComesBackAsItWasSent() {
    for (Problem sent :
        new Problem[] {
          new Problem.ForAuthor("NO_SUCH_ZONE", "use zone a"),
          new Problem.ForOperator("LOCKED", "unlock it"),
          new Problem.Passing("TARGET_BUSY", "try again")
        }) {
      assertThat(RemoteProblems.of(RemoteProblems.toStatus(sent), REMOTE, "Apply").problem())
          .isEqualTo(sent);
    }
  }

  @Test
  void aLongMessageOfManyLinesIsCutToOneShortOne() {
    Problem problem =
        problem(Status.FAILED_PRECONDITION.withDescription("a\nb\u001b[31m" + "x".repeat(5_000)));

    assertThat(problem.message()).hasSize(300).startsWith("a b [31mx").doesNotContain("\n");
  }

  @Test
  void aServiceThatSaysNothingIsNamed() {
    assertThat(problem(Status.FAILED_PRECONDITION).message())
        .contains("dns", "127.0.0.1:7400", "Apply");
  }

  @Test
  void aCertificateThatIsNotTrustedIsForTheOperator() {
    Status distrust =
        Status.UNAVAILABLE.withCause(new SSLHandshakeException("certificate has expired"));

    assertThat(problem(distrust)).isInstanceOf(Problem.ForOperator.class);
  }

  @Test
  void plaintextIsForLoopbackOnly() {
    assertThatThrownBy(() -> new RemoteConfig("dns", "dns.internal", 7_400, null, null))
        .hasMessageContaining("only be reached over TLS");
    assertThat(new RemoteConfig("dns", "::1", 7_400, null, null).address()).isEqualTo("[::1]:7400");
  }

  private static Problem problem(Status status) {
    return RemoteProblems.of(new StatusRuntimeException(status), REMOTE, "Apply").problem();
  }
}
