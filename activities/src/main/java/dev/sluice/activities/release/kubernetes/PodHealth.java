package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a pod's status means for a release. */
sealed interface PodHealth {
  /** One sentence for people. */
  String words();

  /** It serves. */
  record Serving(String words) implements PodHealth {}

  /** It does not serve, and nothing says that it won't. */
  record Underway(String words) implements PodHealth {}

  /** It crashes again and again: waiting does not mend it. */
  record CrashLoop(String words) implements PodHealth {}

  /** It lacks something its author has to give: an image, a ConfigMap, a command that runs. */
  record Lacking(String words) implements PodHealth {}

  Set<String> PULLING = Set.of("ErrImagePull", "ImagePullBackOff");
  Set<String> MALFORMED =
      Set.of("InvalidImageName", "ErrImageNeverPull", "CreateContainerConfigError");

  /** Restarts after which a container that waits to be restarted is said to loop. */
  int LOOP = 2;

  /**
   * @param pod null where there is none
   * @param minReady how long it has to be ready before it serves, in seconds
   * @param pullPatience how long an image may fail to be pulled
   */
  static PodHealth of(@Nullable Pod pod, int minReady, Duration pullPatience, Instant now) {
    if (pod == null) {
      return new Underway("it has no pod yet");
    }
    if (pod.getMetadata().getDeletionTimestamp() != null) {
      return new Underway("its pod %s is ending".formatted(name(pod)));
    }
    Optional<PodCondition> ready = condition(pod, "Ready");
    if (ready.isPresent() && "True".equals(ready.get().getStatus())) {
      Instant since = instant(ready.get().getLastTransitionTime(), now);
      return since.plusSeconds(minReady).isAfter(now)
          ? new Underway("its pod %s is ready, but not yet for %d s".formatted(name(pod), minReady))
          : new Serving("its pod %s is ready".formatted(name(pod)));
    }
    return waiting(pod)
        .map(status -> of(pod, status, pullPatience, now))
        .orElseGet(() -> unplaced(pod));
  }

  private static PodHealth of(Pod pod, ContainerStatus status, Duration pullPatience, Instant now) {
    ContainerStateWaiting waiting = status.getState().getWaiting();
    String reason = String.valueOf(waiting.getReason());
    String words =
        "container %s of pod %s is in %s: %s"
            .formatted(
                status.getName(),
                name(pod),
                reason,
                Objects.requireNonNullElse(waiting.getMessage(), "no more is said"));
    if (reason.equals("CrashLoopBackOff") && status.getRestartCount() >= LOOP) {
      return new CrashLoop(
          "%s after %d restarts%s".formatted(words, status.getRestartCount(), lastEnd(status)));
    }
    Instant since = instant(pod.getStatus().getStartTime(), now);
    boolean overdue = since.plus(pullPatience).isBefore(now);
    return MALFORMED.contains(reason) || (PULLING.contains(reason) && overdue)
        ? new Lacking(words)
        : new Underway(words);
  }

  private static String lastEnd(ContainerStatus status) {
    var last = status.getLastState() == null ? null : status.getLastState().getTerminated();
    return last == null ? "" : ", the last with exit code " + last.getExitCode();
  }

  private static PodHealth unplaced(Pod pod) {
    return condition(pod, "PodScheduled")
        .filter(placed -> "False".equals(placed.getStatus()))
        .<PodHealth>map(placed ->
            new Underway("pod %s finds no node: %s".formatted(name(pod), placed.getMessage())))
        .orElseGet(() -> new Underway("its pod %s is not ready yet".formatted(name(pod))));
  }

  private static Optional<ContainerStatus> waiting(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return Stream.of(
            pod.getStatus().getInitContainerStatuses(), pod.getStatus().getContainerStatuses())
        .filter(Objects::nonNull)
        .flatMap(List::stream)
        .filter(status -> status.getState() != null && status.getState().getWaiting() != null)
        .filter(status -> !"ContainerCreating".equals(status.getState().getWaiting().getReason()))
        .filter(status -> !"PodInitializing".equals(status.getState().getWaiting().getReason()))
        .findFirst();
  }

  /** Whether its Ready condition holds, however long. */
  static boolean isReady(Pod pod) {
    PodStatus status = pod.getStatus();
    if (status == null || status.getConditions() == null) {
      return false;
    }
    for (PodCondition condition : status.getConditions()) {
      if ("Ready".equals(condition.getType())) {
        return "True".equals(condition.getStatus());
      }
    }
    return false;
  }

  private static Optional<PodCondition> condition(Pod pod, String type) {
    return pod.getStatus() == null || pod.getStatus().getConditions() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(condition -> type.equals(condition.getType()))
            .findFirst();
  }

  private static Instant instant(@Nullable String text, Instant otherwise) {
    return text == null ? otherwise : Instant.parse(text);
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }
}
