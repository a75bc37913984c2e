package dev.sluice.activities.configuration.etcd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One configuration key in one cell.
 *
 * @param cell where it holds
 * @param service whose it is
 * @param name the key's own name
 */
record ConfigurationKey(String cell, String service, String name) {
  /** What cells, services and keys are called; ASCII, so that etcd and Java order them alike. */
  static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

  private static final Pattern PATH = Pattern.compile("(%s)/(%s)/(%s)".formatted(NAME, NAME, NAME));

  /** The key of a path; empty for what is no configuration key. */
  static Optional<ConfigurationKey> ofPath(String path) {
    Matcher parts = PATH.matcher(path);
    return parts.matches()
        ? Optional.of(new ConfigurationKey(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /** {@code cell/service/name}. */
  String path() {
    return cell + "/" + service + "/" + name;
  }

  /** {@code cell/service}: whose instances it is for. */
  String owner() {
    return cell + "/" + service;
  }
}
