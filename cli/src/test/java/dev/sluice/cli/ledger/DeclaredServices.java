package dev.sluice.cli.ledger;

import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Services as files of a folder. */
final class DeclaredServices {
  private DeclaredServices() {}

  static Path write(Path folder, ServiceCatalog catalog) throws IOException {
    Files.createDirectories(folder);
    for (Service service : catalog.all()) {
      Files.writeString(
          folder.resolve(service.name() + ".yaml"),
          "name: %s\ntier: %d\nowner: %s\nlevel: %s\n"
              .formatted(
                  service.name(),
                  service.tier(),
                  service.owner(),
                  service.level().name().toLowerCase(Locale.ROOT)));
    }
    return folder;
  }
}
