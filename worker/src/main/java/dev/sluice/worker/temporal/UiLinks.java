package dev.sluice.worker.temporal;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Links to workflows in the Temporal UI.
 *
 * @param ui base URL of the UI; null when there is none
 * @param namespace namespace of the workflows
 */
public record UiLinks(@Nullable URI ui, String namespace) {
  /** The workflow's page, empty when there is no UI. */
  public String uiUri(String workflowId) {
    return ui == null
        ? ""
        : ui + "/namespaces/" + encoded(namespace) + "/workflows/" + encoded(workflowId);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
