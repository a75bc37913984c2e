package dev.sluice.activities.subdomain.remote;

import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.subdomain.v1.ApplyRequest;
import dev.sluice.proto.subdomain.v1.AwaitRequest;
import dev.sluice.proto.subdomain.v1.AwaitResponse;
import dev.sluice.proto.subdomain.v1.DescribeRequest;
import dev.sluice.proto.subdomain.v1.ListTargetsRequest;
import dev.sluice.proto.subdomain.v1.ObserveRequest;
import dev.sluice.proto.subdomain.v1.PrecheckRequest;
import dev.sluice.proto.subdomain.v1.PrecheckResponse;
import dev.sluice.proto.subdomain.v1.RevertRequest;
import dev.sluice.proto.subdomain.v1.SnapshotRequest;
import dev.sluice.proto.subdomain.v1.SnapshotResponse;
import dev.sluice.workflows.wire.TargetWire;
import dev.sluice.workflows.wire.TimeWire;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sub-domain that another process offers by {@code sluice.subdomain.v1.SubDomainService}. It is
 * made without a connection: one that is down says so at each call, and comes back by itself.
 */
public final class RemoteSubDomain implements SubDomain, AutoCloseable {
  private static final Duration READ = Duration.ofSeconds(15);
  private static final Duration ORDER = Duration.ofSeconds(60);

  private final String name;
  private final RemoteChannel channel;
  private volatile @Nullable Description description;

  /**
   * @throws dev.sluice.domain.problem.ProblemException for the operator, when the files that TLS
   *     needs can't be used
   */
  public RemoteSubDomain(RemoteConfig config) {
    name = config.name();
    channel = new RemoteChannel(config, () -> description = null);
  }

  @Override
  public String name() {
    return name;
  }

  /** Asked once for each connection: a service that was updated is another one afterwards. */
  @Override
  public Description describe() {
    Description known = description;
    if (known != null) {
      return known;
    }
    Description fresh =
        channel.call(
            "Describe",
            READ,
            stub -> DescriptionWire.toDomain(stub.describe(DescribeRequest.getDefaultInstance())));
    description = fresh;
    return fresh;
  }

  @Override
  public List<Target> list(TargetQuery query) {
    ListTargetsRequest request =
        ListTargetsRequest.newBuilder()
            .putAllSelector(query.selector())
            .setRange(TargetWire.toProto(query.range()))
            .setLimit(query.limit())
            .build();
    return channel.call(
        "ListTargets",
        READ,
        stub ->
            stub.listTargets(request).getTargetsList().stream().map(OrderWire::toDomain).toList());
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    PrecheckRequest request =
        PrecheckRequest.newBuilder().setOrder(OrderWire.toProto(order)).build();
    PrecheckResponse said = channel.call("Precheck", READ, stub -> stub.precheck(request));
    return new Readiness(order.target(), said.getReady(), said.getReason());
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    SnapshotRequest request =
        SnapshotRequest.newBuilder().setOrder(OrderWire.toProto(order)).build();
    SnapshotResponse said = channel.call("Snapshot", ORDER, stub -> stub.snapshot(request));
    return new Snapshot(order.target(), said.getVersion(), said.getWords());
  }

  @Override
  public Effect apply(TargetOrder order) {
    ApplyRequest request = ApplyRequest.newBuilder().setOrder(OrderWire.toProto(order)).build();
    return channel.call(
        "Apply", ORDER, stub -> OrderWire.toDomain(stub.apply(request).getEffect()));
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    AwaitRequest request =
        AwaitRequest.newBuilder()
            .setOrder(OrderWire.toProto(order))
            .setDirection(OrderWire.toProto(direction))
            .setWithin(TimeWire.toProto(within))
            .build();
    AwaitResponse said = channel.call("Await", within.plus(READ), stub -> stub.await(request));
    return new Arrival(order.target(), said.getThere(), said.getWords());
  }

  @Override
  public Effect revert(TargetOrder order) {
    RevertRequest request = RevertRequest.newBuilder().setOrder(OrderWire.toProto(order)).build();
    return channel.call(
        "Revert", ORDER, stub -> OrderWire.toDomain(stub.revert(request).getEffect()));
  }

  @Override
  public Observation observe(List<String> targets) {
    ObserveRequest request = ObserveRequest.newBuilder().addAllTargets(targets).build();
    return channel.call("Observe", READ, stub -> DescriptionWire.toDomain(stub.observe(request)));
  }

  @Override
  public void close() {
    channel.close();
  }
}
