package dev.sluice.activities.inspection;

import dev.sluice.activities.problem.DefectWords;
import dev.sluice.activities.problem.ProblemFailures;
import dev.sluice.activities.problem.Sentences;
import dev.sluice.activities.subdomain.TargetListing;
import dev.sluice.activities.work.Crew;
import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.proto.history.v1.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the changed targets whether they still are as the change ordered them. Somebody's hand, a
 * restart that forgot, or a crash may have come in between, and what was watched was something
 * else.
 */
final class StandingCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StandingCheck.class);

  /** After so many no more are asked. */
  private static final int MOST = 20;

  private static final int NAMED = 3;
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofSeconds(10);

  private final TargetListing listing;
  private final List<TargetRange> treated;
  private final Scope scope;
  private Instant askedAt = Instant.EPOCH;
  private String said = "";

  /**
   * @param treated where the changed targets are
   * @param scope what they were ordered
   */
  StandingCheck(TargetListing listing, List<TargetRange> treated, Scope scope) {
    this.listing = listing;
    this.treated = List.copyOf(treated);
    this.scope = scope;
  }

  private record Off(String target, String words) {}

  /**
   * Which targets are not as ordered, in a sentence for people; empty where all are. What was said
   * less than ten seconds ago is said again, unless it was that all are.
   *
   * @param last whether there is no other time to ask
   */
  String words(Instant now, boolean last) throws InterruptedException {
    if (last || said.isEmpty() || !now.isBefore(askedAt.plus(BETWEEN))) {
      askedAt = now;
      said = asked();
    }
    return said;
  }

  private String asked() throws InterruptedException {
    List<String> changed;
    try {
      changed = changed();
    } catch (ProblemException e) {
      if (!ProblemFailures.worthTryingAgain(e.problem())) {
        throw e;
      }
      return "Whether the changed targets still are as ordered can't be told: %s."
          .formatted(Sentences.bounded(e.problem().message()));
    }
    List<Off> off = off(changed);
    if (off.isEmpty()) {
      return "";
    }
    return "%s of %d changed targets %s not as ordered any more: %s."
        .formatted(
            off.size() < MOST ? Integer.toString(off.size()) : "at least " + MOST,
            changed.size(),
            off.size() == 1 ? "is" : "are",
            String.join(
                "; ",
                off.stream()
                    .limit(NAMED)
                    .map(it -> it.target() + ": " + Sentences.bounded(it.words()))
                    .toList()));
  }

  /** Those that came since, and those that could not be changed, were not ordered anything. */
  private List<String> changed() {
    List<String> changed = new ArrayList<>();
    for (TargetRange range : treated) {
      boolean _ =
          listing.read(
              range,
              TargetListing.MOST,
              target -> {
                if (target.changedBy().equals(scope.getChangeId())) {
                  changed.add(target.name());
                }
              });
    }
    return changed;
  }

  private List<Off> off(List<String> changed) throws InterruptedException {
    SubDomain subDomain = listing.subDomain();
    Queue<String> left = new ConcurrentLinkedQueue<>(changed);
    Queue<Off> off = new ConcurrentLinkedQueue<>();
    int hands = Math.min(subDomain.describe().limits().concurrency(), Math.max(1, changed.size()));
    Crew.work(
        hands,
        () -> {
          for (String target = left.poll();
              target != null && off.size() < MOST;
              target = left.poll()) {
            String words = ask(subDomain, target);
            if (!words.isEmpty()) {
              off.add(new Off(target, words));
            }
          }
          return null;
        });
    return off.stream().limit(MOST).toList();
  }

  private String ask(SubDomain subDomain, String target) throws InterruptedException {
    try {
      Arrival arrival = subDomain.await(order(target), Direction.APPLY, WITHIN);
      return arrival.there() ? "" : arrival.words();
    } catch (ProblemException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("cancelled while targets were asked");
      }
      return e.problem().message();
    } catch (RuntimeException e) {
      LOG.warn("asking {} met what its sub-domain does not foresee", target, e);
      return "its sub-domain failed with %s".formatted(DefectWords.of(e));
    }
  }

  private TargetOrder order(String target) {
    return new TargetOrder(
        scope.getChangeId(),
        target,
        scope.getCapability(),
        scope.getParametersMap(),
        "%s/%s/standing".formatted(scope.getChangeId(), target),
        0);
  }
}
