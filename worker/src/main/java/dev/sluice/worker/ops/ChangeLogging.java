package dev.sluice.worker.ops;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import org.slf4j.MDC;

/** Puts the change's id on every line that its workflows and activities log. */
public final class ChangeLogging extends WorkerInterceptorBase {
  /** The key of the id in log lines. */
  public static final String CHANGE = "change";

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      private String change = "";

      @Override
      public void init(ActivityExecutionContext context) {
        change = changeOf(String.valueOf(context.getInfo().getWorkflowId()));
        super.init(context);
      }

      @Override
      public ActivityOutput execute(ActivityInput input) {
        try (MDC.MDCCloseable _ = MDC.putCloseable(CHANGE, change)) {
          return super.execute(input);
        }
      }
    };
  }

  @Override
  public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
    return new WorkflowInboundCallsInterceptorBase(next) {
      @Override
      public WorkflowOutput execute(WorkflowInput input) {
        try (MDC.MDCCloseable _ =
            MDC.putCloseable(CHANGE, changeOf(Workflow.getInfo().getWorkflowId()))) {
          return super.execute(input);
        }
      }
    };
  }

  /** A stage's child workflow has its change's id before a slash. */
  static String changeOf(String workflowId) {
    int slash = workflowId.indexOf('/');
    return slash < 0 ? workflowId : workflowId.substring(0, slash);
  }
}
