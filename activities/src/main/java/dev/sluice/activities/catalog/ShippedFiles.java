package dev.sluice.activities.catalog;

import dev.sluice.activities.yaml.YamlFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;

/** The change types that come with Sluice, from the folder {@code change-types} of its source. */
record ShippedFiles() implements YamlFiles {
  static final List<String> NAMES =
      List.of("fleet-hotfix.yaml", "fleet-release-by-zone.yaml", "fleet-release.yaml");

  @Override
  public Listing read() {
    var texts = new TreeMap<String, String>();
    for (String name : NAMES) {
      texts.put(name, text(name));
    }
    return new Listing(texts, List.of(), true);
  }

  private static String text(String name) {
    try (InputStream stream = ShippedFiles.class.getResourceAsStream("/change-types/" + name)) {
      if (stream == null) {
        throw new IllegalStateException("change-types/" + name + " is missing: build Sluice again");
      }
      return new String(stream.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }
}
