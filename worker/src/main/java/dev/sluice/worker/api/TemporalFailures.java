package dev.sluice.worker.api;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.worker.filter.FilterException;
import dev.sluice.workflows.change.ChangeWorkflow;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateTimeoutOrCancelledException;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;

/** Turns whatever a call met into the API's errors. */
final class TemporalFailures {
  /** The server's word for an update that was accepted, but not finished before the workflow. */
  private static final String ENDED_MEANWHILE = "AcceptedUpdateCompletedWorkflow";

  /**
   * @param name resource name of what the call was about
   */
  static StatusRuntimeException of(Throwable met, String name) {
    return switch (met) {
      case FieldProblems problems -> Failures.invalid(problems);
      case FilterException wrong ->
          Failures.invalid(new FieldProblems("filter", String.valueOf(wrong.getMessage())));
      case ProblemException problem -> Failures.of(problem.problem());
      case WorkflowNotFoundException _ -> Failures.notFound("Change", name);
      case WorkflowUpdateTimeoutOrCancelledException _ -> unanswered(name);
      case WorkflowUpdateException refused -> refused(refused, name);
      case StatusRuntimeException status when isOurs(status) -> status;
      default -> {
        StatusRuntimeException status = statusIn(met);
        yield status == null ? Failures.internal(met) : ofTemporals(status, met, name);
      }
    };
  }

  private static StatusRuntimeException refused(WorkflowUpdateException refused, String name) {
    for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ApplicationFailure failure) {
        switch (failure.getType()) {
          case ChangeWorkflow.WRONG_STATE -> {
            return Failures.wrongState(name, failure.getOriginalMessage());
          }
          case ChangeWorkflow.NOT_ALLOWED -> {
            return Failures.notAllowed(failure.getOriginalMessage());
          }
          case ENDED_MEANWHILE -> {
            return Failures.ended(name);
          }
          default -> {}
        }
      }
    }
    return Failures.internal(refused);
  }

  private static StatusRuntimeException ofTemporals(
      StatusRuntimeException status, Throwable met, String name) {
    return switch (status.getStatus().getCode()) {
      case UNAVAILABLE -> Failures.temporalUnreachable();
      case DEADLINE_EXCEEDED -> unanswered(name);
      case CANCELLED -> Failures.cancelled();
      case NOT_FOUND -> Failures.notFound("Change", name);
      case RESOURCE_EXHAUSTED -> Failures.overloaded("Temporal is at its limit: try again");
      default -> Failures.internal(met);
    };
  }

  private static StatusRuntimeException unanswered(String name) {
    return Failures.noWorker(
        "no worker answered for "
            + name
            + " in time. It may still do what was asked: look with GetChange before you ask again");
  }

  private static boolean isOurs(StatusRuntimeException status) {
    com.google.rpc.Status details = StatusProto.fromThrowable(status);
    return details != null && details.getDetailsList().stream().anyMatch(Failures::isOurs);
  }

  static @Nullable StatusRuntimeException statusIn(@Nullable Throwable met) {
    for (Throwable cause = met; cause != null; cause = cause.getCause()) {
      if (cause instanceof StatusRuntimeException status) {
        return status;
      }
    }
    return null;
  }

  static boolean isUnreachable(Throwable met) {
    StatusRuntimeException status = statusIn(met);
    return status != null && status.getStatus().getCode() == Status.Code.UNAVAILABLE;
  }

  private TemporalFailures() {}
}
