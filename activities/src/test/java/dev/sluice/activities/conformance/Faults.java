package dev.sluice.activities.conformance;

import dev.sluice.domain.plan.TargetRange;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** One way to break the contract for each check, by the check's name. */
final class Faults {
  private static final Map<String, String> PAINT = Map.of("colour", "pink");

  /** What a check must not let pass. */
  static final Map<String, UnaryOperator<SubDomain>> BY_CHECK =
      Map.ofEntries(
          Map.entry("describe", Faults::describesNothing),
          Map.entry("order", Faults::listsBackwards),
          Map.entry("paging", Faults::cutsPages),
          Map.entry("range", Faults::forgetsExceptedZones),
          Map.entry("selector", Faults::ignoresSelectors),
          Map.entry("observe", Faults::namesTwoMetricsAlike),
          Map.entry("there-and-back", Faults::onlySaysThatItIsBack),
          Map.entry("precheck-touches-nothing", Faults::appliesWhenAsked),
          Map.entry("snapshot", Faults::remembersNothing),
          Map.entry("apply-again", Faults::takesEveryOrderForNew),
          Map.entry("revert-again", Faults::alwaysSaysApplied),
          Map.entry("revert-untouched", Faults::alwaysSaysApplied),
          Map.entry("two-changes", Faults::saysThatNothingIsInTheWay),
          Map.entry("revert-before-arrival", Faults::turnsBackOnlyWhatArrived),
          Map.entry("restart", UnaryOperator.identity()),
          Map.entry("restart-in-the-middle", UnaryOperator.identity()),
          Map.entry("apply-at-once", Faults::takesEveryOrderForNew),
          Map.entry("targets-at-once", Faults::mixesUpTargets),
          Map.entry("changes-at-once", Faults::sendsTheSecondAway),
          Map.entry("older-attempt", Faults::hasNoFence),
          Map.entry("late-apply", Faults::saysThatNothingIsInTheWay),
          Map.entry("late-apply-untouched", Faults::saysThatNothingIsInTheWay),
          Map.entry("unknown-target", Faults::hopesForUnknownTargets),
          Map.entry("wrong-parameters", Faults::blamesTheOperator),
          Map.entry("unknown-capability", Faults::doesWhatItCan),
          Map.entry("refused-leaves-no-trace", Faults::refusesTooLate),
          Map.entry("await-in-time", Faults::isAlwaysThere),
          Map.entry("cancellation", Faults::losesTheInterrupt),
          Map.entry("cancelled-order", Faults::getsStuckWhenCancelled));

  private Faults() {}

