package dev.sluice.activities.catalog;

import dev.sluice.activities.catalog.ChangeTypeCatalog.Pin;
import dev.sluice.activities.catalog.ChangeTypeReader.Reading;
import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.activities.yaml.YamlFiles;
import dev.sluice.domain.changetype.ChangeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One reading of all files, against what was in use before. */
final class CatalogRefresh {
  /** Most versions remembered; more are refused until the process starts again. */
  static final int MAX_PINNED = 10_000;

  private final Map<String, ChangeType> before;
  private final Map<Pin, ChangeType> pinned;
  private final TreeMap<String, Reading> readings = new TreeMap<>();
  private final TreeMap<String, ChangeType> accepted = new TreeMap<>();
  private final TreeMap<String, List<Refusal>> refused = new TreeMap<>();

  CatalogRefresh(Map<String, ChangeType> before, Map<Pin, ChangeType> pinned) {
    this.before = before;
    this.pinned = pinned;
  }

  void read(YamlFiles.Listing listing) {
    if (!listing.readable()) {
      accepted.putAll(before);
    }
    listing.refused().forEach(refusal -> refuse(refusal.file(), List.of(refusal)));
    listing.texts().forEach(this::read);
    // Who held a name before keeps it; then the first file in name order gets it.
    readings.entrySet().stream()
        .sorted(
            Comparator.<Map.Entry<String, Reading>, Boolean>comparing(
                    entry -> isNewcomer(entry.getKey(), entry.getValue()))
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> accept(entry.getKey(), entry.getValue()));
  }

  Map<String, ChangeType> accepted() {
    return Map.copyOf(accepted);
  }

  CatalogContent content() {
    return new CatalogContent(
        accepted.values().stream().sorted(Comparator.comparing(ChangeType::name)).toList(),
        refused.values().stream().flatMap(List::stream).toList());
  }

  private void read(String file, String text) {
    var findings = new Findings(file);
    Optional<Reading> reading = ChangeTypeReader.read(text, findings);
    if (reading.isEmpty()) {
      refuse(file, findings.all());
      return;
    }
    ChangeType type = reading.get().type();
    ChangeType same = pinned.get(new Pin(type.name(), type.version()));
    if (same != null && !same.equals(type)) {
      findings.add(
          reading.get().version(),
          "version",
          "raise version: "
              + type.name()
              + " version "
              + type.version()
              + " was in use with other content");
      refuse(file, findings.all());
    } else if (same == null && pinned.size() >= MAX_PINNED) {
      findings.add(
          reading.get().version(), "version", "is one version too many: restart the worker");
      refuse(file, findings.all());
    } else {
      readings.put(file, reading.get());
    }
  }

  private boolean isNewcomer(String file, Reading reading) {
    ChangeType earlier = before.get(file);
    return earlier == null || !earlier.name().equals(reading.type().name());
  }

  private void accept(String file, Reading reading) {
    String name = reading.type().name();
    Optional<String> holder = holder(name);
    if (holder.isEmpty()) {
      accepted.put(file, reading.type());
      return;
    }
    var findings = new Findings(file);
    findings.add(
        reading.name(),
        "name",
        name
            + " is already defined in "
            + holder.get()
            + ": rename it, or delete one of the files");
    refuse(file, findings.all());
  }

  private Optional<String> holder(String name) {
    return accepted.entrySet().stream()
        .filter(entry -> entry.getValue().name().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Keeps the file's last good version in use, unless another file has its name by now. */
  private void refuse(String file, List<Refusal> reasons) {
    ChangeType earlier = before.get(file);
    String stillInUse = "";
    if (earlier != null && holder(earlier.name()).isEmpty()) {
      accepted.put(file, earlier);
      stillInUse = earlier.name() + " version " + earlier.version();
    }
    var all = new ArrayList<>(refused.getOrDefault(file, List.of()));
    for (Refusal reason : reasons) {
      all.add(reason.whileUsing(stillInUse));
    }
    refused.put(file, all);
  }
}
