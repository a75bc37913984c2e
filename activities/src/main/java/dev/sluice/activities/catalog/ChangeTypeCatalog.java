package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.FolderFiles;
import dev.sluice.activities.yaml.SeveralFolders;
import dev.sluice.activities.yaml.YamlFiles;
import dev.sluice.domain.changetype.ChangeType;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The change types of one folder or several. A file that is wrong does not stop the others, and a
 * file that becomes wrong leaves its last good version in use. Thread-safe.
 */
public final class ChangeTypeCatalog {
  private static final String KEY = "changeTypes";

  private final YamlFiles files;

  /** By file, what is in use from it. */
  private Map<String, ChangeType> inUse = Map.of();

  /** Every version ever in use, so that a version never changes its meaning. */
  private final Map<Pin, ChangeType> pinned = new HashMap<>();

  private volatile CatalogContent content;

  private ChangeTypeCatalog(YamlFiles files) {
    this.files = files;
    this.content = refresh();
  }

  /** Reads the files {@code *.yaml} of a folder; if there is none, the content says so. */
  public static ChangeTypeCatalog of(Path folder) {
    return new ChangeTypeCatalog(new FolderFiles(folder, KEY));
  }

  /** Reads several folders as if they were one. */
  public static ChangeTypeCatalog of(List<Path> folders) {
    return new ChangeTypeCatalog(new SeveralFolders(folders, KEY));
  }

  /** The change types that come with Sluice. */
  public static ChangeTypeCatalog shipped() {
    return new ChangeTypeCatalog(new ShippedFiles());
  }

  public CatalogContent content() {
    return content;
  }

  public Optional<ChangeType> find(String name) {
    return content.types().stream().filter(type -> type.name().equals(name)).findFirst();
  }

  /** A version that is or was in use since this process began. */
  public synchronized Optional<ChangeType> find(String name, int version) {
    return Optional.ofNullable(pinned.get(new Pin(name, version)));
  }

  /** Reads all files again. Content already handed out stays as it is. */
  public synchronized CatalogContent refresh() {
    CatalogRefresh refresh = new CatalogRefresh(inUse, Map.copyOf(pinned));
    refresh.read(files.read());
    inUse = refresh.accepted();
    inUse.values().forEach(this::pin);
    content = refresh.content();
    return content;
  }

  private void pin(ChangeType type) {
    if (pinned.size() < CatalogRefresh.MAX_PINNED) {
      pinned.put(new Pin(type.name(), type.version()), type);
    }
  }

  /** One version of one type. */
  record Pin(String name, int version) {}
}
