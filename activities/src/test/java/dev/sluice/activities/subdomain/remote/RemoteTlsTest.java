package dev.sluice.activities.subdomain.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.activities.conformance.MemorySubDomain;
import dev.sluice.activities.conformance.MemorySubDomain.World;
import dev.sluice.activities.subdomain.remote.RemoteConfig.Tls;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.TargetQuery;
import io.grpc.TlsServerCredentials;
import io.grpc.TlsServerCredentials.ClientAuth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteTlsTest {
  @TempDir private static Path folder;

  private static TestIdentity server;
  private static TestIdentity client;
  private static Served open;
  private static Served guarded;

  @BeforeAll
  static void serve() throws Exception {
    server = TestIdentity.make(folder, "server");
    client = TestIdentity.make(folder, "client");
    var lamps = new SubDomainEndpoint(new MemorySubDomain(new World(1, Duration.ZERO)));
    TlsServerCredentials.Builder shown =
        TlsServerCredentials.newBuilder().keyManager(server.cert().toFile(), server.key().toFile());
    open = Served.of(lamps, 0, shown.build());
    guarded =
        Served.of(
            lamps,
            0,
            shown.trustManager(client.cert().toFile()).clientAuth(ClientAuth.REQUIRE).build());
  }

  @AfterAll
  static void stop() {
    open.close();
    guarded.close();
  }

  @Test
  void trustsTheAuthorityItWasTold() {
    assertThat(targets(open, new Tls(server.cert(), null, null))).isEqualTo(1);
  }

  @Test
  void doesNotTrustAnyOther() {
    assertThat(problem(open, Tls.OF_THE_JDK))
        .isInstanceOf(Problem.ForOperator.class)
        .extracting(Problem::code)
        .isEqualTo("UNTRUSTED_SUB_DOMAIN");
  }

  @Test
  void showsItsOwnCertificateWhereOneIsAskedFor() {
    assertThat(targets(guarded, new Tls(server.cert(), client.cert(), client.key()))).isEqualTo(1);
    assertThat(problem(guarded, new Tls(server.cert(), null, null)))
        .isInstanceOf(Problem.ForOperator.class);
  }

  @Test
  void namesTheFileThatCanNotBeRead() {
    Tls missing = new Tls(folder.resolve("missing.pem"), null, null);
    assertThatThrownBy(() -> targets(open, missing))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("missing.pem");
  }

  private static int targets(Served service, Tls tls) {
    RemoteConfig config = new RemoteConfig("lamps", "127.0.0.1", service.port(), tls, null);
    try (RemoteSubDomain remote = new RemoteSubDomain(config)) {
      return remote.list(new TargetQuery(Map.of(), TargetRange.ALL, 1)).size();
    }
  }

  private static Problem problem(Served service, Tls tls) {
    try {
      throw new AssertionError("was let in, and listed " + targets(service, tls));
    } catch (ProblemException e) {
      return e.problem();
    }
  }
}
