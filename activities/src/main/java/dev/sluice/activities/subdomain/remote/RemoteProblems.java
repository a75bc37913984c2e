package dev.sluice.activities.subdomain.remote;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** gRPC's statuses and Sluice's problems: both say who must act. */
final class RemoteProblems {
  private static final String DOMAIN = "sluice.dev";
  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");
  private static final int DEEPEST_CAUSE = 10;

  private RemoteProblems() {}

  /**
   * What a call met.
   *
   * @param call its name, for people: {@code Apply}
   */
  static ProblemException of(StatusRuntimeException failure, RemoteConfig remote, String call) {
    return new ProblemException(problem(failure, remote, call), failure);
  }

  private static Problem problem(StatusRuntimeException failure, RemoteConfig remote, String call) {
    String place = "sub-domain %s at %s".formatted(remote.name(), remote.address());
    String reason = reason(failure);
    Status status = failure.getStatus();
    String said = said(status, place, call);
    return switch (status.getCode()) {
      case INVALID_ARGUMENT, NOT_FOUND ->
          new Problem.ForAuthor(reason.isEmpty() ? "WRONG_ORDER" : reason, said);
      case FAILED_PRECONDITION, PERMISSION_DENIED ->
          new Problem.ForOperator(reason.isEmpty() ? "REFUSED_ORDER" : reason, said);
      case UNAUTHENTICATED ->
          new Problem.ForOperator(
              reason.isEmpty() ? "NOT_LET_IN" : reason,
              Sentences.bounded(
                  "%s does not let Sluice in: renew its token or certificate (%s)"
                      .formatted(place, said)));
      case UNAVAILABLE -> unavailable(failure, reason, place, said);
      case ABORTED, RESOURCE_EXHAUSTED ->
          new Problem.Passing(reason.isEmpty() ? "SUB_DOMAIN_BUSY" : reason, said);
      case DEADLINE_EXCEEDED ->
          new Problem.Passing(
              "SUB_DOMAIN_SLOW",
              "%s did not answer %s in time; look at its load".formatted(place, call));
      case CANCELLED ->
          new Problem.Passing(
              Thread.currentThread().isInterrupted() ? "INTERRUPTED" : "CANCELLED",
              "the call %s to %s was cancelled; call again".formatted(call, place));
      case UNIMPLEMENTED ->
          new Problem.ForOperator(
              "NO_SUB_DOMAIN",
              "%s does not offer %s of SubDomainService; correct the address or update it"
                  .formatted(place, call));
      case OK, UNKNOWN, ALREADY_EXISTS, OUT_OF_RANGE, INTERNAL, DATA_LOSS ->
          new Problem.ForOperator(
              "DEFECT_OF_SUB_DOMAIN",
              Sentences.bounded(
                  "%s broke at %s with %s; look at its log (%s)"
                      .formatted(place, call, status.getCode(), said)));
    };
  }

  private static Problem unavailable(
      StatusRuntimeException failure, String reason, String place, String said) {
    if (!reason.isEmpty()) {
      return new Problem.Passing(reason, said);
    }
    if (isDistrust(failure)) {
      return new Problem.ForOperator(
          "UNTRUSTED_SUB_DOMAIN",
          Sentences.bounded(
              "%s and Sluice do not trust each other's certificates; renew them, or correct the authority (%s)"
                  .formatted(place, root(failure, said))));
    }
    return new Problem.Passing(
        "SUB_DOMAIN_UNREACHABLE",
        Sentences.bounded(
            "%s does not answer; start it, or correct its address (%s)"
                .formatted(place, root(failure, said))));
  }

  /** What the network said: the status only tells of gRPC's own parts. */
  private static String root(Throwable thrown, String otherwise) {
    String deepest = otherwise;
    Throwable cause = thrown.getCause();
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      String message = cause.getMessage();
      deepest = message == null || message.isBlank() ? deepest : message;
      cause = cause.getCause();
    }
    return line(deepest);
  }

  private static boolean isDistrust(Throwable thrown) {
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
      boolean refused =
          cause instanceof SSLException
              && String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("alert");
      if (refused
          || cause instanceof SSLHandshakeException
          || cause instanceof CertificateException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  /** One line, at most 300 characters. */
  private static String said(Status status, String place, String call) {
    String line = line(status.getDescription() == null ? "" : status.getDescription());
    return Sentences.bounded(
        line.isEmpty() ? "%s refused %s and did not say why".formatted(place, call) : line);
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String reason(StatusRuntimeException failure) {
    com.google.rpc.Status details = StatusProto.fromThrowable(failure);
    if (details == null) {
      return "";
    }
    for (Any detail : details.getDetailsList()) {
      try {
        if (detail.is(ErrorInfo.class)) {
          String reason = detail.unpack(ErrorInfo.class).getReason();
          return CODE.matcher(reason).matches() ? reason : "";
        }
      } catch (InvalidProtocolBufferException e) {
        return ""; // The status itself says who must act.
      }
    }
    return "";
  }

  /** What the service answers with. */
  static StatusRuntimeException toStatus(Problem problem) {
    Status.Code code =
        switch (problem) {
          case Problem.ForAuthor _ -> Status.Code.INVALID_ARGUMENT;
          case Problem.ForOperator _ -> Status.Code.FAILED_PRECONDITION;
          case Problem.Passing _ -> Status.Code.UNAVAILABLE;
        };
    ErrorInfo info = ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(problem.code()).build();
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(code.value())
            .setMessage(problem.message())
            .addDetails(Any.pack(info))
            .build());
  }
}
