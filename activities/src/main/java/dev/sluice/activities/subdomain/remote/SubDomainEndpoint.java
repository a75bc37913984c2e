package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.subdomain.v1.ApplyRequest;
import dev.sluice.proto.subdomain.v1.ApplyResponse;
import dev.sluice.proto.subdomain.v1.AwaitRequest;
import dev.sluice.proto.subdomain.v1.AwaitResponse;
import dev.sluice.proto.subdomain.v1.DescribeRequest;
import dev.sluice.proto.subdomain.v1.DescribeResponse;
import dev.sluice.proto.subdomain.v1.ListTargetsRequest;
import dev.sluice.proto.subdomain.v1.ListTargetsResponse;
import dev.sluice.proto.subdomain.v1.ObserveRequest;
import dev.sluice.proto.subdomain.v1.ObserveResponse;
import dev.sluice.proto.subdomain.v1.PrecheckRequest;
import dev.sluice.proto.subdomain.v1.PrecheckResponse;
import dev.sluice.proto.subdomain.v1.RevertRequest;
import dev.sluice.proto.subdomain.v1.RevertResponse;
import dev.sluice.proto.subdomain.v1.SnapshotRequest;
import dev.sluice.proto.subdomain.v1.SnapshotResponse;
import dev.sluice.proto.subdomain.v1.SubDomainServiceGrpc;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers any sub-domain as {@code sluice.subdomain.v1.SubDomainService}. Calls need a thread each,
 * of which a cancelled call is interrupted: give its server virtual threads.
 */
public final class SubDomainEndpoint extends SubDomainServiceGrpc.SubDomainServiceImplBase {
  private static final Logger LOG = LoggerFactory.getLogger(SubDomainEndpoint.class);

  private final SubDomain subDomain;

  public SubDomainEndpoint(SubDomain subDomain) {
    this.subDomain = subDomain;
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> observer) {
    answer(observer, () -> DescriptionWire.toProto(subDomain.describe()));
  }

  @Override
  public void listTargets(
      ListTargetsRequest request, StreamObserver<ListTargetsResponse> observer) {
    answer(
        observer,
        () -> {
          TargetQuery query =
              new TargetQuery(
                  request.getSelectorMap(),
                  TargetWire.toDomain(request.getRange()),
                  request.getLimit());
          return ListTargetsResponse.newBuilder()
              .addAllTargets(subDomain.list(query).stream().map(OrderWire::toProto).toList())
              .build();
        });
  }

  @Override
  public void precheck(PrecheckRequest request, StreamObserver<PrecheckResponse> observer) {
    answer(
        observer,
        () -> {
          Readiness said = subDomain.precheck(OrderWire.toDomain(request.getOrder()));
          return PrecheckResponse.newBuilder()
              .setReady(said.ready())
              .setReason(said.reason())
              .build();
        });
  }

  @Override
  public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> observer) {
    answer(
        observer,
        () -> {
          Snapshot taken = subDomain.snapshot(OrderWire.toDomain(request.getOrder()));
          return SnapshotResponse.newBuilder()
              .setVersion(taken.version())
              .setWords(taken.words())
              .build();
        });
  }

  @Override
  public void apply(ApplyRequest request, StreamObserver<ApplyResponse> observer) {
    answer(
        observer,
        () ->
            ApplyResponse.newBuilder()
                .setEffect(
                    OrderWire.toProto(subDomain.apply(OrderWire.toDomain(request.getOrder()))))
                .build());
  }

  @Override
  public void await(AwaitRequest request, StreamObserver<AwaitResponse> observer) {
    answer(
        observer,
        () -> {
          Arrival arrival =
              subDomain.await(
                  OrderWire.toDomain(request.getOrder()),
                  OrderWire.toDomain(request.getDirection()),
                  TimeWire.toDomain(request.getWithin()));
          return AwaitResponse.newBuilder()
              .setThere(arrival.there())
              .setWords(arrival.words())
              .build();
        });
  }

  @Override
  public void revert(RevertRequest request, StreamObserver<RevertResponse> observer) {
    answer(
        observer,
        () ->
            RevertResponse.newBuilder()
                .setEffect(
                    OrderWire.toProto(subDomain.revert(OrderWire.toDomain(request.getOrder()))))
                .build());
  }

  @Override
  public void observe(ObserveRequest request, StreamObserver<ObserveResponse> observer) {
    answer(observer, () -> DescriptionWire.toProto(subDomain.observe(request.getTargetsList())));
  }

  private static <A> void answer(StreamObserver<A> observer, Supplier<A> work) {
    Thread worker = Thread.currentThread();
    Context context = Context.current();
    Context.CancellationListener interrupt = _ -> worker.interrupt();
    context.addListener(interrupt, Runnable::run);
    try {
      A answer = work.get();
      observer.onNext(answer);
      observer.onCompleted();
    } catch (ProblemException e) {
      observer.onError(RemoteProblems.toStatus(e.problem()));
    } catch (IllegalArgumentException e) {
      observer.onError(
          RemoteProblems.toStatus(
              new Problem.ForAuthor("WRONG_REQUEST", String.valueOf(e.getMessage()))));
    } catch (RuntimeException e) {
      LOG.error("A call broke by a defect of the sub-domain", e);
      observer.onError(
          Status.INTERNAL
              .withDescription("a defect of the sub-domain: look at its log")
              .asRuntimeException());
    } finally {
      context.removeListener(interrupt);
    }
  }
}
