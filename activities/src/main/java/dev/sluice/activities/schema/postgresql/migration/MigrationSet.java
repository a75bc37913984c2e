package dev.sluice.activities.schema.postgresql.migration;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The versioned migrations of one folder, in the order of their versions. Does not change. */
public final class MigrationSet {
  private final SortedMap<Version, Migration> byVersion = new TreeMap<>();

  MigrationSet(Collection<Migration> migrations) {
    migrations.forEach(migration -> byVersion.put(migration.version(), migration));
  }

  public List<Migration> all() {
    return List.copyOf(byVersion.values());
  }

  public Optional<Migration> find(Version version) {
    return Optional.ofNullable(byVersion.get(version));
  }
}
