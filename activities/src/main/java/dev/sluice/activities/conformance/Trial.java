package dev.sluice.activities.conformance;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a sub-domain is tried with. Its targets are really changed, and taken back.
 *
 * @param selector labels of the targets that may be used, two of them at least
 * @param capability the capability that is tried
 * @param parameters that change a target
 * @param otherParameters that change it to yet another state
 * @param patience how long one target may take to arrive
 * @param restart stops the sub-domain's process as a crash would and starts it again, and returns
 *     when it answers; null where that can't be done
 * @param run makes the names of the changes unique
 */
public record Trial(
    Map<String, String> selector,
    String capability,
    Map<String, String> parameters,
    Map<String, String> otherParameters,
    Duration patience,
    @Nullable Restart restart,
    String run) {

  public Trial {
    selector = Map.copyOf(selector);
    parameters = Map.copyOf(parameters);
    otherParameters = Map.copyOf(otherParameters);
  }

  /** Restarts the sub-domain's process. */
  @FunctionalInterface
  public interface Restart {
    void restart() throws Exception;
  }
}
