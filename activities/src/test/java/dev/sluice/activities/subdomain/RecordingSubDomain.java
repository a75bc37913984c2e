package dev.sluice.activities.subdomain;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;

/** A sub-domain in memory that keeps every order it was given and meets the problems it is told. */
public final class RecordingSubDomain implements SubDomain {
  private final int concurrency;
  private final Map<String, Target> targets = new ConcurrentSkipListMap<>();
  private final Map<String, Deque<Problem>> problems = new ConcurrentHashMap<>();
  private final Map<Integer, Problem> listingProblems = new ConcurrentHashMap<>();
  private final Map<String, CountDownLatch> stuck = new ConcurrentHashMap<>();
  private final Set<String> lagging = ConcurrentHashMap.newKeySet();
  private final Set<String> interrupted = ConcurrentHashMap.newKeySet();
  private final List<TargetOrder> applied = Collections.synchronizedList(new ArrayList<>());
  private final List<TargetOrder> reverted = Collections.synchronizedList(new ArrayList<>());
  private final List<TargetQuery> listed = Collections.synchronizedList(new ArrayList<>());

  private volatile boolean broken;

  public RecordingSubDomain(int concurrency) {
    this.concurrency = concurrency;
  }

  /** Adds targets n001, n002, … in zone a, of service checkout. */
  public RecordingSubDomain withTargets(int count) {
    for (int i = 1; i <= count; i++) {
      put(target("n%03d".formatted(i)));
    }
    return this;
  }

  public static Target target(String name) {
    return new Target(name, "a", "v1", true, Map.of("service", "checkout"), "");
  }

  public void put(Target target) {
    targets.put(target.name(), target);
  }

  public void remove(String target) {
    targets.remove(target);
  }

  /** The next calls for a target meet these, one each. */
  public void meet(String target, Problem... next) {
    problems.put(target, new ArrayDeque<>(List.of(next)));
  }

  /** A target takes orders and never arrives. */
  public void lag(String target) {
    lagging.add(target);
  }

  /** It arrives after all. */
  public void arrive(String target) {
    lagging.remove(target);
  }

  /** The listing of this number, counted from 1, meets a problem. */
  public void meetListing(int number, Problem problem) {
    listingProblems.put(number, problem);
  }

  /** All listings break from now on, in a way that no sub-domain foresees. */
  public void breakListings() {
    broken = true;
  }

  /** Calls for a target block until they are interrupted; the latch says when one does. */
  public CountDownLatch blockOn(String target) {
    return stuck.computeIfAbsent(target, _ -> new CountDownLatch(1));
  }

  public List<TargetOrder> applied() {
    return List.copyOf(applied);
  }

  public List<TargetOrder> reverted() {
    return List.copyOf(reverted);
  }

  public List<TargetQuery> listed() {
    return List.copyOf(listed);
  }

  public Set<String> interrupted() {
    return Set.copyOf(interrupted);
  }

  @Override
  public String name() {
    return "fleet";
  }

  @Override
  public Description describe() {
    return new Description(
        "targets in memory",
        List.of(),
        List.of(),
        new Limits(concurrency, Limits.ANY_RATE, Duration.ofMinutes(1)));
  }

  @Override
  public List<Target> list(TargetQuery query) {
    listed.add(query);
    if (broken) {
      throw new IllegalStateException("a list broke");
    }
    Problem problem = listingProblems.get(listed.size());
    if (problem != null) {
      throw new ProblemException(problem);
    }
    return targets.values().stream()
        .filter(query.range()::contains)
        .filter(target -> target.labels().entrySet().containsAll(query.selector().entrySet()))
        .limit(query.limit())
        .toList();
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    meetProblem(order.target());
    Target target = targets.get(order.target());
    boolean ready = target != null && target.healthy();
    return new Readiness(order.target(), ready, ready ? "" : "unhealthy; wait until it serves");
  }

  @Override
  public Effect apply(TargetOrder order) {
    applied.add(order);
    return put(order, "v2", order.change());
  }

  @Override
  public Effect revert(TargetOrder order) {
    reverted.add(order);
    return put(order, "v1", "");
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    return new Snapshot(order.target(), "v1", "goes back to v1");
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    return new Arrival(order.target(), !lagging.contains(order.target()), "still starts");
  }

  @Override
  public Observation observe(List<String> names) {
    return Observation.NONE;
  }

  private Effect put(TargetOrder order, String version, String changedBy) {
    meetProblem(order.target());
    block(order.target());
    Target target = targets.get(order.target());
    if (target == null) {
      throw new ProblemException(new Problem.ForOperator("GONE", order.target() + " is gone"));
    }
    put(
        new Target(
            target.name(), target.zone(), version, target.healthy(), target.labels(), changedBy));
    return target.version().equals(version) ? Effect.ALREADY_THERE : Effect.APPLIED;
  }

  private void meetProblem(String target) {
    Deque<Problem> waiting = problems.get(target);
    Problem problem = waiting == null ? null : waiting.poll();
    if (problem != null) {
      throw new ProblemException(problem);
    }
  }

  private void block(String target) {
    CountDownLatch latch = stuck.get(target);
    if (latch == null) {
      return;
    }
    latch.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.add(target);
      Thread.currentThread().interrupt();
      throw new ProblemException(new Problem.Passing("INTERRUPTED", "was interrupted"), e);
    }
  }
}
