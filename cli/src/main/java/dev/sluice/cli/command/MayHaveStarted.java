package dev.sluice.cli.command;

import io.grpc.StatusRuntimeException;

/** A start was sent and no answer came: the change may run or not. */
final class MayHaveStarted extends Exception {
  private static final long serialVersionUID = 1L;

  private final StatusRuntimeException failure;
  private final String requestId;

  MayHaveStarted(StatusRuntimeException failure, String requestId) {
    super(failure);
    this.failure = failure;
    this.requestId = requestId;
  }

  StatusRuntimeException failure() {
    return failure;
  }

  String requestId() {
    return requestId;
  }
}
