package dev.sluice.workflows.reconcile;

import dev.sluice.domain.notify.Notice;
import dev.sluice.proto.history.v1.EndOrder;
import dev.sluice.proto.history.v1.EndSight;
import dev.sluice.proto.history.v1.MissedVersion;
import dev.sluice.proto.history.v1.ReconcilerInput;
import dev.sluice.proto.history.v1.ReconcilerPace;
import dev.sluice.proto.history.v1.VersionOrder;
import dev.sluice.proto.history.v1.VersionSight;
import dev.sluice.workflows.ActivityLimits;
import dev.sluice.workflows.notify.Notifier;
import dev.sluice.workflows.rollout.Failures;
import dev.sluice.workflows.wire.TimeWire;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;

/**
 * Looks at every sub-domain by itself: where one is away, the others are seen all the same, and it
 * is looked at again the next time.
 */
public final class ReconcilerWorkflowImpl implements ReconcilerWorkflow {
  private static final int MOST_TOLD = 200;

  private final Logger log = Workflow.getLogger(ReconcilerWorkflowImpl.class);
  private final SortedMap<String, VersionSight> sights = new TreeMap<>();
  private final Set<String> told;
  private ReconcilerPace pace;
  private EndSight ends;
  private String trouble = "";

  @WorkflowInit
  public ReconcilerWorkflowImpl(ReconcilerInput input) {
    pace = input.getPace();
    ends = input.getEnds();
    told = new LinkedHashSet<>(input.getToldList());
    input.getSightsList().forEach(sight -> sights.put(sight.getSubDomain(), sight));
  }

  @Override
  public void run(ReconcilerInput same) {
    while (every().isPositive()) {
      Instant begun = now();
      look();
      show();
      if (Workflow.getInfo().isContinueAsNewSuggested()) {
        Workflow.continueAsNew(carry());
        return;
      }
      ReconcilerPace before = pace;
      Duration left = every().minus(Duration.between(begun, now()));
      Workflow.await(left.isNegative() ? Duration.ZERO : left, () -> !pace.equals(before));
    }
    Workflow.setCurrentDetails("### Off\nSince %s.".formatted(ReconcilerDetails.time(now())));
  }

  @Override
  public void pace(ReconcilerPace next) {
    pace = next;
  }

  private Duration every() {
    return TimeWire.toDomain(pace.getEvery());
  }

  private void look() {
    Map<String, Promise<VersionSight>> looks = new LinkedHashMap<>();
    try {
      List<String> names =
          activities("which sub-domains there are to look at").lookouts().getSubDomainsList();
      trouble = "";
      sights.keySet().retainAll(names);
      for (String name : names) {
        VersionOrder order = VersionOrder.newBuilder().setSubDomain(name).build();
        ReconcileActivities activities =
            activities("look at what the targets of %s run".formatted(name));
        looks.put(name, Async.function(activities::look, order));
      }
    } catch (ActivityFailure failure) {
      trouble = Failures.words(failure);
    }
    Promise<EndSight> ended =
        Async.function(
            activities("look for changes that were ended from outside")::ends,
            EndOrder.newBuilder().setGrace(pace.getEvery()).build());
    looks.forEach((name, look) -> sights.put(name, seen(name, look)));
    ends = ended(ended);
    Notifier notifier = new Notifier(pace.getNotifies());
    sights.values().forEach(sight -> sight.getMissedList().forEach(one -> tell(one, notifier)));
    notifier.handOver();
  }

  /** What was seen before stays where nothing can be seen now. */
  private VersionSight seen(String name, Promise<VersionSight> look) {
    try {
      return look.get();
    } catch (ActivityFailure failure) {
      String why = Failures.words(failure);
      log.warn("what the targets of {} run could not be seen: {}", name, why);
      return sights
          .getOrDefault(name, VersionSight.newBuilder().setSubDomain(name).build())
          .toBuilder()
          .setTrouble(why)
          .build();
    }
  }

  private EndSight ended(Promise<EndSight> look) {
    try {
      EndSight seen = look.get();
      List<String> written = new ArrayList<>(ends.getWrittenList());
      written.addAll(seen.getWrittenList());
      int from = Math.max(0, written.size() - ReconcilerDetails.SHOWN);
      return seen.toBuilder()
          .clearWritten()
          .addAllWritten(written.subList(from, written.size()))
          .build();
    } catch (ActivityFailure failure) {
      return ends.toBuilder().setTrouble(Failures.words(failure)).build();
    }
  }

  private void tell(MissedVersion missed, Notifier notifier) {
    if (!told.add(missed.getChange())) {
      return;
    }
    while (told.size() > MOST_TOLD) {
      told.remove(told.iterator().next());
    }
    Notice notice =
        new Notice(
            Notice.What.UNREGISTERED,
            missed.getChange(),
            "%s runs %s on %d targets"
                .formatted(
                    missed.getService().isEmpty() ? missed.getSubDomain() : missed.getService(),
                    missed.getVersion(),
                    missed.getTargets()),
            missed.getService().isEmpty() ? List.of() : List.of(missed.getService()),
            "",
            0,
            "found on the running systems of %s: no change that Sluice knows of brought it"
                .formatted(missed.getSubDomain()),
            "",
            TimeWire.toDomain(missed.getSince()),
            List.of("sluice ledger list --change " + missed.getChange()));
    notifier.tell(notice, missed.getChange() + ".notice");
  }

  private void show() {
    Workflow.setCurrentDetails(ReconcilerDetails.markdown(every(), trouble, sights.values(), ends));
  }

  private ReconcilerInput carry() {
    return ReconcilerInput.newBuilder()
        .setPace(pace)
        .addAllSights(sights.values())
        .addAllTold(told)
        .setEnds(ends)
        .build();
  }

  private static ReconcileActivities activities(String summary) {
    return Workflow.newActivityStub(ReconcileActivities.class, ActivityLimits.looking(summary));
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
