package dev.sluice.activities.configuration.etcd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.PutOption;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A real etcd, started for one test class by the project's own script. */
final class EtcdServer implements AutoCloseable {
  private static final int FIRST_PORT = 21_110;
  private static final int LAST_PORT = 21_190;
  private static final int MOST_OPS = 100;

  private final Path state;
  private final int port;
  private final boolean tls;
  private Client client;

  private EtcdServer(Path state, int port, boolean tls) {
    this.state = state;
    this.port = port;
    this.tls = tls;
    // It connects when it is first used.
    this.client = Client.builder().endpoints(address(tls, port)).build();
  }

  static EtcdServer start(Path state, boolean tls) {
    assumeTrue(onPath("etcd"), "no etcd on the PATH: docker/systems/etcd.sh install brings it");
    EtcdServer server = new EtcdServer(state, freePort(), tls);
    server.script("start");
    return server;
  }

  URI address() {
    return address(tls, port);
  }

  private static URI address(boolean tls, int port) {
    return URI.create("%s://127.0.0.1:%d".formatted(tls ? "https" : "http", port));
  }

  int port() {
    return port;
  }

  /** Where the certificates of a server with TLS lie. */
  Path certificates() {
    return state.resolve("data").resolve("etcd-" + port + "-tls");
  }

  /** A client of somebody else. */
  Client client() {
    return client;
  }

  void use(Client other) {
    client.close();
    client = other;
  }

  void start() {
    script("start");
  }

  /** Ends it as a crash would. */
  void kill() {
    try {
      Path file = state.resolve("run").resolve("etcd-" + port + ".pid");
      ProcessHandle process =
          ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Somebody else writes a key; returns the revision. */
  long put(String key, String text) {
    return done(kv().put(Layout.bytes(key), Layout.bytes(text))).getHeader().getRevision();
  }

  void putAll(Map<String, String> texts) {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    List<Op> puts = new ArrayList<>();
    texts.forEach((key, text) -> {
      puts.add(Op.put(Layout.bytes(key), Layout.bytes(text), PutOption.DEFAULT));
      if (puts.size() == MOST_OPS) {
        answers.add(kv().txn().Then(puts.toArray(Op[]::new)).commit());
        puts.clear();
      }
    });
    answers.add(kv().txn().Then(puts.toArray(Op[]::new)).commit());
    answers.forEach(EtcdServer::done);
  }

  /** Somebody else's text of a key; "-" for none. */
  String get(String key) {
    GetResponse found = done(kv().get(Layout.bytes(key)));
    return found.getKvs().isEmpty()
        ? "-"
        : found.getKvs().getFirst().getValue().toString(StandardCharsets.UTF_8);
  }

  long revision() {
    return done(kv().get(Layout.bytes("/"))).getHeader().getRevision();
  }

  void delete(String prefix) {
    done(kv().delete(Layout.bytes(prefix), DeleteOption.builder().isPrefix(true).build()));
  }

  static <T> T done(CompletableFuture<T> answer) {
    try {
      return answer.get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
    script("stop");
  }

  private KV kv() {
    return client.getKVClient();
  }

  private void script(String command) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder("../docker/systems/etcd.sh", command)
              .redirectErrorStream(true)
              .redirectOutput(state.resolve("script.log").toFile());
      builder.environment().put("SLUICE_SYSTEMS", state.toString());
      builder.environment().put("ETCD_PORT", String.valueOf(port));
      builder.environment().put("ETCD_TLS", String.valueOf(tls));
      Process process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(Files.readString(state.resolve("script.log")));
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean onPath(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /** The first of two neighbours that nobody listens on: one is for the server's peers. */
  private static int freePort() {
    for (int port = FIRST_PORT; port < LAST_PORT; port += 2) {
      if (isFree(port) && isFree(port + 1)) {
        return port;
      }
    }
    throw new IllegalStateException("no free port");
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
