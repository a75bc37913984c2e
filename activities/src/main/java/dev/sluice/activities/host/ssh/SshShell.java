package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostConfig.SshConfig;
import dev.sluice.activities.host.HostProblems;
import dev.sluice.activities.host.RemoteShell;
import dev.sluice.activities.host.inventory.Host;
import dev.sluice.activities.host.inventory.Inventory;
import dev.sluice.domain.problem.ProblemException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.channel.ChannelExec;

/** Runs scripts on hosts over SSH, on connections that are kept. */
public final class SshShell implements RemoteShell {
  private static final int MOST_OUTPUT = 1 << 20;
  private static final String END = "@end";

  private final SshConfig config;
  private final ConnectionPool pool;
  private final String command;

  /** Takes bastions from the inventory. */
  public SshShell(SshConfig config, Inventory inventory) {
    this.config = config;
    this.pool = new ConnectionPool(config, inventory);
    this.command = String.join(" ", config.shell());
  }

  @Override
  public String run(Host host, String script, Duration within) {
    try {
      return answer(host, script, within);
    } catch (IOException e) {
      throw HostProblems.passing(
          "UNREACHABLE", "the connection to %s broke: %s", host.name(), e.getMessage());
    } catch (TimeoutException _) {
      throw HostProblems.passing(
          "SLOW", "%s did not answer within %d s", host.name(), within.toSeconds());
    } catch (InterruptedException _) {
      throw HostProblems.interrupted(host.name());
    }
  }

  private String answer(Host host, String script, Duration within)
      throws IOException, TimeoutException, InterruptedException {
    try {
      Connection connection = pool.take(host);
      boolean sound = false;
      try {
        ChannelExec channel = null;
        BoundedOutput output = new BoundedOutput(MOST_OUTPUT);
        BoundedOutput errors = new BoundedOutput(4_096);
        try {
          channel = open(connection, output, errors);
        } catch (InterruptedIOException e) {
          throw e;
        } catch (IOException | TimeoutException _) {
          // It ended unnoticed, and nothing was sent yet: one more try on a new one.
          pool.discard(connection);
          connection = pool.take(host);
          channel = open(connection, output, errors);
        }
        String answer = converse(host, channel, script, within, output, errors);
        sound = true;
        return answer;
      } catch (ProblemException e) {
        sound = e.problem().code().equals("SHELL_FAILED");
        throw e;
      } finally {
        if (sound) {
          pool.giveBack(connection);
        } else {
          pool.discard(connection);
        }
      }
    } catch (IOException e) {
      Waiting.unhide(e);
      throw e;
    }
  }

  private ChannelExec open(Connection connection, OutputStream output, OutputStream errors)
      throws IOException, TimeoutException, InterruptedException {
    ChannelExec channel = connection.channel(command, config.connectWithin());
    boolean opened = false;
    try {
      channel.setOut(output);
      channel.setErr(errors);
      Waiting.until(channel.open(), config.connectWithin());
      opened = true;
      return channel;
    } finally {
      if (!opened) {
        channel.close(true);
      }
    }
  }

  private static String converse(
      Host host,
      ChannelExec channel,
      String script,
      Duration within,
      BoundedOutput output,
      BoundedOutput errors)
      throws IOException, TimeoutException, InterruptedException {
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    channel.addCloseFutureListener(_ -> closed.complete(true));
    try (OutputStream input = channel.getInvertedIn()) {
      input.write(script.getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      channel.close(true);
      throw e;
    }
    try {
      Waiting.until(closed, within);
    } finally {
      channel.close(true);
    }
    String text = output.text();
    Integer code = channel.getExitStatus();
    if (!text.contains(END) && code != null && code != 0) {
      throw HostProblems.operator(
          "SHELL_FAILED",
          "the shell on %s ended with code %d and said: %s; look at the login and at ssh.shell",
          host.name(),
          code,
          errors.line());
    }
    if (!text.contains(END) && code == null) {
      throw new IOException("it ended before the answer");
    }
    return text;
  }

  @Override
  public void close() {
    pool.close();
  }
}
