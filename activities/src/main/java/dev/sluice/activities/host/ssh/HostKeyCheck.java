package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostProblems;
import dev.sluice.activities.host.inventory.Host;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/** Checks the key of one host that is being connected to. There is no trust on first use. */
final class HostKeyCheck {
  static final AttributeKey<HostKeyCheck> OF_SESSION = new AttributeKey<>();

  /** Asks first for the kinds of key that are known, so that a host with several shows one. */
  static final SessionListener ASKS_FOR_KNOWN_KEYS =
      new SessionListener() {
        @Override
        public void sessionCreated(Session session) {
          HostKeyCheck check = session instanceof ClientSession client ? of(client) : null;
          if (check != null) {
            session.setSignatureFactories(check.knownFirst(session.getSignatureFactories()));
          }
        }
      };

  private final Host host;
  private final KnownHosts known;
  private final List<KnownHostEntry> entries;
  private volatile @Nullable ProblemException refused;

  HostKeyCheck(Host host, KnownHosts known) {
    this.host = host;
    this.known = known;
    this.entries = known.of(host);
  }

  /** Why the key was refused; null when it was not. */
  @Nullable ProblemException refused() {
    return refused;
  }

  /** Refuses a host of which nothing is known, before anything is sent to it. */
  void refuseUnknown() {
    if (entries.isEmpty()) {
      throw unknown();
    }
  }

  private ProblemException unknown() {
    return HostProblems.operator(
        "UNKNOWN_HOST_KEY",
        "the key of %s (%s) is not in %s; check it and add it",
        host.name(),
        host.knownAs(),
        known.file());
  }

  static boolean verify(ClientSession session, SocketAddress address, PublicKey key) {
    HostKeyCheck check = of(session);
    return check != null && check.accepts(key);
  }

  private static @Nullable HostKeyCheck of(ClientSession session) {
    var context = session.getConnectionContext();
    return context == null ? null : context.getAttribute(OF_SESSION);
  }

  private boolean accepts(PublicKey key) {
    boolean right = false;
    for (KnownHostEntry entry : entries) {
      if (matches(entry, key)) {
        if ("revoked".equals(entry.getMarker())) {
          refused = changed("is revoked in", key);
          return false;
        }
        right |= entry.getMarker() == null || entry.getMarker().isEmpty();
      }
    }
    if (!right) {
      refused = changed("is another than in", key);
    }
    return right;
  }

  private static boolean matches(KnownHostEntry entry, PublicKey key) {
    try {
      PublicKey known = entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
      return known != null && KeyUtils.compareKeys(known, key);
    } catch (IOException | GeneralSecurityException _) {
      return false;
    }
  }

  private ProblemException changed(String what, PublicKey key) {
    return HostProblems.operator(
        "HOST_KEY_CHANGED",
        "the key of %s (%s) %s %s: it shows %s; find out whether the host is the right one before you correct the file",
        host.name(),
        host.knownAs(),
        what,
        known.file(),
        KeyUtils.getFingerPrint(key));
  }

  private List<NamedFactory<Signature>> knownFirst(List<NamedFactory<Signature>> all) {
    List<String> types =
        entries.stream().map(entry -> entry.getKeyEntry().getKeyType()).distinct().toList();
    List<NamedFactory<Signature>> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.comparingInt(
            each -> types.contains(KeyUtils.getCanonicalKeyType(each.getName())) ? 0 : 1));
    return sorted;
  }
}
