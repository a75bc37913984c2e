package dev.sluice.worker.temporal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The folder of a dev server's database, held by one process at a time. A server that a killed
 * process left behind is ended before the next one opens the same database.
 */
final class DataFolder implements AutoCloseable {
  private static final Duration END_WITHIN = Duration.ofSeconds(3);

  private final Path folder;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path folder, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.channel = channel;
    this.lock = lock;
  }

  static DataFolder take(Path folder) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve("temporal.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new TemporalUnavailableException(
            folder
                + " is in use by another Sluice process: join its Temporal server with"
                + " temporal.address, or choose another folder with temporal.dev.dataDir");
      }
      DataFolder taken = new DataFolder(folder, channel, lock);
      taken.endLeftOver();
      return taken;
    } catch (IOException e) {
      throw new TemporalUnavailableException(
          "temporal.dev.dataDir: " + folder.toAbsolutePath() + " can't be written: " + e, e);
    }
  }

  @SuppressWarnings("NullAway") // tryLock returns null when another process holds the lock.
  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Path database() {
    return folder.resolve("temporal.db");
  }

  Path log() {
    return folder.resolve("temporal.log");
  }

  /** Remembers the server, so that it can be found if this process is killed. */
  void remember(Process server) throws IOException {
    Files.writeString(processFile(), identity(server.toHandle()));
  }

  private void endLeftOver() throws IOException {
    if (!Files.exists(processFile())) {
      return;
    }
    String remembered = Files.readString(processFile()).strip();
    String id = remembered.split(" ", 2)[0];
    if (id.matches("\\d{1,18}")) {
      // The start time tells it from a stranger that got the same number.
      ProcessHandle.of(Long.parseLong(id))
          .filter(process -> identity(process).equals(remembered))
          .ifPresent(DataFolder::end);
    }
    Files.delete(processFile());
  }

  static void end(ProcessHandle process) {
    process.destroy();
    try {
      process.onExit().get(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String identity(ProcessHandle process) {
    return process.pid() + " " + process.info().startInstant().map(Object::toString).orElse("");
  }

  private Path processFile() {
    return folder.resolve("temporal.pid");
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(processFile());
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
