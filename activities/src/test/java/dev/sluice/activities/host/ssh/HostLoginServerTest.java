package dev.sluice.activities.host.ssh;

import static dev.sluice.activities.host.ssh.HostSubDomainServerTest.NEW;
import static dev.sluice.activities.host.ssh.HostSubDomainServerTest.look;
import static dev.sluice.activities.host.ssh.HostSubDomainServerTest.order;
import static dev.sluice.activities.host.ssh.HostSubDomainServerTest.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.activities.host.HostSubDomain;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.subdomain.Effect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who logs in where with which key, against real OpenSSH servers. */
class HostLoginServerTest extends OnOpenSsh {
  @Test
  void touchesNoHostWhoseKeyIsUnknownOrAnother() throws Exception {
    OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(8) + OpenSsh.host(9));
    Path otherKey = folder.resolve("other");
    generate(otherKey);
    Files.writeString(
        setup.knownHosts(),
        "[%s]:%d %s"
            .formatted(
                OpenSsh.address(8), OpenSsh.PORT, Files.readString(Path.of(otherKey + ".pub"))));
    try (HostSubDomain hosts = servers.subDomain(folder, setup)) {
      Problem changed = problem(() -> hosts.apply(order("k", 8, NEW)));
      assertThat(changed).isInstanceOf(Problem.ForOperator.class);
      assertThat(changed.code()).isEqualTo("HOST_KEY_CHANGED");
      assertThat(changed.message()).contains("h08", setup.knownHosts().toString(), "SHA256:");
      Problem unknown = problem(() -> hosts.apply(order("k", 9, NEW)));
      assertThat(unknown).isInstanceOf(Problem.ForOperator.class);
      assertThat(unknown.code()).isEqualTo("UNKNOWN_HOST_KEY");
      assertThat(unknown.message()).contains("h09", setup.knownHosts().toString());
      assertThat(look(hosts, 8).healthy()).isFalse();
    }
  }

  private static void generate(Path key) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
            .start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysWhoIsRefusedWithWhichKey() throws Exception {
    OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(10));
    Path stranger = folder.resolve("stranger");
    generate(stranger);
    OpenSsh.Setup wrong =
        new OpenSsh.Setup(setup.hosts(), setup.knownHosts(), stranger, null, "~/orders");
    try (HostSubDomain hosts = servers.subDomain(folder, wrong)) {
      Problem refused = problem(() -> hosts.apply(order("k", 10, NEW)));
      assertThat(refused).isInstanceOf(Problem.ForOperator.class);
      assertThat(refused.code()).isEqualTo("LOGIN_REFUSED");
      assertThat(refused.message()).contains("h10", stranger.toString());
      Files.writeString(stranger, "no key\n");
      assertThat(problem(() -> hosts.apply(order("k", 10, NEW))).code())
          .isEqualTo("KEY_UNREADABLE");
    }
  }

  @Test
  void logsInByAnAgentsKeys() throws Exception {
    Path socket = folder.resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(socket));
      ProcessBuilder add = new ProcessBuilder("ssh-add", "-q", servers.home() + "/userkey");
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.start().waitFor()).isZero();
      OpenSsh.Setup setup = servers.setup(folder, OpenSsh.host(11));
      OpenSsh.Setup byAgent =
          new OpenSsh.Setup(setup.hosts(), setup.knownHosts(), setup.key(), socket, "~/orders");
      try (HostSubDomain hosts = servers.subDomain(folder, byAgent)) {
        assertThat(hosts.apply(order("agent", 11, NEW))).isEqualTo(Effect.APPLIED);
      }
    } finally {
      agent.destroy();
      agent.waitFor();
    }
  }
}
