package dev.sluice.worker.api;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import dev.sluice.domain.problem.Problem;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that makes the API's errors: a code, a sentence, and details for machines. */
final class Failures {
  static final String DOMAIN = "sluice.dev";
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int RETRY_AFTER_SECONDS = 2;

  static StatusRuntimeException invalid(FieldProblems problems) {
    BadRequest.Builder details = BadRequest.newBuilder();
    for (FieldProblems.FieldProblem problem : problems.problems()) {
      details.addFieldViolations(
          BadRequest.FieldViolation.newBuilder()
              .setField(problem.field())
              .setDescription(problem.remedy()));
    }
    return failure(
        Code.INVALID_ARGUMENT,
        "INVALID_FIELD",
        String.valueOf(problems.getMessage()),
        details.build());
  }

  static StatusRuntimeException notFound(String kind, String name) {
    return failure(
        Code.NOT_FOUND,
        "NOT_FOUND",
        "there is no " + name,
        ResourceInfo.newBuilder().setResourceType(kind).setResourceName(name).build());
  }

  static StatusRuntimeException changeIdTaken(String name) {
    return failure(
        Code.ALREADY_EXISTS,
        "CHANGE_ID_TAKEN",
        name
            + " was started with another type, other parameters, by someone else or with another"
            + " request_id: choose another change_id or request_id",
        ResourceInfo.newBuilder().setResourceType("Change").setResourceName(name).build());
  }

  static StatusRuntimeException wrongState(String name, String message) {
    return precondition("WRONG_STATE", name, message);
  }

  static StatusRuntimeException ended(String name) {
    return precondition("ENDED", name, name + " has ended: start a new change");
  }

  private static StatusRuntimeException precondition(String reason, String name, String message) {
    PreconditionFailure details =
        PreconditionFailure.newBuilder()
            .addViolations(
                PreconditionFailure.Violation.newBuilder()
                    .setType(reason)
                    .setSubject(name)
                    .setDescription(message))
            .build();
    return failure(Code.FAILED_PRECONDITION, reason, message, details);
  }

  static StatusRuntimeException notAllowed(String message) {
    return failure(Code.PERMISSION_DENIED, "NOT_ALLOWED", message);
  }

  static StatusRuntimeException forbidden(String principal, Role needed) {
    return failure(
        Code.PERMISSION_DENIED,
        "ROLE_MISSING",
        principal + " needs the role " + needed.name().toLowerCase(Locale.ROOT));
  }

  static StatusRuntimeException unauthenticated(String message) {
    return failure(Code.UNAUTHENTICATED, "UNAUTHENTICATED", message);
  }

  static StatusRuntimeException of(Problem problem) {
    return switch (problem) {
      case Problem.ForAuthor(String code, String message) ->
          failure(Code.INVALID_ARGUMENT, code, message);
      case Problem.ForOperator(String code, String message) ->
          precondition(code, "change", message);
      case Problem.Passing(String code, String message) ->
          failure(Code.UNAVAILABLE, code, message, retry());
    };
  }

  static StatusRuntimeException temporalUnreachable() {
    return failure(
        Code.UNAVAILABLE, "TEMPORAL_UNREACHABLE", "Temporal does not answer: try again", retry());
  }

  static StatusRuntimeException overloaded(String message) {
    return failure(Code.RESOURCE_EXHAUSTED, "OVERLOADED", message, retry());
  }

  static StatusRuntimeException noWorker(String message) {
    return failure(Code.DEADLINE_EXCEEDED, "NO_WORKER", message);
  }

  static StatusRuntimeException workerSilent(String name) {
    return failure(
        Code.UNAVAILABLE,
        "NO_WORKER",
        "no worker answers for " + name + ": start one, then watch again",
        retry());
  }

  static StatusRuntimeException closedFromOutside(String name, String how) {
    return failure(
        Code.ABORTED,
        "CLOSED_FROM_OUTSIDE",
        name + " was " + how + " in Temporal, so it has no last event");
  }

  static StatusRuntimeException goingDown(long lastSequence) {
    return failure(
        Code.UNAVAILABLE,
        "GOING_DOWN",
        "this server is going down: watch again after " + lastSequence,
        retry());
  }

  static StatusRuntimeException cancelled() {
    return failure(Code.CANCELLED, "CANCELLED", "the caller went away");
  }

  /** For what should not happen: the id finds the stack trace in the log. */
  static StatusRuntimeException internal(Throwable cause) {
    String id = UUID.randomUUID().toString();
    LOG.error("A call failed unexpectedly, id {}", id, cause);
    return failure(
        Code.INTERNAL, "INTERNAL", "something unexpected: look for " + id + " in the log");
  }

  /** Whether a detail was made here, not by Temporal. */
  static boolean isOurs(Any detail) {
    try {
      return detail.is(ErrorInfo.class)
          && detail.unpack(ErrorInfo.class).getDomain().equals(DOMAIN);
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private static RetryInfo retry() {
    return RetryInfo.newBuilder()
        .setRetryDelay(Duration.newBuilder().setSeconds(RETRY_AFTER_SECONDS))
        .build();
  }

  private static StatusRuntimeException failure(
      Code code, String reason, String message, Message... details) {
    Status.Builder status =
        Status.newBuilder()
            .setCode(code.getNumber())
            .setMessage(message)
            .addDetails(
                Any.pack(ErrorInfo.newBuilder().setDomain(DOMAIN).setReason(reason).build()));
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private Failures() {}
}
