package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Sends a file's token with each call. It is read each time, so that it can be replaced. */
record BearerToken(Path file) implements ClientInterceptor {
  private static final int MOST_BYTES = 16 << 10;
  private static final Pattern ALLOWED = Pattern.compile("[!-~]+");
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    String token = read();
    return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
      @Override
      public void start(Listener<A> listener, Metadata headers) {
        headers.put(AUTHORIZATION, "Bearer " + token);
        super.start(listener, headers);
      }
    };
  }

  private String read() {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      String token =
          new String(bytes, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip();
      if (bytes.length > MOST_BYTES || !ALLOWED.matcher(token).matches()) {
        throw unreadable("must hold one token on its first line, without spaces", null);
      }
      return token;
    } catch (IOException e) {
      throw unreadable("can't be read", e);
    }
  }

  private ProblemException unreadable(
      String why, @org.jspecify.annotations.Nullable IOException e) {
    var problem =
        new Problem.ForOperator("UNREADABLE_TOKEN", "the token file %s %s".formatted(file, why));
    return e == null ? new ProblemException(problem) : new ProblemException(problem, e);
  }
}
