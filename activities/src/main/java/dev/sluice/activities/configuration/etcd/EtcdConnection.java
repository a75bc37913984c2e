package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.common.exception.EtcdException;
import io.etcd.jetcd.options.WatchOption;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The way to etcd: blocks until it has answered, and says who must act when it does not.
 * Thread-safe. Connects when it is first used, and anew where the connection has become useless.
 */
final class EtcdConnection implements AutoCloseable {
  private static final int MOST_ANSWER_BYTES = 16 * 1024 * 1024;
  private static final Duration LEAST_LIFE = Duration.ofSeconds(3);

  private final EtcdConfig config;
  private final String where;
  private @Nullable Client client;
  private long since;
  private boolean closed;

  EtcdConnection(EtcdConfig config) {
    this.config = config;
    this.where = String.join(", ", config.endpoints().stream().map(Object::toString).toList());
  }

  /**
   * What etcd answers.
   *
   * @throws ProblemException when it does not, with the interrupt flag set where that is why
   */
  <T> T call(Function<Client, CompletableFuture<T>> request) {
    Client used = connected();
    long millis = config.requestTimeout().toMillis();
    try {
      // Calls have a deadline of their own, which says more about what went wrong.
      return request.apply(used).get(millis + millis / 2, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      ProblemException met = EtcdProblems.of(e.getCause() == null ? e : e.getCause(), where);
      forgetIfUseless(used, met.problem());
      throw met;
    } catch (EtcdException | RejectedExecutionException e) {
      // Another call found the connection useless and closed it.
      throw EtcdProblems.of(e, where);
    } catch (TimeoutException _) {
      throw EtcdProblems.slow(where, millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Waits until something below one of the keys changes, at most for a time. Returns early rather
   * than late.
   *
   * @param revision the first that counts
   */
  void awaitChange(List<ByteSequence> fronts, long revision, Duration atMost) {
    Client used = connected();
    CountDownLatch changed = new CountDownLatch(1);
    WatchOption option = WatchOption.builder().isPrefix(true).withRevision(revision).build();
    List<Watch.Watcher> watchers = new ArrayList<>();
    try {
      for (ByteSequence front : fronts) {
        watchers.add(
            used.getWatchClient()
                .watch(front, option, _ -> changed.countDown(), _ -> {}, () -> {}));
      }
      boolean _ = changed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (EtcdException e) {
      throw EtcdProblems.of(e, where);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      watchers.forEach(Watch.Watcher::close);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    disconnect();
  }

  private synchronized void disconnect() {
    if (client != null) {
      client.close();
      client = null;
    }
  }

  private synchronized Client connected() {
    if (closed) {
      throw new IllegalStateException("the way to etcd at %s was closed".formatted(where));
    }
    Client known = client;
    if (known == null) {
      known = connect();
      client = known;
      since = System.nanoTime();
    }
    return known;
  }

  /**
   * Refused credentials may have been corrected by the next call, and a connection that has failed
   * for a while waits longer and longer before it tries again.
   */
  private synchronized void forgetIfUseless(Client used, Problem problem) {
    boolean refused = problem.code().equals(EtcdProblems.CREDENTIALS);
    boolean lost =
        problem.code().equals(EtcdProblems.UNREACHABLE)
            && System.nanoTime() - since > LEAST_LIFE.toNanos();
    if ((refused || lost) && used.equals(client)) {
      disconnect();
    }
  }

  private Client connect() {
    ClientBuilder builder =
        Client.builder()
            .endpoints(config.endpoints())
            .waitForReady(false)
            .connectTimeout(config.requestTimeout())
            // etcd hangs up on clients that ping it while they ask nothing.
            .keepaliveWithoutCalls(false)
            .retryMaxAttempts(2)
            .retryDelay(50)
            .retryMaxDelay(200)
            .retryChronoUnit(ChronoUnit.MILLIS)
            .maxInboundMessageSize(MOST_ANSWER_BYTES)
            .interceptor(deadline(config.requestTimeout()));
    if (config.user() != null && config.passwordFile() != null) {
      builder.user(Layout.bytes(config.user())).password(password(config.passwordFile()));
    }
    if (config.tls()) {
      secure(builder);
    }
    return builder.build();
  }

  private void secure(ClientBuilder builder) {
    try {
      builder.sslContext(ssl -> {
        if (config.ca() != null) {
          ssl.trustManager(readable(config.ca(), "ca"));
        }
        if (config.cert() != null && config.key() != null) {
          ssl.keyManager(readable(config.cert(), "cert"), readable(config.key(), "key"));
        }
      });
    } catch (SSLException | IllegalArgumentException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "TLS_FILES_BROKEN",
              "ca, cert or key for etcd at %s is no PEM file of its kind: correct the files"
                  .formatted(where)),
          e);
    }
  }

  private static File readable(Path file, String what) {
    if (!Files.isReadable(file)) {
      throw unreadable(file, what, null);
    }
    return file.toFile();
  }

  private static ByteSequence password(Path file) {
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (text.isEmpty()) {
        throw unreadable(file, "passwordFile", null);
      }
      return Layout.bytes(text);
    } catch (IOException e) {
      throw unreadable(file, "passwordFile", e);
    }
  }

  private static ProblemException unreadable(Path file, String what, @Nullable IOException cause) {
    Problem problem =
        new Problem.ForOperator(
            "FILE_UNREADABLE",
            "%s of the etcd configuration, %s, can't be read or is empty; put it there, readable for Sluice"
                .formatted(what, file));
    return cause == null ? new ProblemException(problem) : new ProblemException(problem, cause);
  }

  private static ProblemException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new ProblemException(
        new Problem.Passing("INTERRUPTED", "the call to etcd was cancelled"), e);
  }

  /** Without it, what was sent to a server that hangs would be carried out whenever it wakes. */
  private static ClientInterceptor deadline(Duration within) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean unary = method.getType() == MethodDescriptor.MethodType.UNARY;
        return next.newCall(
            method,
            unary ? options.withDeadlineAfter(within.toNanos(), TimeUnit.NANOSECONDS) : options);
      }
    };
  }
}
