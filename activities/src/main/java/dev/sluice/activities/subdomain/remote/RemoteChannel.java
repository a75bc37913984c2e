package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.proto.subdomain.v1.SubDomainServiceGrpc;
import dev.sluice.proto.subdomain.v1.SubDomainServiceGrpc.SubDomainServiceBlockingStub;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The connection to a service, and how calls on it end. It connects at the first call. */
final class RemoteChannel implements AutoCloseable {
  private static final int LARGEST_MESSAGE_BYTES = 16 << 20;

  /** Servers drop clients that ping more often than every five minutes, the default of gRPC. */
  private static final long KEEP_ALIVE_MINUTES = 6;

  private final RemoteConfig remote;
  private final ManagedChannel channel;
  private final SubDomainServiceBlockingStub stub;

  /**
   * @param disconnected told whenever a connection has ended
   * @throws ProblemException for the operator, when the files that TLS needs can't be used
   */
  RemoteChannel(RemoteConfig remote, Runnable disconnected) {
    this.remote = remote;
    ManagedChannelBuilder<?> builder =
        Grpc.newChannelBuilderForAddress(remote.host(), remote.port(), credentials(remote))
            .keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES)
            .maxInboundMessageSize(LARGEST_MESSAGE_BYTES);
    Path token = remote.tokenFile();
    if (token != null) {
      builder.intercept(new BearerToken(token));
    }
    channel = builder.build();
    stub = SubDomainServiceGrpc.newBlockingStub(channel);
    watch(disconnected);
  }

  private void watch(Runnable disconnected) {
    ConnectivityState state = channel.getState(false);
    channel.notifyWhenStateChanged(
        state,
        () -> {
          if (state == ConnectivityState.READY) {
            disconnected.run();
          }
          if (!channel.isShutdown()) {
            watch(disconnected);
          }
        });
  }

  /**
   * What a call answers.
   *
   * @param name of the call, for people
   * @param within after this long it is given up, above 0
   * @param call read in the same way: what can't be understood is an operator's problem
   * @throws ProblemException says who must act
   */
  <A> A call(String name, Duration within, Function<SubDomainServiceBlockingStub, A> call) {
    try {
      return call.apply(stub.withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (StatusRuntimeException e) {
      connectAnew(e.getStatus().getCode());
      throw RemoteProblems.of(e, remote, name);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "BROKEN_ANSWER",
              "sub-domain %s at %s answered %s with what can't be: %s; mend the service"
                  .formatted(remote.name(), remote.address(), name, e.getMessage())),
          e);
    }
  }

  /** Whoever calls again has waited already, and a connection that hangs may hang for hours. */
  private void connectAnew(Status.Code met) {
    if (met == Status.Code.UNAVAILABLE) {
      channel.resetConnectBackoff();
    } else if (met == Status.Code.DEADLINE_EXCEEDED) {
      channel.enterIdle();
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private static ChannelCredentials credentials(RemoteConfig remote) {
    RemoteConfig.Tls tls = remote.tls();
    if (tls == null) {
      return InsecureChannelCredentials.create();
    }
    try {
      TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
      Path ca = tls.ca();
      if (ca != null) {
        builder.trustManager(ca.toFile());
      }
      Path cert = tls.cert();
      Path key = tls.key();
      if (cert != null && key != null) {
        builder.keyManager(cert.toFile(), key.toFile());
      }
      return builder.build();
    } catch (IOException e) {
      throw new ProblemException(
          new Problem.ForOperator(
              "UNREADABLE_CERTIFICATE",
              "the certificates for sub-domain %s can't be read (%s); correct their paths"
                  .formatted(remote.name(), e.getMessage())),
          e);
    }
  }
}
