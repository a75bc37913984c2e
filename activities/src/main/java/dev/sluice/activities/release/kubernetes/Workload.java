package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A Deployment, StatefulSet or DaemonSet as it was read.
 *
 * @param name its place
 * @param object as it was read; never changed
 */
record Workload(WorkloadName name, HasMetadata object) {
  /** Annotation that holds the order book. */
  static final String ORDERS = "sluice.dev/orders";

  /** Annotation that says why it stands still. */
  static final String HOLD = "sluice.dev/hold";

  ObjectMeta metadata() {
    return object.getMetadata();
  }

  PodTemplateSpec template() {
    return switch (object) {
      case Deployment it -> it.getSpec().getTemplate();
      case StatefulSet it -> it.getSpec().getTemplate();
      case DaemonSet it -> it.getSpec().getTemplate();
      default -> throw unknown();
    };
  }

  LabelSelector selector() {
    return switch (object) {
      case Deployment it -> it.getSpec().getSelector();
      case StatefulSet it -> it.getSpec().getSelector();
      case DaemonSet it -> it.getSpec().getSelector();
      default -> throw unknown();
    };
  }

  /** How many pods it is to have; 0 for a DaemonSet, which has one for each node. */
  int replicas() {
    Integer replicas =
        switch (object) {
          case Deployment it -> it.getSpec().getReplicas();
          case StatefulSet it -> it.getSpec().getReplicas();
          default -> 0;
        };
    return replicas == null ? 1 : replicas;
  }

  /** The number of a StatefulSet's first pod. */
  int firstOrdinal() {
    return object instanceof StatefulSet it
            && it.getSpec().getOrdinals() != null
            && it.getSpec().getOrdinals().getStart() != null
        ? it.getSpec().getOrdinals().getStart()
        : 0;
  }

  /** How long a pod has to be ready before it counts, in seconds. */
  int minReadySeconds() {
    Integer seconds =
        switch (object) {
          case Deployment it -> it.getSpec().getMinReadySeconds();
          case StatefulSet it -> it.getSpec().getMinReadySeconds();
          case DaemonSet it -> it.getSpec().getMinReadySeconds();
          default -> throw unknown();
        };
    return seconds == null ? 0 : seconds;
  }

  /** Whether its controller has seen it as it is. */
  boolean isObserved() {
    Long seen =
        switch (object) {
          case Deployment it -> it.getStatus().getObservedGeneration();
          case StatefulSet it -> it.getStatus().getObservedGeneration();
          case DaemonSet it -> it.getStatus().getObservedGeneration();
          default -> throw unknown();
        };
    return seen != null && seen >= metadata().getGeneration();
  }

  WorkloadBook book() {
    return WorkloadBookJson.read(annotations().get(ORDERS), name);
  }

  /** Whether the order books of both say the same. */
  boolean hasBookOf(Workload other) {
    return name.equals(other.name)
        && Objects.equals(annotations().get(ORDERS), other.annotations().get(ORDERS));
  }

  @Nullable Hold hold() {
    return WorkloadBookJson.readHold(annotations().get(HOLD), name);
  }

  Revision revision() {
    return PodTemplates.revision(template());
  }

  Map<String, String> annotations() {
    return Objects.requireNonNullElse(metadata().getAnnotations(), Map.of());
  }

  Map<String, String> labels() {
    return Objects.requireNonNullElse(metadata().getLabels(), Map.of());
  }

  /** The service it is part of: its label of that meaning, or its name. */
  String service() {
    String service = labels().get("app.kubernetes.io/name");
    return service == null ? labels().getOrDefault("app", name.name()) : service;
  }

  /** Who last wrote its specification, for people; empty where that is not known. */
  String lastEditor() {
    List<ManagedFieldsEntry> entries =
        Objects.requireNonNullElse(metadata().getManagedFields(), List.of());
    return entries.stream()
        .filter(entry -> entry.getSubresource() == null || entry.getSubresource().isEmpty())
        .filter(entry -> !ClusterClient.AGENT.equals(entry.getManager()) && entry.getTime() != null)
        .max(Comparator.comparing(ManagedFieldsEntry::getTime))
        .map(entry -> "%s at %s".formatted(entry.getManager(), entry.getTime()))
        .orElse("");
  }

  /** Sets one of them; null takes it away. */
  static void put(Map<String, String> map, String key, @Nullable String value) {
    if (value == null) {
      map.remove(key);
    } else {
      map.put(key, value);
    }
  }

  private IllegalStateException unknown() {
    return new IllegalStateException("no workload: " + object.getKind());
  }
}
