package dev.sluice.activities.configuration.etcd;

import dev.sluice.activities.problem.Sentences;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.grpc.Status;
import java.util.Locale;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What etcd's failures mean: who must act. */
final class EtcdProblems {
  static final String UNREACHABLE = "ETCD_UNREACHABLE";
  static final String CREDENTIALS = "CREDENTIALS_REFUSED";
  static final String ANSWER_TOO_LARGE = "ANSWER_TOO_LARGE";

  private static final int DEEPEST_CAUSE = 10;

  private EtcdProblems() {}

  /**
   * @param where the endpoints that were asked
   */
  static ProblemException of(Throwable failure, String where) {
    return new ProblemException(problem(failure, where), failure);
  }

  static ProblemException slow(String where, long millis) {
    return new ProblemException(
        new Problem.Passing(
            UNREACHABLE, "etcd at %s did not answer within %d ms".formatted(where, millis)));
  }

  private static Problem problem(Throwable failure, String where) {
    Status status = status(failure);
    String said = said(status, failure);
    return switch (status.getCode()) {
      case UNAUTHENTICATED -> unauthenticated(status, where);
      case PERMISSION_DENIED ->
          new Problem.ForOperator(
              "PERMISSION_DENIED",
              "etcd at %s denies Sluice's user a key that it needs: grant its role what the page of this sub-domain lists"
                  .formatted(where));
      case INVALID_ARGUMENT, FAILED_PRECONDITION, RESOURCE_EXHAUSTED -> refused(said, where);
      case OUT_OF_RANGE ->
          new Problem.Passing(
              "ETCD_COMPACTED", "etcd at %s forgot a revision meanwhile".formatted(where));
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED, INTERNAL, UNKNOWN ->
          unreachable(failure, said, where);
      case OK, NOT_FOUND, ALREADY_EXISTS, UNIMPLEMENTED, DATA_LOSS ->
          operator("ETCD_REFUSED", said, where, "look at its log");
    };
  }

  private static Problem unauthenticated(Status status, String where) {
    Throwable cause = status.getCause();
    Status first = cause == null ? status : Status.fromThrowable(cause);
    return first.getCode() == Status.Code.UNAVAILABLE
            || first.getCode() == Status.Code.DEADLINE_EXCEEDED
        ? new Problem.Passing(UNREACHABLE, "etcd at %s did not let Sluice log in".formatted(where))
        : credentials(where);
  }

  private static Problem refused(String said, String where) {
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("authentication")
        || lower.contains("user name")
        || lower.contains("auth ")) {
      return credentials(where);
    }
    if (lower.contains("database space exceeded")) {
      return operator("ETCD_FULL", said, where, "compact and defragment it, then disarm its alarm");
    }
    if (lower.contains("request is too large")) {
      return operator(
          "REQUEST_TOO_LARGE", said, where, "raise its --max-request-bytes to 1.5 MiB at least");
    }
    if (lower.contains("exceeds maximum")) {
      return new Problem.Passing(ANSWER_TOO_LARGE, "an answer of etcd was too large: " + said);
    }
    return lower.contains("too many requests")
        ? new Problem.Passing("ETCD_BUSY", "etcd at %s has too much to do".formatted(where))
        : operator("ETCD_REFUSED", said, where, "look at its log");
  }

  private static Problem credentials(String where) {
    return new Problem.ForOperator(
        CREDENTIALS,
        "etcd at %s refuses Sluice's user or password: correct user and passwordFile; the file is read again at the next call"
            .formatted(where));
  }

  /** A handshake that was refused stays refused until somebody changes a certificate. */
  private static Problem unreachable(Throwable failure, String said, String where) {
    SSLHandshakeException handshake = handshake(failure);
    return handshake == null
        ? new Problem.Passing(UNREACHABLE, "etcd at %s does not answer: %s".formatted(where, said))
        : operator(
            "TLS_REFUSED",
            String.valueOf(handshake.getMessage()),
            where,
            "correct ca, cert and key, or renew what has expired");
  }

  private static Problem operator(String code, String said, String where, String remedy) {
    return new Problem.ForOperator(code, "etcd at %s: %s; %s".formatted(where, said, remedy));
  }

  private static @Nullable SSLHandshakeException handshake(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      if (cause instanceof SSLHandshakeException handshake) {
        return handshake;
      }
      cause = cause.getCause();
    }
    return null;
  }

  private static Status status(Throwable failure) {
    return Status.fromThrowable(failure);
  }

  private static String said(Status status, Throwable failure) {
    String description = status.getDescription();
    return Sentences.bounded(
        description == null ? String.valueOf(failure.getMessage()) : description);
  }
}
