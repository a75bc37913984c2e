package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a write changes, as a JSON patch that is carried out only on what was read: the same
 * workload, of the same generation, with the same orders. Its status may have changed since: a
 * controller that is at work writes it all the time.
 */
final class WorkloadPatch {
  private static final KubernetesSerialization JSON = new KubernetesSerialization();
  private static final String ANNOTATIONS = "/metadata/annotations";
  private static final String LABELS = "/metadata/labels";

  private final List<Map<String, Object>> operations = new ArrayList<>();

  private WorkloadPatch() {}

  static String of(HasMetadata seen, HasMetadata next) {
    WorkloadPatch patch = new WorkloadPatch();
    ObjectMeta before = seen.getMetadata();
    patch.test("/metadata/uid", before.getUid());
    patch.test("/metadata/generation", before.getGeneration());
    String orders = orders(seen);
    if (orders != null) {
      patch.test(ANNOTATIONS + "/" + escaped(Workload.ORDERS), orders);
    }
    if (isFirst(seen)) {
      patch.test("/metadata/resourceVersion", before.getResourceVersion());
    }
    if (!spec(seen).equals(spec(next))) {
      patch.add("replace", "/spec", spec(next));
    }
    patch.edit(ANNOTATIONS, before.getAnnotations(), next.getMetadata().getAnnotations());
    patch.edit(LABELS, before.getLabels(), next.getMetadata().getLabels());
    return JSON.asJson(patch.operations);
  }

  /** Whether a patch that was refused was made for what is no longer there. */
  static boolean isOld(HasMetadata seen, @Nullable HasMetadata now) {
    return now == null
        || !now.getMetadata().getUid().equals(seen.getMetadata().getUid())
        || !now.getMetadata().getGeneration().equals(seen.getMetadata().getGeneration())
        || !Objects.equals(orders(now), orders(seen))
        || (isFirst(seen)
            && !now.getMetadata()
                .getResourceVersion()
                .equals(seen.getMetadata().getResourceVersion()));
  }

  /** Whether it has no place yet for what is written: somebody else may give it one. */
  private static boolean isFirst(HasMetadata workload) {
    Map<String, String> labels = workload.getMetadata().getLabels();
    return orders(workload) == null || labels == null || labels.isEmpty();
  }

  private static @Nullable String orders(HasMetadata workload) {
    Map<String, String> annotations = workload.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(Workload.ORDERS);
  }

  private static Object spec(HasMetadata workload) {
    return switch (workload) {
      case Deployment it -> it.getSpec();
      case StatefulSet it -> it.getSpec();
      case DaemonSet it -> it.getSpec();
      default -> throw new IllegalStateException("no workload: " + workload.getKind());
    };
  }

  private void edit(
      String place, @Nullable Map<String, String> from, @Nullable Map<String, String> to) {
    Map<String, String> before = Objects.requireNonNullElse(from, Map.of());
    Map<String, String> after = Objects.requireNonNullElse(to, Map.of());
    if (before.isEmpty() && !after.isEmpty()) {
      add("add", place, after);
      return;
    }
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      String path = place + "/" + escaped(key);
      String value = after.get(key);
      if (value == null) {
        operations.add(Map.of("op", "remove", "path", path));
      } else if (!value.equals(before.get(key))) {
        add("add", path, value);
      }
    }
  }

  private void test(String path, Object value) {
    add("test", path, value);
  }

  private void add(String operation, String path, Object value) {
    Map<String, Object> added = new LinkedHashMap<>();
    added.put("op", operation);
    added.put("path", path);
    added.put("value", value);
    operations.add(added);
  }

  private static String escaped(String key) {
    return key.replace("~", "~0").replace("/", "~1");
  }
}
