package dev.sluice.activities.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock that holds against other processes as well as against this one's threads. The operating
 * system gives it up when its holder dies.
 *
 * @param path an empty file of its own, made when it is missing
 * @param patience how long it is waited for
 */
public record PathLock(Path path, Duration patience) {
  private static final Duration LOOK = Duration.ofMillis(10);

  /**
   * What the work returns, done by nobody else meanwhile.
   *
   * @throws ProblemException passing when others hold it for too long or the thread is interrupted,
   *     for the operator when the file can't be opened
   */
  public <T> T holding(Supplier<T> work) {
    try (FileChannel channel =
            FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (!lock.isValid()) {
        throw new IOException("the lock is gone");
      }
      return work.get();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private FileLock lock(FileChannel channel) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    FileLock lock = tried(channel);
    while (lock == null) {
      if (Thread.currentThread().isInterrupted()) {
        throw passing("INTERRUPTED", "waiting for %s was cancelled".formatted(path));
      }
      if (System.nanoTime() - end > 0) {
        throw passing(
            "LOCK_BUSY",
            "%s was held by others for %d s; try again when they are done"
                .formatted(path, patience.toSeconds()));
      }
      LockSupport.parkNanos(LOOK.toNanos());
      lock = tried(channel);
    }
    return lock;
  }

  private static @Nullable FileLock tried(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private ProblemException failure(IOException e) {
    if (Thread.currentThread().isInterrupted()) {
      return passing("INTERRUPTED", "work under %s was cancelled".formatted(path));
    }
    return new ProblemException(
        new Problem.ForOperator(
            "UNUSABLE_LOCK",
            "%s can't be locked (%s); make it writable for this process".formatted(path, e)),
        e);
  }

  private static ProblemException passing(String code, String message) {
    return new ProblemException(new Problem.Passing(code, message));
  }
}
