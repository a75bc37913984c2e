package dev.sluice.cli;

import com.google.protobuf.Message;
import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.ApproveChangeRequest;
import dev.sluice.proto.v1.CatalogServiceGrpc;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.ChangeServiceGrpc;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.ExtendBakeRequest;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.GetChangeTypeRequest;
import dev.sluice.proto.v1.ListChangeTypesRequest;
import dev.sluice.proto.v1.ListChangeTypesResponse;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import dev.sluice.proto.v1.ListSubDomainsRequest;
import dev.sluice.proto.v1.ListSubDomainsResponse;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.LowerRiskRequest;
import dev.sluice.proto.v1.OverrideVerdictRequest;
import dev.sluice.proto.v1.PauseChangeRequest;
import dev.sluice.proto.v1.PlanChangeRequest;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An API that keeps what it was asked and answers what the test laid down. */
public final class RecordingApi implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  public final List<Message> requests = Collections.synchronizedList(new ArrayList<>());
  public final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  public volatile @Nullable StatusRuntimeException failure;
  public volatile Change change = Samples.CHANGE;
  public volatile PlanChangeResponse plan = Samples.PLANNED;
  public volatile ListChangeTypesResponse types = Samples.TYPES;
  public volatile ListSubDomainsResponse subDomains = Samples.SUB_DOMAINS;
  public final Deque<ListChangesResponse> changePages = new ArrayDeque<>();
  public final Deque<ListTargetsResponse> targetPages = new ArrayDeque<>();
  // One for each connection of a watch.
  public final Deque<Stream> streams = new ArrayDeque<>();

  /** The events of one connection, and how it ends: without a status it ends well. */
  public record Stream(List<ChangeEvent> events, @Nullable Status end) {}

  public <M extends Message> M only(Class<M> type) {
    List<M> found = requests.stream().filter(type::isInstance).map(type::cast).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          "one %s was expected, not %s".formatted(type.getSimpleName(), requests));
    }
    return found.get(0);
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    String authorization = headers.get(AUTHORIZATION);
    authorizations.add(authorization == null ? "" : authorization);
    return next.startCall(call, headers);
  }

  private <A> void answer(Message request, A answer, StreamObserver<A> observer) {
    requests.add(request);
    StatusRuntimeException refused = failure;
    if (refused != null) {
      observer.onError(refused);
      return;
    }
    observer.onNext(answer);
    observer.onCompleted();
  }

  public ChangeServiceGrpc.ChangeServiceImplBase changes() {
    return new Changes();
  }

  public CatalogServiceGrpc.CatalogServiceImplBase catalog() {
    return new Catalog();
  }

  private final class Changes extends ChangeServiceGrpc.ChangeServiceImplBase {
    @Override
    public void planChange(PlanChangeRequest request, StreamObserver<PlanChangeResponse> observer) {
      answer(request, plan, observer);
    }

    @Override
    public void startChange(StartChangeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void getChange(GetChangeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void listChanges(
        ListChangesRequest request, StreamObserver<ListChangesResponse> observer) {
      answer(request, next(changePages, ListChangesResponse.getDefaultInstance()), observer);
    }

    @Override
    public void watchChange(WatchChangeRequest request, StreamObserver<ChangeEvent> observer) {
      requests.add(request);
      Stream stream = next(streams, new Stream(List.of(), null));
      stream.events().forEach(observer::onNext);
      Status end = stream.end();
      if (end == null) {
        observer.onCompleted();
      } else {
        observer.onError(end.asRuntimeException());
      }
    }

    @Override
    public void approveChange(ApproveChangeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void lowerRisk(LowerRiskRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void pauseChange(PauseChangeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void resumeChange(ResumeChangeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void abortChange(AbortChangeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void extendBake(ExtendBakeRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }

    @Override
    public void overrideVerdict(OverrideVerdictRequest request, StreamObserver<Change> observer) {
      answer(request, change, observer);
    }
  }

  private final class Catalog extends CatalogServiceGrpc.CatalogServiceImplBase {
    @Override
    public void listChangeTypes(
        ListChangeTypesRequest request, StreamObserver<ListChangeTypesResponse> observer) {
      answer(request, types, observer);
    }

    @Override
    public void getChangeType(GetChangeTypeRequest request, StreamObserver<ChangeType> observer) {
      answer(request, types.getChangeTypes(0), observer);
    }

    @Override
    public void listSubDomains(
        ListSubDomainsRequest request, StreamObserver<ListSubDomainsResponse> observer) {
      answer(request, subDomains, observer);
    }

    @Override
    public void listTargets(
        ListTargetsRequest request, StreamObserver<ListTargetsResponse> observer) {
      answer(request, next(targetPages, ListTargetsResponse.getDefaultInstance()), observer);
    }
  }

  private static <T> T next(Deque<T> answers, T otherwise) {
    T next = answers.poll();
    return next == null ? otherwise : next;
  }
}
