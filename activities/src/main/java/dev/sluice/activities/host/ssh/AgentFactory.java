package dev.sluice.activities.host.ssh;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.agent.SshAgent;
import org.apache.sshd.agent.SshAgentFactory;
import org.apache.sshd.agent.SshAgentServer;
import org.apache.sshd.agent.common.AbstractAgentProxy;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.channel.ChannelFactory;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;

/** Signs by an agent behind a Unix socket. Agents are not forwarded. */
record AgentFactory(Path socket) implements SshAgentFactory {
  private static final int MOST_BYTES = 256 * 1024;

  @Override
  public List<ChannelFactory> getChannelForwardingFactories(FactoryManager manager) {
    return List.of();
  }

  @Override
  public SshAgent createClient(Session session, FactoryManager manager) throws IOException {
    return new Client(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  @Override
  public SshAgentServer createServer(ConnectionService service) {
    throw new UnsupportedOperationException("agents are not forwarded");
  }

  private static final class Client extends AbstractAgentProxy {
    private final SocketChannel channel;

    Client(SocketChannel channel) {
      super(null);
      this.channel = channel;
    }

    @Override
    protected synchronized Buffer request(Buffer buffer) throws IOException {
      ByteBuffer question = ByteBuffer.wrap(buffer.array(), buffer.rpos(), buffer.available());
      while (question.hasRemaining()) {
        int _ = channel.write(question);
      }
      int length = read(4).getInt();
      if (length < 1 || length > MOST_BYTES) {
        throw new IOException("the agent answers %d bytes".formatted(length));
      }
      return new ByteArrayBuffer(read(length).array());
    }

    private ByteBuffer read(int length) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(length);
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new EOFException("the agent ended the connection");
        }
      }
      return bytes.flip();
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      super.close();
      channel.close();
    }
  }
}
