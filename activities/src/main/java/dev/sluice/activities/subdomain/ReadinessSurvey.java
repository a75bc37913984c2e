package dev.sluice.activities.subdomain;

import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.work.Crew;
import dev.sluice.activities.work.Pause;
import dev.sluice.activities.work.Tries;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.PrecheckResult;
import dev.sluice.proto.history.v1.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks every target of a change whether it may be changed now. Touches nothing. */
public final class ReadinessSurvey {
  /** Most targets that are asked. */
  public static final int MOST_ASKED = 10_000;

  /** Most obstacles that are told. */
  public static final int MOST_OBSTACLES = 20;

  private final SubDomainCatalog subDomains;
  private final Tries tries;

  /**
   * @param pause waits between two tries at one target
   */
  public ReadinessSurvey(SubDomainCatalog subDomains, Pause pause) {
    this.subDomains = subDomains;
    this.tries = Tries.few(pause);
  }

  /**
   * Asks, several targets at a time.
   *
   * @return how many were asked and how many are not ready, with the first reasons in name order
   * @throws ProblemException when the targets can't be listed or asked
   */
  public PrecheckResult ask(Scope scope) throws InterruptedException {
    SubDomain subDomain = subDomains.named(scope.getSubDomain());
    List<String> names = new ArrayList<>();
    boolean all =
        new TargetListing(subDomain, scope.getSelectorMap())
            .read(TargetRange.ALL, MOST_ASKED, target -> names.add(target.name()));
    SortedMap<String, String> obstacles = obstacles(subDomain, scope, names);
    PrecheckResult.Builder result =
        PrecheckResult.newBuilder().setTargets(names.size()).setNotReady(obstacles.size());
    obstacles.entrySet().stream()
        .limit(MOST_OBSTACLES)
        .forEach(obstacle -> result.addObstacles(obstacle.getKey() + ": " + obstacle.getValue()));
    if (!all) {
      result.addObstacles("only the first %,d targets were asked".formatted(MOST_ASKED));
    }
    return result.build();
  }

  private SortedMap<String, String> obstacles(SubDomain subDomain, Scope scope, List<String> names)
      throws InterruptedException {
    SortedMap<String, String> obstacles = new ConcurrentSkipListMap<>();
    AtomicInteger next = new AtomicInteger();
    Crew.work(
        Math.min(subDomain.describe().limits().concurrency(), names.size()),
        () -> {
          for (int i = next.getAndIncrement(); i < names.size(); i = next.getAndIncrement()) {
            Readiness readiness = ask(subDomain, scope, names.get(i));
            if (!readiness.ready()) {
              obstacles.put(names.get(i), Sentences.bounded(readiness.reason()));
            }
          }
          return null;
        });
    return obstacles;
  }

  /** A target that must not be touched is an answer; one that can't be asked now is none. */
  private Readiness ask(SubDomain subDomain, Scope scope, String target)
      throws InterruptedException {
    TargetOrder order =
        new TargetOrder(
            scope.getChangeId(),
            target,
            scope.getCapability(),
            scope.getParametersMap(),
            "%s/precheck/%s".formatted(scope.getChangeId(), target),
            0);
    try {
      return tries.at(() -> subDomain.precheck(order));
    } catch (ProblemException e) {
      if (ProblemFailures.worthTryingAgain(e.problem())) {
        throw e;
      }
      return new Readiness(target, false, e.problem().message());
    }
  }
}
