package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostProblems;
import dev.sluice.activities.host.inventory.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.config.hosts.KnownHostEntry;

/** A file of known host keys in OpenSSH's form, read again when it changed. Thread-safe. */
final class KnownHosts {
  private final Path file;
  private Lines lines = new Lines(FileTime.fromMillis(-1), Map.of(), List.of());

  /**
   * @param exact entries whose hosts are written out, by host
   * @param others entries that are hashed or have patterns
   */
  private record Lines(
      FileTime modified, Map<String, List<KnownHostEntry>> exact, List<KnownHostEntry> others) {}

  KnownHosts(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /**
   * What is known of a host; empty for nothing.
   *
   * @throws dev.sluice.domain.problem.ProblemException for the operator, when the file can't be
   *     read
   */
  List<KnownHostEntry> of(Host host) {
    Lines now = lines();
    List<KnownHostEntry> found = new ArrayList<>(now.exact.getOrDefault(host.knownAs(), List.of()));
    for (KnownHostEntry entry : now.others) {
      if (entry.isHostMatch(host.address(), host.port())) {
        found.add(entry);
      }
    }
    return found;
  }

  private synchronized Lines lines() {
    try {
      FileTime modified = Files.getLastModifiedTime(file);
      if (!modified.equals(lines.modified)) {
        lines = read(modified);
      }
      return lines;
    } catch (IOException | RuntimeException e) {
      throw HostProblems.operator(
          "KNOWN_HOSTS_UNREADABLE",
          "the file of known hosts %s can't be read (%s); no host is touched without it",
          file,
          String.valueOf(e.getMessage()));
    }
  }

  private Lines read(FileTime modified) throws IOException {
    Map<String, List<KnownHostEntry>> exact = new HashMap<>();
    List<KnownHostEntry> others = new ArrayList<>();
    for (KnownHostEntry entry : KnownHostEntry.readKnownHostEntries(file)) {
      String line = entry.getConfigLine().strip();
      String hosts = line.split("\\s+", 2)[0];
      if (hosts.matches("[A-Za-z0-9.:,\\[\\]_-]+")) {
        for (String each : hosts.split(",", -1)) {
          exact.computeIfAbsent(each, _ -> new ArrayList<>()).add(entry);
        }
      } else {
        others.add(entry);
      }
    }
    return new Lines(modified, exact, others);
  }
}
