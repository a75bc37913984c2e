package dev.sluice.worker.api;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

/** Finds out who calls, and refuses those who may not call the method. */
final class PrincipalInterceptor implements ServerInterceptor {
  static final Metadata.Key<String> ACTOR =
      Metadata.Key.of("sluice-actor", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final String BEARER = "Bearer ";

  private final @Nullable Tokens tokens;

  /**
   * @param tokens null where every caller is on this machine and is let in
   */
  PrincipalInterceptor(@Nullable Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    try {
      Principal caller = tokens == null ? local(headers) : authenticated(tokens, headers);
      Role needed = Role.neededBy(String.valueOf(call.getMethodDescriptor().getBareMethodName()));
      if (!caller.may(needed)) {
        throw Failures.forbidden(caller.name(), needed);
      }
      return Contexts.interceptCall(caller.in(Context.current()), call, headers, next);
    } catch (StatusRuntimeException refused) {
      call.close(refused.getStatus(), trailers(refused));
      return new ServerCall.Listener<>() {};
    }
  }

  private static Principal local(Metadata headers) {
    String actor = headers.get(ACTOR);
    if (actor == null) {
      return Principal.local("anonymous");
    }
    if (!Principal.isName(actor)) {
      throw Failures.invalid(
          new FieldProblems(
              "metadata sluice-actor",
              "must have 1 to 64 letters, digits and . _ @ : / + -, and begin with a letter or"
                  + " digit"));
    }
    return Principal.local(actor);
  }

  private static Principal authenticated(Tokens tokens, Metadata headers) {
    String header = headers.get(AUTHORIZATION);
    if (header == null || !header.startsWith(BEARER)) {
      throw Failures.unauthenticated("send the metadata authorization: Bearer TOKEN");
    }
    return tokens
        .principalOf(header.substring(BEARER.length()))
        .orElseThrow(() -> Failures.unauthenticated("no caller has this token"));
  }

  static Metadata trailers(StatusRuntimeException failure) {
    Metadata trailers = failure.getTrailers();
    return trailers == null ? new Metadata() : trailers;
  }
}
