package dev.sluice.activities.release.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a release changes of a pod template, and nothing else: the rest stays as its owner wrote it.
 *
 * @param images by container
 * @param configMaps names of those it refers to
 * @param secrets names of those it refers to
 * @param change value of the label that names the change it came with; empty for none
 */
record Revision(
    SortedMap<String, String> images,
    SortedSet<String> configMaps,
    SortedSet<String> secrets,
    String change) {

  Revision {
    images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    configMaps = Collections.unmodifiableSortedSet(new TreeSet<>(configMaps));
    secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
  }

  /** Short, and the same for the same content. */
  String id() {
    return digest("%s %s %s %s".formatted(images, configMaps, secrets, change));
  }

  /** Whether pods of both run the same, whoever released it. */
  boolean runsAs(Revision other) {
    return images.equals(other.images)
        && configMaps.equals(other.configMaps)
        && secrets.equals(other.secrets);
  }

  Revision labelled(String label) {
    return new Revision(images, configMaps, secrets, label);
  }

  /** For people: the images, and the configuration they come with. */
  String words() {
    List<String> words = new ArrayList<>();
    if (images.size() == 1) {
      words.add(images.firstEntry().getValue());
    } else {
      images.forEach((container, image) -> words.add(container + "=" + image));
    }
    List<String> references = new ArrayList<>(configMaps);
    references.addAll(secrets);
    String with = references.isEmpty() ? "" : " with " + String.join(", ", references);
    return String.join(", ", words) + with;
  }

  /** The name without its revision: {@code checkout-config} of {@code checkout-config-7f3a}. */
  static String family(String name) {
    int dash = name.lastIndexOf('-');
    return dash <= 0 ? name : name.substring(0, dash);
  }

  /** What each name in use has to become so that those wanted are in use; pairs by family. */
  static SortedMap<String, String> renames(Set<String> inUse, Set<String> wanted) {
    SortedMap<String, String> renames = new TreeMap<>();
    for (String next : wanted) {
      if (!inUse.contains(next)) {
        inUse.stream()
            .filter(name -> !wanted.contains(name) && ofOneFamily(name, next))
            .forEach(name -> renames.put(name, next));
      }
    }
    return renames;
  }

  /** Whether one is another revision of the other, or the first of it, which bears none. */
  static boolean ofOneFamily(String one, String other) {
    return family(one).equals(family(other))
        || one.equals(family(other))
        || other.equals(family(one));
  }

  /** Twelve hexadecimal digits that tell texts apart. */
  static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
