package dev.sluice.activities.host.ssh;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Tests against real OpenSSH servers, started for each class; hosts are as new before each test.
 */
@Tag("server")
@Tag("systems")
@ResourceLock("openssh")
abstract class OnOpenSsh {
  // One class at a time: they hold a lock.
  static OpenSsh servers;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(
        OpenSsh.isInstalled(), "no /usr/sbin/sshd: docker/systems/openssh.sh install brings it");
    servers = OpenSsh.start();
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (servers != null) {
      servers.stop();
    }
  }

  @BeforeEach
  void furnish() throws IOException {
    for (int host = 0; host < 24; host++) {
      servers.furnish(host);
    }
  }
}
