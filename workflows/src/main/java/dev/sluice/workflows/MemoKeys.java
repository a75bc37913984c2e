package dev.sluice.workflows;

/**
 * What is stored beside a change's workflow, so that a list can show it without asking a worker.
 */
public final class MemoKeys {
  /** Tells the request that started it from others. */
  public static final String FINGERPRINT = "sluiceRequest";

  /** One line that says what the change does. */
  public static final String TITLE = "sluiceTitle";

  /** Why it is made. */
  public static final String REASON = "sluiceReason";

  /** When its first run was started, as ISO 8601. */
  public static final String CREATED = "sluiceCreated";

  private MemoKeys() {}
}
