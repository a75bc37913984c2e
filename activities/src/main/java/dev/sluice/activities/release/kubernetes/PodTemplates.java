package dev.sluice.activities.release.kubernetes;

import io.fabric8.kubernetes.api.builder.TypedVisitor;
import io.fabric8.kubernetes.api.model.ConfigMapEnvSourceFluent;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelectorFluent;
import io.fabric8.kubernetes.api.model.ConfigMapProjectionFluent;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSourceFluent;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerFluent;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.SecretEnvSourceFluent;
import io.fabric8.kubernetes.api.model.SecretKeySelectorFluent;
import io.fabric8.kubernetes.api.model.SecretProjectionFluent;
import io.fabric8.kubernetes.api.model.SecretVolumeSourceFluent;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads revisions out of pod templates and pods, and writes them in. */
final class PodTemplates {
  /** Names the change that touched what bears it. */
  static final String CHANGE_LABEL = "sluice.dev/change";

  private static final int LONGEST_LABEL = 63;

  private PodTemplates() {}

  static Revision revision(PodTemplateSpec template) {
    return revision(template.getMetadata(), template.getSpec());
  }

  /** Of a pod as it is, be it that others added containers to it. */
  static Revision revision(@Nullable ObjectMeta metadata, PodSpec spec) {
    SortedMap<String, String> images = new TreeMap<>();
    containers(spec)
        .forEach(
            container -> images.put(container.getName(), String.valueOf(container.getImage())));
    SortedSet<String> configMaps = new TreeSet<>();
    SortedSet<String> secrets = new TreeSet<>();
    rename(
        new PodTemplateSpecBuilder().withSpec(spec),
        name -> {
          configMaps.add(name);
          return name;
        },
        name -> {
          secrets.add(name);
          return name;
        });
    return new Revision(images, configMaps, secrets, label(metadata));
  }

  /** A pod's revision without what is not of its template: added containers, tokens. */
  static Revision revision(ObjectMeta metadata, PodSpec spec, Revision template) {
    Revision all = revision(metadata, spec);
    SortedMap<String, String> images = new TreeMap<>(all.images());
    images.keySet().retainAll(template.images().keySet());
    return new Revision(
        images,
        ofFamilies(all.configMaps(), template.configMaps()),
        ofFamilies(all.secrets(), template.secrets()),
        all.change());
  }

  private static SortedSet<String> ofFamilies(SortedSet<String> names, SortedSet<String> template) {
    SortedSet<String> kept = new TreeSet<>(names);
    kept.removeIf(name -> template.stream().noneMatch(one -> Revision.ofOneFamily(name, one)));
    return kept;
  }

  /** The template with another revision; all else stays as it is. */
  static PodTemplateSpec with(PodTemplateSpec template, Revision revision) {
    Revision now = revision(template);
    PodTemplateSpecBuilder builder = new PodTemplateSpecBuilder(template);
    builder.accept(
        new TypedVisitor<ContainerFluent<?>>() {
          @Override
          public void visit(ContainerFluent<?> container) {
            String image = revision.images().get(container.getName());
            if (image != null) {
              container.withImage(image);
            }
          }
        });
    Map<String, String> configMaps = Revision.renames(now.configMaps(), revision.configMaps());
    Map<String, String> secrets = Revision.renames(now.secrets(), revision.secrets());
    rename(
        builder,
        name -> configMaps.getOrDefault(name, name),
        name -> secrets.getOrDefault(name, name));
    if (revision.change().isEmpty()) {
      builder.editOrNewMetadata().removeFromLabels(CHANGE_LABEL).endMetadata();
    } else {
      builder.editOrNewMetadata().addToLabels(CHANGE_LABEL, revision.change()).endMetadata();
    }
    return builder.build();
  }

  /** A change's id as a label can bear it. */
  static String label(String change) {
    String safe = change.replaceAll("[^A-Za-z0-9_.-]", "-").replaceAll("^[^A-Za-z0-9]+", "");
    String bounded =
        safe.length() <= LONGEST_LABEL
            ? safe
            : safe.substring(0, LONGEST_LABEL - 13) + "-" + Revision.digest(change);
    return bounded.replaceAll("[^A-Za-z0-9]+$", "");
  }

  /** Names of the containers, those that run before included. */
  static List<String> containerNames(PodSpec spec) {
    return containers(spec).map(Container::getName).toList();
  }

  private static Stream<Container> containers(PodSpec spec) {
    return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
  }

  private static String label(@Nullable ObjectMeta metadata) {
    return metadata == null || metadata.getLabels() == null
        ? ""
        : metadata.getLabels().getOrDefault(CHANGE_LABEL, "");
  }

  private static void rename(
      PodTemplateSpecBuilder builder,
      UnaryOperator<String> configMap,
      UnaryOperator<String> secret) {
    builder.accept(
        ConfigMapKeySelectorFluent.class, it -> it.withName(named(it.getName(), configMap)));
    builder.accept(
        ConfigMapEnvSourceFluent.class, it -> it.withName(named(it.getName(), configMap)));
    builder.accept(
        ConfigMapVolumeSourceFluent.class, it -> it.withName(named(it.getName(), configMap)));
    builder.accept(
        ConfigMapProjectionFluent.class, it -> it.withName(named(it.getName(), configMap)));
    builder.accept(SecretKeySelectorFluent.class, it -> it.withName(named(it.getName(), secret)));
    builder.accept(SecretEnvSourceFluent.class, it -> it.withName(named(it.getName(), secret)));
    builder.accept(
        SecretVolumeSourceFluent.class, it -> it.withSecretName(named(it.getSecretName(), secret)));
    builder.accept(SecretProjectionFluent.class, it -> it.withName(named(it.getName(), secret)));
  }

  private static @Nullable String named(@Nullable String name, UnaryOperator<String> rename) {
    return name == null ? null : rename.apply(name);
  }
}