  private static SubDomain describesNothing(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Description describe() {
        Description whole = super.describe();
        return new Description(whole.description(), whole.targetKinds(), List.of(), whole.limits());
      }
    };
  }

  private static SubDomain listsBackwards(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public List<Target> list(TargetQuery query) {
        return super.list(query).reversed();
      }
    };
  }

  private static SubDomain cutsPages(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public List<Target> list(TargetQuery query) {
        return super.list(
            new TargetQuery(query.selector(), query.range(), Math.min(500, query.limit())));
      }
    };
  }

  private static SubDomain forgetsExceptedZones(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public List<Target> list(TargetQuery query) {
        TargetRange all = query.range();
        TargetRange range = new TargetRange(all.zone(), List.of(), all.after(), all.upTo());
        return super.list(new TargetQuery(query.selector(), range, query.limit()));
      }
    };
  }

  private static SubDomain ignoresSelectors(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public List<Target> list(TargetQuery query) {
        return super.list(new TargetQuery(Map.of(), query.range(), query.limit()));
      }
    };
  }

  private static SubDomain namesTwoMetricsAlike(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Observation observe(List<String> targets) {
        Observation one = super.observe(targets);
        return new Observation(
            one.source(), List.of(one.metrics().getFirst(), one.metrics().getFirst()), "");
      }
    };
  }

  private static SubDomain onlySaysThatItIsBack(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect revert(TargetOrder order) {
        return Effect.APPLIED;
      }

      @Override
      public Arrival await(TargetOrder order, Direction direction, Duration within) {
        return direction == Direction.REVERT
            ? new Arrival(order.target(), true, "it is back")
            : super.await(order, direction, within);
      }
    };
  }

  private static SubDomain appliesWhenAsked(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Readiness precheck(TargetOrder order) {
        super.apply(order);
        return super.precheck(order);
      }
    };
  }

  private static SubDomain remembersNothing(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Snapshot snapshot(TargetOrder order) {
        TargetRange upTo = new TargetRange("", List.of(), "", order.target());
        String version = super.list(new TargetQuery(Map.of(), upTo, 1_000)).getLast().version();
        return new Snapshot(order.target(), version, "paint it again");
      }
    };
  }

  private static SubDomain takesEveryOrderForNew(SubDomain right) {
    AtomicInteger orders = new AtomicInteger();
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        return super.apply(
            new TargetOrder(
                order.change(),
                order.target(),
                order.capability(),
                order.parameters(),
                order.key() + orders.incrementAndGet(),
                order.fence()));
      }
    };
  }

  private static SubDomain alwaysSaysApplied(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect revert(TargetOrder order) {
        super.revert(order);
        return Effect.APPLIED;
      }
    };
  }

  private static SubDomain saysThatNothingIsInTheWay(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        return anyway(() -> super.apply(order));
      }

      @Override
      public Effect revert(TargetOrder order) {
        return anyway(() -> super.revert(order));
      }

      private Effect anyway(java.util.function.Supplier<Effect> call) {
        try {
          return call.get();
        } catch (ProblemException e) {
          return Effect.ALREADY_THERE;
        }
      }
    };
  }

  private static SubDomain turnsBackOnlyWhatArrived(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        return Effect.APPLIED;
      }

      @Override
      public Effect revert(TargetOrder order) {
        super.apply(order);
        return Effect.ALREADY_THERE;
      }

      @Override
      public Arrival await(TargetOrder order, Direction direction, Duration within) {
        return super.await(order, Direction.APPLY, within);
      }
    };
  }

  private static SubDomain mixesUpTargets(SubDomain right) {
    CyclicBarrier both = new CyclicBarrier(2);
    return new ForwardingSubDomain(right) {
      private volatile String current = "";

      @Override
      public Effect apply(TargetOrder order) {
        current = order.target();
        meet(both);
        return super.apply(
            new TargetOrder(
                order.change(),
                current,
                order.capability(),
                order.parameters(),
                order.key(),
                order.fence()));
      }

      @Override
      public Arrival await(TargetOrder order, Direction direction, Duration within) {
        return new Arrival(order.target(), true, "it is there");
      }
    };
  }

  private static SubDomain sendsTheSecondAway(SubDomain right) {
    CyclicBarrier both = new CyclicBarrier(2);
    AtomicInteger callers = new AtomicInteger();
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        int caller = callers.incrementAndGet();
        meet(both);
        if (caller == 2) {
          throw new ProblemException(new Problem.ForOperator("BUSY", "it is busy: look at it"));
        }
        return super.apply(order);
      }
    };
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException("nobody else came", e);
    }
  }

  private static SubDomain hasNoFence(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        return super.apply(
            new TargetOrder(
                order.change(),
                order.target(),
                order.capability(),
                order.parameters(),
                order.key(),
                9_999));
      }
    };
  }

  private static SubDomain hopesForUnknownTargets(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        try {
          return super.apply(order);
        } catch (ProblemException e) {
          throw new ProblemException(new Problem.Passing("NOT_YET", "it may come: try again"), e);
        }
      }
    };
  }

  private static SubDomain blamesTheOperator(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        try {
          return super.apply(order);
        } catch (ProblemException e) {
          throw new ProblemException(
              new Problem.ForOperator(e.problem().code(), e.problem().message()), e);
        }
      }
    };
  }

  private static SubDomain doesWhatItCan(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        return super.apply(known(order, order.parameters()));
      }
    };
  }

  private static SubDomain refusesTooLate(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Effect apply(TargetOrder order) {
        super.apply(known(order, PAINT));
        return super.apply(order);
      }
    };
  }

  private static TargetOrder known(TargetOrder order, Map<String, String> parameters) {
    return new TargetOrder(
        order.change(),
        order.target(),
        MemorySubDomain.PAINT,
        parameters,
        order.key(),
        order.fence());
  }

  private static SubDomain isAlwaysThere(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      public Arrival await(TargetOrder order, Direction direction, Duration within) {
        return new Arrival(order.target(), true, "surely");
      }
    };
  }

  private static SubDomain losesTheInterrupt(SubDomain right) {
    return new ForwardingSubDomain(right) {
      @Override
      @SuppressWarnings("ResultOfMethodCallIgnored")
      public Arrival await(TargetOrder order, Direction direction, Duration within) {
        try {
          return super.await(order, direction, within);
        } finally {
          Thread.interrupted();
        }
      }
    };
  }

  private static SubDomain getsStuckWhenCancelled(SubDomain right) {
    return new ForwardingSubDomain(right) {
      private volatile boolean stuck;

      @Override
      public Effect apply(TargetOrder order) {
        try {
          Thread.sleep(stuck ? 0 : 3_000);
        } catch (InterruptedException e) {
          stuck = true;
          Thread.currentThread().interrupt();
        }
        if (stuck) {
          throw new ProblemException(new Problem.ForOperator("STUCK", "it is stuck: mend it"));
        }
        return super.apply(order);
      }
    };
  }
}
