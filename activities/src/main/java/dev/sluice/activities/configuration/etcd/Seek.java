package dev.sluice.activities.configuration.etcd;

/**
 * Where a listing goes on, so that it does not read what no selector asks for.
 *
 * @param service the only one wanted; empty for all
 * @param name of the only key wanted; empty for all
 */
record Seek(String service, String name) {
  /** Whether at most one key of each cell is wanted. */
  boolean single() {
    return !service.isEmpty() && !name.isEmpty();
  }

  /** The first path after another that may be wanted. */
  String after(String path) {
    int end = path.indexOf('/');
    if (service.isEmpty() || end < 0) {
      return GrayCells.next(path);
    }
    String cell = path.substring(0, end);
    String first = "%s/%s/%s".formatted(cell, service, name);
    if (first.compareTo(path) > 0) {
      return first;
    }
    return name.isEmpty() && path.startsWith(first)
        ? GrayCells.next(path)
        : cell + GrayCells.AFTER_SLASH;
  }
}
