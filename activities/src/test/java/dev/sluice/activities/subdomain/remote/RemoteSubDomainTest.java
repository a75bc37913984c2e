package dev.sluice.activities.subdomain.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sluice.activities.conformance.Conformance;
import dev.sluice.activities.conformance.Finding;
import dev.sluice.activities.conformance.ForwardingSubDomain;
import dev.sluice.activities.conformance.MemorySubDomain;
import dev.sluice.activities.conformance.MemorySubDomain.World;
import dev.sluice.activities.conformance.Trial;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import dev.sluice.proto.subdomain.v1.DescribeRequest;
import io.grpc.InsecureServerCredentials;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class RemoteSubDomainTest {
  private static final TargetQuery FIRST = new TargetQuery(Map.of(), TargetRange.ALL, 1);

  private final World world = new World(20, Duration.ofMillis(5));
  private final MemorySubDomain lamps = new MemorySubDomain(world);
  private Served service;
  private CuttingProxy proxy;
  private RemoteSubDomain remote;

  @BeforeEach
  void connect() throws IOException {
    service = Served.of(lamps);
    proxy = new CuttingProxy(service.port());
    remote = new RemoteSubDomain(at(proxy.port(), null));
  }

  @AfterEach
  void stop() throws IOException {
    remote.close();
    proxy.close();
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContractOverTheWire() {
    Trial trial =
        new Trial(
            MemorySubDomain.ALL,
            MemorySubDomain.PAINT,
            Map.of("colour", "blue"),
            Map.of("colour", "green"),
            Duration.ofSeconds(20),
            this::restart,
            "t");
    return Conformance.checks().stream()
        .map(check ->
            dynamicTest(
                check.name(),
                () -> {
                  Finding finding = Conformance.run(check, remote, trial);
                  assertThat(finding.why()).isEmpty();
                  assertThat(finding.answer()).isEqualTo(Finding.Answer.KEPT);
                }));
  }

  @Test
  void describesItselfAsTheOtherDoes() {
    assertThat(remote.describe()).isEqualTo(lamps.describe());
    assertThat(remote.observe(List.of("lamp-00001")))
        .isEqualTo(lamps.observe(List.of("lamp-00001")));
  }

  @Test
  void effectsSurviveTheWire() {
    assertThat(remote.apply(order(1))).isEqualTo(Effect.APPLIED);
    assertThat(remote.apply(order(1))).isEqualTo(Effect.ALREADY_THERE);
    assertThatThrownBy(() -> remote.apply(order(0)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("STALE_ATTEMPT");
  }

  @Test
  void pagesThroughThousandsOfTargets() throws IOException {
    MemorySubDomain many = new MemorySubDomain(new World(3_000, Duration.ZERO));
    try (Served all = Served.of(many);
        RemoteSubDomain listed = new RemoteSubDomain(at(all.port(), null))) {
      TargetQuery query = new TargetQuery(MemorySubDomain.ALL, TargetRange.ALL, 1_000);
      assertThat(listed.list(query)).isEqualTo(many.list(query)).hasSize(1_000);
    }
  }

  @Test
  void aServiceThatIsDownIsWorthAnotherTryAndComesBackByItself() throws IOException {
    assertThat(remote.list(FIRST)).hasSize(1);
    service.close();

    assertThat(problem(() -> remote.list(FIRST)))
        .isInstanceOfSatisfying(
            Problem.Passing.class,
            down -> {
              assertThat(down.code()).isEqualTo("SUB_DOMAIN_UNREACHABLE");
              assertThat(down.message())
                  .contains("sub-domain lamps at 127.0.0.1:", "start it, or correct its address");
            });

    service = Served.of(lamps);
    proxy.leadTo(service.port());
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> !remote.list(FIRST).isEmpty());
  }

  @Test
  void aConnectionThatIsCutInTheMiddleOfACallEndsIt() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    try (Served slow = Served.of(slow(began, new AtomicBoolean()));
        CuttingProxy between = new CuttingProxy(slow.port());
        RemoteSubDomain cut = new RemoteSubDomain(at(between.port(), null))) {
      Thread.ofVirtual()
          .start(() -> {
            try {
              began.await(10, TimeUnit.SECONDS);
              between.cut();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });

      assertThat(problem(() -> cut.await(order(1), Direction.APPLY, Duration.ofMinutes(1))))
          .isInstanceOf(Problem.Passing.class)
          .extracting(Problem::code)
          .isEqualTo("SUB_DOMAIN_UNREACHABLE");
    }
  }

  @Test
  void anInterruptCancelsTheCallOnTheOtherSide() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    try (Served slow = Served.of(slow(began, interrupted));
        RemoteSubDomain far = new RemoteSubDomain(at(slow.port(), null))) {
      AtomicBoolean flag = new AtomicBoolean();
      Thread caller =
          Thread.ofVirtual()
              .start(() -> {
                Problem met =
                    problem(() -> far.await(order(1), Direction.APPLY, Duration.ofMinutes(1)));
                flag.set(
                    met.code().equals("INTERRUPTED") && Thread.currentThread().isInterrupted());
              });
      assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();

      assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
      assertThat(flag).isTrue();
      await().untilTrue(interrupted);
    }
  }

  @Test
  void aConnectionThatHangsIsGivenUpForANewOne() throws Exception {
    RemoteConfig config = at(proxy.port(), null);
    try (RemoteChannel channel = new RemoteChannel(config, () -> {})) {
      assertThat(describeWithin(channel, Duration.ofSeconds(10))).isNotEmpty();
      proxy.fallSilent();

      assertThat(problem(() -> describeWithin(channel, Duration.ofMillis(300))))
          .isInstanceOf(Problem.Passing.class)
          .extracting(Problem::code)
          .isEqualTo("SUB_DOMAIN_SLOW");
      assertThat(describeWithin(channel, Duration.ofSeconds(10))).isNotEmpty();
    }
  }

  private static String describeWithin(RemoteChannel channel, Duration within) {
    return channel.call(
        "Describe",
        within,
        stub -> stub.describe(DescribeRequest.getDefaultInstance()).getDescription());
  }

  @Test
  void asksForTheDescriptionOnceForEachConnection() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    SubDomain counting =
        new ForwardingSubDomain(() -> lamps) {
          @Override
          public Description describe() {
            asked.incrementAndGet();
            return super.describe();
          }
        };
    try (Served counted = Served.of(counting);
        CuttingProxy between = new CuttingProxy(counted.port());
        RemoteSubDomain far = new RemoteSubDomain(at(between.port(), null))) {
      far.describe();
      far.describe();
      assertThat(asked).hasValue(1);

      between.cut();
      await().ignoreExceptions().until(() -> far.describe() != null && asked.get() == 2);
    }
  }

  @Test
  void sendsTheTokenThatIsInTheFileNow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    Files.writeString(file, "first\n");
    try (Served guarded =
            Served.of(
                new SubDomainEndpoint(lamps),
                0,
                InsecureServerCredentials.create(),
                new Doorkeeper("Bearer second"));
        RemoteSubDomain far = new RemoteSubDomain(at(guarded.port(), file))) {
      assertThat(problem(() -> far.list(FIRST)))
          .isInstanceOf(Problem.ForOperator.class)
          .extracting(Problem::code)
          .isEqualTo("NOT_LET_IN");

      Files.writeString(file, "second\n");
      assertThat(far.list(FIRST)).hasSize(1);

      Files.delete(file);
      assertThat(problem(() -> far.list(FIRST)).message()).contains(file.toString());
    }
  }

  /** A restart of the service, at the same address and with the same world. */
  private void restart() throws IOException {
    service.close();
    service = Served.of(new MemorySubDomain(world));
    proxy.leadTo(service.port());
  }

  private static SubDomain slow(CountDownLatch began, AtomicBoolean interrupted) {
    MemorySubDomain lamps = new MemorySubDomain(new World(1, Duration.ZERO));
    return new ForwardingSubDomain(() -> lamps) {
      @Override
      public Arrival await(TargetOrder order, Direction direction, Duration within) {
        began.countDown();
        try {
          return super.await(order, direction, within);
        } finally {
          interrupted.set(Thread.currentThread().isInterrupted());
        }
      }
    };
  }

  private static TargetOrder order(long fence) {
    return new TargetOrder(
        "c", "lamp-00000", MemorySubDomain.PAINT, Map.of("colour", "blue"), "c/1", fence);
  }

  private static RemoteConfig at(int port, @Nullable Path token) {
    return new RemoteConfig("lamps", "127.0.0.1", port, null, token);
  }

  private static Problem problem(Supplier<?> call) {
    try {
      throw new AssertionError("was not refused: " + call.get());
    } catch (ProblemException e) {
      return e.problem();
    }
  }

  private record Doorkeeper(String right) implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String shown =
          headers.get(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER));
      if (right.equals(shown)) {
        return next.startCall(call, headers);
      }
      call.close(Status.UNAUTHENTICATED.withDescription("who is it?"), new Metadata());
      return new ServerCall.Listener<>() {};
    }
  }
}
