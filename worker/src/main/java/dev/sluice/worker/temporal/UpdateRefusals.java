package dev.sluice.worker.temporal;

import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationFailure;

/**
 * Keeps the type of an update's refusal. The SDK replaces the type of an application failure that a
 * validator throws by the name of an exception of its own; as the cause of another exception it
 * reaches the caller whole.
 */
final class UpdateRefusals extends WorkerInterceptorBase {
  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public void validateUpdate(UpdateInput input) {
        try {
          super.validateUpdate(input);
        } catch (ApplicationFailure refusal) {
          throw new UpdateRefused(refusal);
        }
      }
    };
  }

  /** Carries the refusal past the place where its type would be lost. */
  private static final class UpdateRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UpdateRefused(ApplicationFailure refusal) {
      super(refusal.getOriginalMessage(), refusal);
    }
  }
}
