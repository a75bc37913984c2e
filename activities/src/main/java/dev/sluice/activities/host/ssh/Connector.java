package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostConfig.SshConfig;
import dev.sluice.activities.host.HostProblems;
import dev.sluice.activities.host.inventory.Host;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/** Makes connections: checks the host's key, logs in by key. */
final class Connector implements AutoCloseable {
  private final SshConfig config;
  private final PrivateKeys keys;
  private final KnownHosts known;
  private final SshClient client = SshClient.setUpDefaultClient();

  Connector(SshConfig config) {
    this.config = config;
    this.keys = new PrivateKeys(config.keys());
    this.known = new KnownHosts(config.knownHosts());
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier(HostKeyCheck::verify);
    client.addSessionListener(HostKeyCheck.ASKS_FOR_KNOWN_KEYS);
    client.setKeyIdentityProvider(_ -> keys.all());
    if (config.agent() != null) {
      client.setAgentFactory(new AgentFactory(config.agent()));
    }
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, config.keepAlive());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 3);
    CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
    CoreModuleProperties.AUTH_TIMEOUT.set(client, config.connectWithin());
    client.start();
  }

  /**
   * @param bastion leads to the host; null for none
   * @throws ProblemException when there is no connection; says who must act
   */
  Connection connect(Host host, @Nullable Connection bastion) throws InterruptedException {
    keys.check();
    HostKeyCheck check = new HostKeyCheck(host, known);
    check.refuseUnknown();
    ExplicitPortForwardingTracker way = null;
    ClientSession session = null;
    boolean connected = false;
    try {
      way = bastion == null ? null : way(bastion, host);
      session = Waiting.until(client.connect(entry(host, way), context(check), null), limit());
      Waiting.until(session.auth(), limit());
      connected = true;
      return new Connection(session, way);
    } catch (IOException e) {
      Waiting.unhide(e);
      throw explained(host, check, e);
    } catch (TimeoutException _) {
      throw HostProblems.passing(
          "UNREACHABLE",
          "%s (%s) can't be reached: no answer within %d s",
          host.name(),
          host.knownAs(),
          config.connectWithin().toSeconds());
    } finally {
      if (!connected) {
        close(session, way);
      }
    }
  }

  private Duration limit() {
    return config.connectWithin();
  }

  private static AttributeRepository context(HostKeyCheck check) {
    return AttributeRepository.ofKeyValuePair(HostKeyCheck.OF_SESSION, check);
  }

  private static ExplicitPortForwardingTracker way(Connection bastion, Host host)
      throws IOException {
    return bastion
        .session()
        .createLocalPortForwardingTracker(
            new SshdSocketAddress("127.0.0.1", 0),
            new SshdSocketAddress(host.address(), host.port()));
  }

  private static HostConfigEntry entry(Host host, @Nullable ExplicitPortForwardingTracker way) {
    HostConfigEntry entry = new HostConfigEntry();
    entry.setHost(host.name());
    entry.setHostName(way == null ? host.address() : way.getBoundAddress().getHostName());
    entry.setPort(way == null ? host.port() : way.getBoundAddress().getPort());
    entry.setUsername(host.user());
    return entry;
  }

  private static void close(
      @Nullable ClientSession session, @Nullable ExplicitPortForwardingTracker way) {
    if (session != null) {
      session.close(true);
    }
    if (way != null) {
      try {
        way.close();
      } catch (IOException _) {
        // The bastion's connection is over, and the way with it.
      }
    }
  }

  private ProblemException explained(Host host, HostKeyCheck check, IOException e) {
    ProblemException refused = check.refused();
    if (refused != null) {
      return refused;
    }
    int code = e instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
    if (code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
      return HostProblems.operator(
          "LOGIN_REFUSED",
          "%s refuses to let %s log in with %s; add the public key to its authorized_keys, or correct ssh.keys",
          host.name(),
          host.user(),
          config.agent() == null ? config.keys() : config.keys() + " or the agent's keys");
    }
    return HostProblems.passing(
        "UNREACHABLE",
        "%s (%s) can't be reached: %s",
        host.name(),
        host.knownAs(),
        String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"));
  }

  @Override
  public void close() {
    client.stop();
  }
}
