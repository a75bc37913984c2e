package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.subdomain.SubDomain;
import io.grpc.BindableService;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A service that listens on loopback, and can be stopped as a crash would. */
final class Served implements AutoCloseable {
  private final Server server;

  private Served(Server server) {
    this.server = server;
  }

  static Served of(SubDomain subDomain) throws IOException {
    return of(new SubDomainEndpoint(subDomain), 0, InsecureServerCredentials.create());
  }

  static Served of(
      BindableService service,
      int port,
      ServerCredentials credentials,
      ServerInterceptor... interceptors)
      throws IOException {
    var builder =
        Grpc.newServerBuilderForPort(port, credentials)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(service);
    for (ServerInterceptor interceptor : interceptors) {
      builder.intercept(interceptor);
    }
    return new Served(builder.build().start());
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
