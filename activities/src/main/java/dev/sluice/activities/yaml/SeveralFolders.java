package dev.sluice.activities.yaml;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The files of several folders. Those of the first are named without it, those of the others with
 * it, as two folders may have files of the same name.
 *
 * @param key configuration key that names the folders, for messages
 */
public record SeveralFolders(List<Path> folders, String key) implements YamlFiles {
  public SeveralFolders {
    folders = List.copyOf(folders);
  }

  @Override
  public Listing read() {
    var texts = new TreeMap<String, String>();
    var refused = new ArrayList<Refusal>();
    boolean readable = true;
    for (int i = 0; i < folders.size(); i++) {
      Listing listing = new FolderFiles(folders.get(i), key).read();
      // One that can't be read is named as a whole.
      String front = i == 0 || !listing.readable() ? "" : folders.get(i).getFileName() + "/";
      listing.texts().forEach((name, text) -> texts.put(front + name, text));
      listing.refused().forEach(one -> refused.add(one.in(front)));
      readable &= listing.readable();
    }
    return new Listing(texts, refused, readable);
  }
}
