package dev.sluice.worker.api;

import dev.sluice.worker.ops.SluiceMetrics;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;

/** Counts calls, with how they ended and how long they took. */
final class CallMetrics implements ServerInterceptor {
  private final SluiceMetrics metrics;

  CallMetrics(SluiceMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    long began = System.nanoTime();
    String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
    return next.startCall(
        new SimpleForwardingServerCall<>(call) {
          @Override
          public void close(Status status, Metadata trailers) {
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            metrics.called(method, status.getCode().name(), took);
            super.close(status, trailers);
          }
        },
        headers);
  }
}
