package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What a refused call brought back. */
record Refusal(io.grpc.Status.Code code, Status status) {
  static Refusal of(ThrowingCallable call) {
    return of(catchThrowableOfType(StatusRuntimeException.class, call));
  }

  static Refusal of(Throwable thrown) {
    return new Refusal(
        io.grpc.Status.fromThrowable(thrown).getCode(),
        Objects.requireNonNull(StatusProto.fromThrowable(thrown)));
  }

  String message() {
    return status.getMessage();
  }

  String reason() {
    return detail(ErrorInfo.class).getReason();
  }

  <M extends Message> M detail(Class<M> type) {
    for (Any detail : status.getDetailsList()) {
      if (detail.is(type)) {
        try {
          return detail.unpack(type);
        } catch (InvalidProtocolBufferException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " in " + status);
  }
}
