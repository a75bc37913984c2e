package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostProblems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.util.io.resource.PathResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/** Private keys in files, read again when they change. Thread-safe. */
final class PrivateKeys {
  private final List<Path> files;
  private final Map<Path, Read> read = new HashMap<>();

  private record Read(FileTime modified, List<KeyPair> keys) {}

  PrivateKeys(List<Path> files) {
    this.files = files;
  }

  /**
   * @throws dev.sluice.domain.problem.ProblemException for the operator, when one can't be read
   */
  void check() {
    List<KeyPair> _ = all();
  }

  synchronized List<KeyPair> all() {
    List<KeyPair> keys = new ArrayList<>();
    for (Path file : files) {
      try {
        FileTime modified = Files.getLastModifiedTime(file);
        Read known = read.get(file);
        if (known == null || !known.modified.equals(modified)) {
          known = new Read(modified, load(file));
          read.put(file, known);
        }
        keys.addAll(known.keys);
      } catch (IOException | GeneralSecurityException | RuntimeException e) {
        throw HostProblems.operator(
            "KEY_UNREADABLE",
            "the private key %s can't be read; it must be there, in OpenSSH's form, without a passphrase",
            file);
      }
    }
    return keys;
  }

  private static List<KeyPair> load(Path file) throws IOException, GeneralSecurityException {
    try (InputStream stream = Files.newInputStream(file)) {
      List<KeyPair> keys = new ArrayList<>();
      Iterable<KeyPair> found =
          SecurityUtils.loadKeyPairIdentities(null, new PathResource(file), stream, null);
      if (found != null) {
        found.forEach(keys::add);
      }
      if (keys.isEmpty()) {
        throw new IOException("no key in it");
      }
      return keys;
    }
  }
}
