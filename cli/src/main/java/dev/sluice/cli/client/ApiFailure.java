package dev.sluice.cli.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a call failed, as the server said it.
 *
 * @param code the gRPC code's name
 * @param message the server's sentence
 * @param reason the stable reason (ErrorInfo), or empty
 * @param fields what is wrong with which field of the request
 * @param states which state the call would have needed
 */
public record ApiFailure(
    Status.Code code, String message, String reason, List<Field> fields, List<State> states) {

  /** A field of the request and its problem. */
  public record Field(String field, String problem) {}

  /** What had to hold, of what, and what would help. */
  public record State(String type, String subject, String problem) {}

  public ApiFailure {
    fields = List.copyOf(fields);
    states = List.copyOf(states);
  }

  public static ApiFailure of(StatusRuntimeException failure) {
    Status status = failure.getStatus();
    String reason = "";
    List<Field> fields = new ArrayList<>();
    List<State> states = new ArrayList<>();
    com.google.rpc.Status details = StatusProto.fromThrowable(failure);
    for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
      try {
        if (detail.is(BadRequest.class)) {
          addFields(fields, detail.unpack(BadRequest.class));
        } else if (detail.is(PreconditionFailure.class)) {
          addStates(states, detail.unpack(PreconditionFailure.class));
        } else if (detail.is(ErrorInfo.class)) {
          reason = detail.unpack(ErrorInfo.class).getReason();
        }
      } catch (InvalidProtocolBufferException unreadable) {
        // The message still says what happened; a detail we can't read must not hide it.
        reason = "UNREADABLE_DETAIL";
      }
    }
    return new ApiFailure(status.getCode(), message(status), reason, fields, states);
  }

  /** The sentence, and where the connection itself failed, what the system said about it. */
  private static String message(Status status) {
    String description = status.getDescription() == null ? "" : status.getDescription();
    Throwable cause = status.getCause();
    return cause == null || cause.getMessage() == null
        ? description
        : description + ": " + cause.getMessage();
  }

  public ExitCode exitCode() {
    return code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED
        ? ExitCode.UNREACHABLE
        : ExitCode.ERROR;
  }

  private static void addFields(List<Field> fields, BadRequest detail) {
    for (BadRequest.FieldViolation violation : detail.getFieldViolationsList()) {
      fields.add(new Field(violation.getField(), violation.getDescription()));
    }
  }

  private static void addStates(List<State> states, PreconditionFailure detail) {
    for (PreconditionFailure.Violation violation : detail.getViolationsList()) {
      states.add(
          new State(violation.getType(), violation.getSubject(), violation.getDescription()));
    }
  }
}
