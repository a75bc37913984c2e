package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.Findings;
import dev.sluice.activities.yaml.FolderFiles;
import dev.sluice.activities.yaml.Position;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.activities.yaml.YamlFiles;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The services that the files of a folder declare, one each. Files are read again whenever somebody
 * asks; one that became wrong leaves its last good content in use. Thread-safe.
 */
public final class ServiceFolder {
  private final YamlFiles files;

  /** By file, what is in use from it. */
  private Map<String, Service> inUse = Map.of();

  private YamlFiles.Listing read;
  private Content content;

  private ServiceFolder(YamlFiles files) {
    this.files = files;
    read = files.read();
    content = accept(read);
  }

  /**
   * What a folder declares at one moment.
   *
   * @param refused what is wrong with files that were refused, in file order
   * @param unknown those of them of which nothing is in use, so that nobody knows what they declare
   */
  public record Content(ServiceCatalog services, List<Refusal> refused, List<String> unknown) {
    public Content {
      refused = List.copyOf(refused);
      unknown = List.copyOf(unknown);
    }
  }

  /** Reads the files {@code *.yaml} of a folder; if there is none, nothing is declared. */
  public static ServiceFolder of(Path folder) {
    return new ServiceFolder(new FolderFiles(folder, "services"));
  }

  /** What is declared now. */
  public synchronized Content content() {
    YamlFiles.Listing listing = files.read();
    if (!listing.equals(read)) {
      read = listing;
      content = accept(listing);
    }
    return content;
  }

  private Content accept(YamlFiles.Listing listing) {
    if (!listing.readable()) {
      // Nobody has to declare services; those that were declared stay.
      return new Content(
          new ServiceCatalog(inUse.values()),
          inUse.isEmpty() ? List.of() : listing.refused(),
          List.of());
    }
    Map<String, Service> accepted = new TreeMap<>();
    List<Refusal> refused = new ArrayList<>();
    listing.refused().forEach(one -> refuse(one.file(), List.of(one), accepted, refused));
    listing
        .texts()
        .forEach((file, text) -> {
          var findings = new Findings(file);
          Optional<Service> service = ServiceReader.read(text, findings);
          service.ifPresent(one -> requireFree(one, accepted, findings));
          if (findings.count() == 0 && service.isPresent()) {
            accepted.put(file, service.get());
          } else {
            refuse(file, findings.all(), accepted, refused);
          }
        });
    inUse = accepted;
    return new Content(
        new ServiceCatalog(accepted.values()),
        refused,
        refused.stream().filter(one -> one.stillInUse().isEmpty()).map(Refusal::describe).toList());
  }

  /** Keeps the file's last good content, unless another file declares that service by now. */
  private void refuse(
      String file, List<Refusal> reasons, Map<String, Service> accepted, List<Refusal> refused) {
    Service before = inUse.get(file);
    boolean kept = before != null && isFree(before, accepted);
    if (before != null && kept) {
      accepted.put(file, before);
    }
    String inUseStill = before != null && kept ? "service " + before.name() : "";
    reasons.forEach(reason -> refused.add(reason.whileUsing(inUseStill)));
  }

  private static boolean isFree(Service service, Map<String, Service> accepted) {
    return accepted.values().stream().noneMatch(one -> one.name().equals(service.name()));
  }

  private static void requireFree(
      Service service, Map<String, Service> accepted, Findings findings) {
    if (!isFree(service, accepted)) {
      findings.add(
          Position.START,
          "name",
          service.name() + " is declared in another file too: delete one of them");
    }
  }
}
