package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.auth.Permission;
import io.etcd.jetcd.options.OptionsUtil;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Who may do what, on a real etcd with TLS, client certificates, users and roles. */
@Tag("server")
@Tag("systems")
@ResourceLock("etcd")
class EtcdAccessServerTest {
  private static final String PREFIX = "/access";
  private static final String KEY = PREFIX + "/cells/east/checkout/pool";
  private static final String SECRET = "s3cret-of-sluice";
  private static final String USER = "sluice";

  @TempDir private static Path state;
  private static EtcdServer server;

  @BeforeAll
  static void start() throws Exception {
    server = EtcdServer.start(state, true);
    Path tls = server.certificates();
    try (Client first = secured(Client.builder(), tls).build()) {
      Auth auth = first.getAuthClient();
      role(auth, "sluice", List.of("cells/", "orders/", "before/"), Permission.Type.READWRITE);
      role(
          auth,
          "sluice",
          List.of("gray/", "acknowledged/", "schemas/", "drafts/"),
          Permission.Type.READ);
      role(auth, "reader", List.of("cells/", "orders/", "before/", "gray/"), Permission.Type.READ);
      role(auth, "reader", List.of("acknowledged/", "schemas/"), Permission.Type.READ);
      user(auth, "root", "root", "root");
      user(auth, USER, SECRET, "sluice");
      user(auth, "reader", SECRET, "reader");
      EtcdServer.done(auth.authEnable());
    }
    server.use(
        secured(Client.builder(), tls)
            .user(Layout.bytes("root"))
            .password(Layout.bytes("root"))
            .build());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @BeforeEach
  void reset() {
    server.delete(PREFIX);
    server.put(KEY, "10");
  }

  @Test
  void needsNoMorePermissionsThanTheDocumentedOnes() throws IOException {
    try (ServiceInstance _ = new ServiceInstance(server.client(), PREFIX, "east", "checkout", "a");
        EtcdSubDomain configuration = subDomain(USER, password(SECRET), "ca")) {
      TargetOrder order = set("20");
      Awaitility.await().until(() -> configuration.precheck(order).ready());

      assertThat(configuration.precheck(order).ready()).isTrue();
      configuration.snapshot(order);
      assertThat(configuration.apply(order)).isEqualTo(Effect.APPLIED);
      assertThat(configuration.await(order, Direction.APPLY, Duration.ofSeconds(10)).there())
          .isTrue();
      assertThat(configuration.revert(set("20"))).isEqualTo(Effect.APPLIED);
      assertThat(list(configuration)).isEqualTo(1);
      assertThat(server.get(KEY)).isEqualTo("10");
    }
  }

  @Test
  void aWrongPasswordIsTheOperatorsUntilTheFileIsCorrected() throws IOException {
    Path file = password("not-the-password");
    try (EtcdSubDomain configuration = subDomain(USER, file, "ca")) {
      Problem met = problem(() -> configuration.apply(set("20")));

      assertThat(met).isInstanceOf(Problem.ForOperator.class);
      assertThat(met.code()).isEqualTo("CREDENTIALS_REFUSED");
      assertThat(met.message()).doesNotContain("not-the-password");
      assertThat(server.get(KEY)).isEqualTo("10");

      Files.writeString(file, SECRET);
      assertThat(configuration.apply(set("20"))).isEqualTo(Effect.APPLIED);
    }
  }

  @Test
  void aPasswordThatIsChangedInEtcdIsReadAgainFromItsFile() throws IOException {
    Path file = password(SECRET);
    try (EtcdSubDomain configuration = subDomain(USER, file, "ca")) {
      configuration.snapshot(set("20"));
      change(USER, "another");
      try {
        Problem met = problem(() -> configuration.apply(set("20")));
        assertThat(met.code()).isEqualTo("CREDENTIALS_REFUSED");
        assertThat(server.get(KEY)).isEqualTo("10");

        Files.writeString(file, "another\n");
        assertThat(configuration.apply(set("20"))).isEqualTo(Effect.APPLIED);
      } finally {
        change(USER, SECRET);
      }
    }
  }

  @Test
  void aUserWhoMayOnlyReadChangesNothing() throws IOException {
    try (EtcdSubDomain configuration = subDomain("reader", password(SECRET), "ca")) {
      assertThat(list(configuration)).isEqualTo(1);

      Problem met = problem(() -> configuration.apply(set("20")));

      assertThat(met).isInstanceOf(Problem.ForOperator.class);
      assertThat(met.code()).isEqualTo("PERMISSION_DENIED");
      assertThat(server.get(KEY)).isEqualTo("10");
    }
  }

  @Test
  void aServerThatTheCaDidNotSignIsNotTrusted() throws IOException {
    try (EtcdSubDomain configuration = subDomain(USER, password(SECRET), "client")) {
      Problem met = problem(() -> configuration.apply(set("20")));

      assertThat(met).isInstanceOf(Problem.ForOperator.class);
      assertThat(met.code()).isEqualTo("TLS_REFUSED");
    }
  }

  @Test
  void withoutACertificateNothingIsChanged() throws IOException {
    EtcdConfig config =
        new EtcdConfig(
            List.of(server.address()),
            PREFIX,
            USER,
            password(SECRET),
            server.certificates().resolve("ca.crt"),
            null,
            null,
            null,
            false,
            Duration.ofSeconds(2));
    try (EtcdSubDomain configuration = new EtcdSubDomain(config)) {
      Problem met = problem(() -> configuration.apply(set("20")));

      assertThat(met.code()).isIn("TLS_REFUSED", "ETCD_UNREACHABLE");
      assertThat(server.get(KEY)).isEqualTo("10");
    }
  }

  private static EtcdSubDomain subDomain(String user, Path password, String ca) {
    Path tls = server.certificates();
    return new EtcdSubDomain(
        new EtcdConfig(
            List.of(server.address()),
            PREFIX,
            user,
            password,
            tls.resolve(ca + ".crt"),
            tls.resolve("client.crt"),
            tls.resolve("client.key"),
            null,
            false,
            Duration.ofSeconds(10)));
  }

  private static TargetOrder set(String value) {
    return new TargetOrder(
        "a",
        "live/east/checkout/pool",
        Capabilities.SET,
        Map.of("service", "checkout", "key", "pool", "value", value),
        "a/apply",
        1);
  }

  private static int list(EtcdSubDomain configuration) {
    return configuration.list(new TargetQuery(Map.of(), TargetRange.ALL, 10)).size();
  }

  private static Path password(String text) throws IOException {
    return Files.writeString(Files.createTempFile(state, "password", ""), text);
  }

  private static ClientBuilder secured(ClientBuilder builder, Path tls) throws IOException {
    return builder
        .endpoints(server.address())
        .sslContext(ssl ->
            ssl.trustManager(tls.resolve("ca.crt").toFile())
                .keyManager(
                    tls.resolve("client.crt").toFile(), tls.resolve("client.key").toFile()));
  }

  private static void role(Auth auth, String name, List<String> folders, Permission.Type type) {
    try {
      EtcdServer.done(auth.roleAdd(Layout.bytes(name)));
    } catch (IllegalStateException _) {
      // It is there already, and is granted more.
    }
    for (String folder : folders) {
      ByteSequence from = Layout.bytes(PREFIX + "/" + folder);
      EtcdServer.done(
          auth.roleGrantPermission(Layout.bytes(name), from, OptionsUtil.prefixEndOf(from), type));
    }
  }

  private static void user(Auth auth, String name, String password, String role) {
    if (name.equals("root")) {
      EtcdServer.done(auth.roleAdd(Layout.bytes("root")));
    }
    EtcdServer.done(auth.userAdd(Layout.bytes(name), Layout.bytes(password)));
    EtcdServer.done(auth.userGrantRole(Layout.bytes(name), Layout.bytes(role)));
  }

  private static void change(String user, String password) {
    EtcdServer.done(
        server
            .client()
            .getAuthClient()
            .userChangePassword(Layout.bytes(user), Layout.bytes(password)));
  }

  private static Problem problem(Executable call) {
    return catchThrowableOfType(ProblemException.class, call::execute).problem();
  }
}
