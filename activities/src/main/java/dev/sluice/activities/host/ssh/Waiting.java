package dev.sluice.activities.host.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Waits for what the library does, in a way that an interrupt ends. */
final class Waiting {
  private Waiting() {}

  /**
   * The library says of an interrupt that something is wrong with the connection, and forgets that
   * it was one.
   *
   * @throws InterruptedException when it was
   */
  static void unhide(IOException wrong) throws InterruptedException {
    if (wrong instanceof InterruptedIOException && !(wrong instanceof SocketTimeoutException)) {
      InterruptedException interrupt = new InterruptedException(wrong.getMessage());
      interrupt.initCause(wrong);
      throw interrupt;
    }
  }

  static <T> T until(CompletableFuture<T> result, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    try {
      return result.get(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException wrong ? wrong : new IOException(e.getCause());
    }
  }

  /** A session that comes too late is closed. */
  static ClientSession until(ConnectFuture future, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<ClientSession> session = new CompletableFuture<>();
    future.addListener(done -> {
      if (!done.isConnected()) {
        session.completeExceptionally(reason(done.getException()));
      } else if (!session.complete(done.getSession())) {
        done.getSession().close(true);
      }
    });
    try {
      return until(session, within);
    } finally {
      session.cancel(false);
    }
  }

  static void until(OpenFuture future, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Boolean> opened = new CompletableFuture<>();
    future.addListener(done -> settle(opened, done.isOpened(), done.getException()));
    boolean _ = until(opened, within);
  }

  static void until(AuthFuture future, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Boolean> known = new CompletableFuture<>();
    future.addListener(done -> settle(known, done.isSuccess(), done.getException()));
    boolean _ = until(known, within);
  }

  private static void settle(
      CompletableFuture<Boolean> result, boolean right, @Nullable Throwable wrong) {
    if (right) {
      result.complete(true);
    } else {
      result.completeExceptionally(reason(wrong));
    }
  }

  private static IOException reason(@Nullable Throwable wrong) {
    return switch (wrong) {
      case IOException known -> known;
      case null -> new IOException("it was refused");
      default -> new IOException(wrong.getMessage(), wrong);
    };
  }
}
