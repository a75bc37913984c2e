package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.ChangeInput;
import dev.sluice.workflows.MemoKeys;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Instant;
import java.util.Map;

/**
 * What is stored beside a change's workflow, so that a list can show it without asking a worker.
 *
 * @param fingerprint of the request that started it
 * @param title one line that says what the change does
 * @param reason why it is made
 * @param created when its first run was started, as ISO 8601
 */
record ChangeMemo(String fingerprint, String title, String reason, String created) {
  static ChangeMemo of(ChangeInput input, String title, Instant now) {
    return new ChangeMemo(ChangeNames.fingerprint(input), title, input.getReason(), now.toString());
  }

  static ChangeMemo in(WorkflowExecutionMetadata workflow) {
    return new ChangeMemo(
        text(workflow, MemoKeys.FINGERPRINT),
        text(workflow, MemoKeys.TITLE),
        text(workflow, MemoKeys.REASON),
        text(workflow, MemoKeys.CREATED));
  }

  Map<String, Object> toMap() {
    return Map.of(
        MemoKeys.FINGERPRINT,
        fingerprint,
        MemoKeys.TITLE,
        title,
        MemoKeys.REASON,
        reason,
        MemoKeys.CREATED,
        created);
  }

  /** When the change was started; the given instant where it was started by other means. */
  Instant createdOr(Instant otherwise) {
    return created.isEmpty() ? otherwise : Instant.parse(created);
  }

  private static String text(WorkflowExecutionMetadata workflow, String key) {
    return workflow.getMemo(key, String.class) instanceof String text ? text : "";
  }
}
