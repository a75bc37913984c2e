package dev.sluice.activities.traffic.haproxy;

import dev.sluice.activities.traffic.TrafficProblems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** HAProxy's runtime API: one connection for each call, as the API wants it. */
final class RuntimeApi {
  private static final int MOST_BYTES = 64 << 20;

  /** HAProxy refuses lines that do not fit its buffer, 16 KiB where nobody changed that. */
  private static final int LONGEST_LINE = 8_000;

  private final HaproxyConfig config;

  RuntimeApi(HaproxyConfig config) {
    this.config = config;
  }

  /** What it answers to each command; one answer may hold empty lines. */
  String ask(String command) {
    return call(command);
  }

  /** What it answers to all of many commands, in calls as few as their length allows. */
  String askAll(List<String> commands) {
    StringBuilder answers = new StringBuilder();
    StringBuilder line = new StringBuilder();
    for (String command : commands) {
      if (!line.isEmpty() && line.length() + command.length() > LONGEST_LINE) {
        answers.append(call(line.toString()));
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ";").append(command);
    }
    return line.isEmpty() ? answers.toString() : answers.append(call(line.toString())).toString();
  }

  private String call(String line) {
    long end = System.nanoTime() + config.timeout().toNanos();
    SocketAddress address = config.socketAddress();
    try (SocketChannel channel = SocketChannel.open(family(address));
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        await(selector, end);
        channel.finishConnect();
      }
      ByteBuffer request = StandardCharsets.UTF_8.encode(line + "\n");
      while (request.hasRemaining()) {
        key.interestOps(SelectionKey.OP_WRITE);
        await(selector, end);
        channel.write(request);
      }
      key.interestOps(SelectionKey.OP_READ);
      return read(channel, selector, end);
    } catch (IOException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw TrafficProblems.interrupted(config.place().name());
      }
      throw TrafficProblems.unreachable(config.place().name(), config.address(), e);
    }
  }

  private static java.net.ProtocolFamily family(SocketAddress address) {
    return address instanceof java.net.UnixDomainSocketAddress
        ? java.net.StandardProtocolFamily.UNIX
        : java.net.StandardProtocolFamily.INET;
  }

  private static String read(SocketChannel channel, Selector selector, long end)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
    int read = 0;
    while (read >= 0) {
      await(selector, end);
      read = channel.read(buffer);
      answer.write(buffer.array(), 0, buffer.position());
      buffer.clear();
      if (answer.size() > MOST_BYTES) {
        throw new IOException("its answer is longer than " + MOST_BYTES + " bytes");
      }
    }
    if (answer.size() == 0) {
      throw new IOException("it closed the connection without an answer");
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  private static void await(Selector selector, long end) throws IOException {
    long left = (end - System.nanoTime()) / 1_000_000;
    if (left <= 0 || (selector.select(left) == 0 && !Thread.currentThread().isInterrupted())) {
      throw new SocketTimeoutException("no answer in time");
    }
    selector.selectedKeys().clear();
    if (Thread.currentThread().isInterrupted()) {
      throw new IOException("interrupted");
    }
  }
}
