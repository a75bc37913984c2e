package dev.sluice.worker.api;

import dev.sluice.proto.history.v1.ChangeInput;
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
  private static final String FINGERPRINT = "sluiceRequest";
  private static final String TITLE = "sluiceTitle";
  private static final String REASON = "sluiceReason";
  private static final String CREATED = "sluiceCreated";

  static ChangeMemo of(ChangeInput input, String title, Instant now) {
    return new ChangeMemo(ChangeNames.fingerprint(input), title, input.getReason(), now.toString());
  }

  static ChangeMemo in(WorkflowExecutionMetadata workflow) {
    return new ChangeMemo(
        text(workflow, FINGERPRINT),
        text(workflow, TITLE),
        text(workflow, REASON),
        text(workflow, CREATED));
  }

  Map<String, Object> toMap() {
    return Map.of(FINGERPRINT, fingerprint, TITLE, title, REASON, reason, CREATED, created);
  }

  /** When the change was started; the given instant where it was started by other means. */
  Instant createdOr(Instant otherwise) {
    return created.isEmpty() ? otherwise : Instant.parse(created);
  }

  private static String text(WorkflowExecutionMetadata workflow, String key) {
    return workflow.getMemo(key, String.class) instanceof String text ? text : "";
  }
}
