package dev.sluice.activities.release.kubernetes;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.OrderBook;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Step;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.TargetOrder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a workload is to look like next: several orders, one write. Reads and writes nothing itself.
 * Of one template at a time: an order that wants another one has to wait for the next write.
 */
final class Draft {
  private final WorkloadView view;
  private final SortedMap<String, Entry> entries;
  private final SortedMap<String, Revision> revisions;
  private final String present;
  private String template;
  private @Nullable Hold hold;
  private boolean changed;
  private boolean released;

  Draft(WorkloadView view) {
    this.view = view;
    entries = new TreeMap<>(view.book.entries());
    revisions = new TreeMap<>(view.book.revisions());
    present = view.template.id();
    revisions.put(present, view.template);
    template = present;
    hold = view.hold;
  }

  boolean isChanged() {
    return changed;
  }

  /** Whether it gives the workload another template. */
  boolean turns() {
    return !template.equals(present);
  }

  /**
   * Takes in an order.
   *
   * @return its effect; null when it has to wait for the next write
   * @throws ProblemException when it is refused; the draft is as before then
   */
  @Nullable Effect order(TargetOrder order, Direction direction, String part) {
    Standing standing = view.standing(part);
    if (standing == null) {
      return vanished(order, direction, part);
    }
    Entry entry = entry(standing);
    Step step = entry.book().step(order, direction);
    if (step == Step.NOTHING) {
      if (direction == Direction.REVERT) {
        leaveAlone(order, part, entry);
      }
      return Effect.ALREADY_THERE;
    }
    Refusals.edited(view);
    entry = asItIs(entry, order, direction, step);
    Revision now = revision(entry.runs());
    Revision wanted =
        switch (step) {
          case BEGIN ->
              direction == Direction.APPLY ? wanted(order, now) : before(order, entry.book());
          case GO_ON, NOTHING -> now;
        };
    OrderBook next = entry.book().ordered(order, direction, entry.runs());
    if (wanted.id().equals(now.id()) && !entry.isUnderWay()) {
      put(part, entry.with(next.done(order.change())));
      return Effect.ALREADY_THERE;
    }
    if (!turn(wanted, part, entry, order.change(), direction)) {
      return null;
    }
    put(part, entry.with(next).running(wanted.id()));
    return step == Step.BEGIN && !wanted.id().equals(now.id())
        ? Effect.APPLIED
        : Effect.ALREADY_THERE;
  }

  /** Throws when the target can't be changed as it is ordered; changes nothing that is written. */
  void check(TargetOrder order, String part) {
    Standing standing = view.standing(part);
    State state =
        standing == null
            ? State.REMEMBERED
            : standing.book().touch(order.change()).map(Touch::state).orElse(State.REMEMBERED);
    if (state == State.REMEMBERED) {
      order(order, Direction.APPLY, part);
    } else {
      Refusals.edited(view);
    }
  }

  /** Remembers what a target runs before a change; returns it, or what was remembered earlier. */
  Revision remember(String change, String part) {
    Standing standing = view.standing(part);
    if (standing == null) {
      throw Refusals.unknown(view.workload.name(), part);
    }
    Entry entry = entry(standing);
    Touch touch = entry.book().touch(change).orElse(null);
    if (touch != null) {
      return revision(touch.before());
    }
    Entry as = hold == null ? entry.running(present) : entry;
    put(part, as.with(as.book().remembered(change, as.runs())));
    return revision(as.runs());
  }

  /** Notes that a target has arrived where that order wanted it. */
  void arrived(TargetOrder order, Direction direction, String part) {
    Entry entry = entries.get(part);
    Touch touch = entry == null ? null : entry.book().touch(order.change()).orElse(null);
    if (entry != null
        && touch != null
        && touch.state() == State.ORDERED
        && touch.direction() == direction
        && touch.key().equals(order.key())) {
      put(part, entry.with(entry.book().done(order.change())));
    }
    release();
  }

  /** Lets a Deployment's controller go on once it has seen that the way was turned. */
  void settle() {
    if (hold != null && hold.turning() && !view.isEdited() && DeploymentTurn.isSeen(view)) {
      hold = new Hold(hold.base(), false, "", hold.strategy());
      changed = true;
    }
  }

  /** A target that a change never touched must not be touched by it any more. */
  private void leaveAlone(TargetOrder order, String part, Entry entry) {
    OrderBook noted = entry.book().leftAlone(order, entry.runs());
    if (!noted.equals(entry.book())) {
      put(part, entry.with(noted));
    }
  }

  private Effect vanished(TargetOrder order, Direction direction, String part) {
    if (direction == Direction.REVERT && entries.remove(part) != null) {
      changed = true;
      return Effect.ALREADY_THERE;
    }
    throw Refusals.unknown(view.workload.name(), TargetName.parse(order.target()).part());
  }

  private Entry entry(Standing standing) {
    Entry entry = entries.get(standing.part());
    boolean anywhere = view.workload.name().kind() == WorkloadKind.DEPLOYMENT;
    String zone = anywhere ? "" : standing.place().zone();
    String pool = anywhere ? "" : standing.place().pool();
    if (entry == null) {
      Revision actual = standing.actual();
      boolean came = actual != null && !standing.book().touches().isEmpty();
      String runs = actual != null && came ? actual.id() : view.runs(standing.part());
      return new Entry(runs, zone, pool, standing.book());
    }
    return entry.book().changedBy().isEmpty()
        ? new Entry(entry.runs(), zone, pool, entry.book())
        : entry;
  }

  /** Outside of a release anybody may edit; but then there is nothing left to go on with. */
  private Entry asItIs(Entry entry, TargetOrder order, Direction direction, Step step) {
    if (hold != null || entry.runs().equals(present)) {
      return entry;
    }
    Touch touch = entry.book().touch(order.change()).orElse(null);
    if (touch != null || direction == Direction.REVERT || step == Step.GO_ON) {
      throw Refusals.editedSince(view, revision(entry.runs()));
    }
    return entry.running(present);
  }

  private Revision wanted(TargetOrder order, Revision now) {
    ReleaseParameters parameters = ReleaseParameters.of(order.parameters());
    Revision wanted = parameters.on(now, PodTemplates.label(order.change()));
    Revision running = revision(template);
    if (wanted.runsAs(now)) {
      return now;
    }
    return wanted.runsAs(running) ? running : wanted;
  }

  private Revision before(TargetOrder order, OrderBook book) {
    return revision(book.touch(order.change()).map(Touch::before).orElse(present));
  }

  private Revision revision(String id) {
    Revision revision = revisions.get(id);
    if (revision == null) {
      throw new ProblemException(
          new Problem.ForOperator(
              "BROKEN_ORDER_BOOK",
              "revision %s is not in annotation %s of %s any more; restore it, or take the release back by hand"
                  .formatted(id, Workload.ORDERS, view.workload.name())));
    }
    return revision;
  }

  private void put(String part, Entry entry) {
    if (!entry.equals(entries.put(part, entry))) {
      changed = true;
    }
  }

  /** Gives the workload the template that is wanted; false when it has just got another one. */
  private boolean turn(
      Revision wanted, String part, Entry from, String change, Direction direction) {
    String id = wanted.id();
    if (turns() && !template.equals(id)) {
      return false;
    }
    if (hold == null) {
      forgetRuns();
    }
    Refusals.crossing(view, entries, part, from, id, change);
    if (hold == null) {
      Refusals.unsettled(view);
      // On the way back, pods that came with the release and were never ordered go back first.
      String base = direction == Direction.REVERT ? id : present;
      hold = new Hold(base, false, "", Strategies.own(view.workload.object()));
    }
    revisions.put(id, wanted);
    template = id;
    changed = true;
    return true;
  }

  /** Between releases anybody may edit: what no change stands for runs the present template. */
  private void forgetRuns() {
    entries.replaceAll((_, entry) ->
        entry.book().changedBy().isEmpty() && !entry.isUnderWay() ? entry.running(present) : entry);
  }

  /** How many targets were ordered and have not arrived. */
  int underWay() {
    return Math.toIntExact(entries.values().stream().filter(Entry::isUnderWay).count());
  }

  /** Whether nothing is under way and all is meant to be of one revision, yet it stands still. */
  boolean isToBeReleased() {
    return hold != null
        && !hold.turning()
        && !released
        && !view.isEdited()
        && view.standings().keySet().stream().allMatch(this::isAtRest);
  }

  private boolean isAtRest(String part) {
    Entry entry = entries.get(part);
    return entry == null
        ? view.runs(part).equals(template)
        : !entry.isUnderWay() && entry.runs().equals(template);
  }

  /** Gives the workload its own way back once all that it runs is of its present template. */
  void release() {
    boolean still =
        hold == null
            || hold.turning()
            || turns()
            || view.isEdited()
            || !view.workload.isObserved()
            || view.standings().isEmpty();
    if (still || !DeploymentTurn.isOver(view)) {
      return;
    }
    for (Standing standing : view.standings().values()) {
      Entry entry = entries.get(standing.part());
      if (!standing.current() || (entry != null && entry.isUnderWay())) {
        return;
      }
    }
    released = true;
    changed = true;
  }

  /** The workload as it is to be written; its resource version still says what was read. */
  HasMetadata write() {
    HasMetadata object = view.workload.object();
    HasMetadata next = object;
    Hold then = hold;
    if (released && then != null) {
      next = Strategies.released(object, then.strategy());
      then = null;
      alignEntries();
    } else if (then != null && !view.isEdited()) {
      boolean turning = then.turning() || (turns() && DeploymentTurn.isNeeded(view, template));
      int surge = Math.min(broughtOn(), Strategies.surge(view.workload, hold));
      next = Strategies.held(object, podTemplate(), moved(), surge, turning);
      then = new Hold(then.base(), turning, Strategies.print(next), then.strategy());
    }
    return annotated(next, then);
  }

  /** Targets that came up with the new revision while it was rolled out need no entry. */
  private void alignEntries() {
    entries.replaceAll((part, entry) ->
        view.standing(part) == null || entry.runs().equals(present)
            ? entry
            : entry.running(present));
  }

  private PodTemplateSpec podTemplate() {
    PodTemplateSpec now = view.workload.template();
    if (!turns()) {
      return now;
    }
    PodTemplateSpec next = PodTemplates.with(now, revision(template));
    if (!PodTemplates.revision(next).id().equals(template)) {
      throw Refusals.editedSince(view, revision(template));
    }
    return next;
  }

  private int moved() {
    int moved = 0;
    for (Standing standing : view.standings().values()) {
      Entry entry = entries.get(standing.part());
      String runs = entry != null ? entry.runs() : hold != null ? hold.base() : present;
      moved += runs.equals(template) ? 1 : 0;
    }
    return Math.max(1, moved);
  }

  /** On the way back bad pods end at once; there is no need to wait for what replaces them. */
  private int broughtOn() {
    return Math.toIntExact(view.standings().keySet().stream().filter(this::isBroughtOn).count());
  }

  private boolean isBroughtOn(String part) {
    Entry entry = entries.get(part);
    return entry != null && entry.isBroughtOn() && entry.runs().equals(template);
  }

  private HasMetadata annotated(HasMetadata next, @Nullable Hold then) {
    WorkloadName name = view.workload.name();
    Set<String> keep = new TreeSet<>(Set.of(template));
    if (then != null) {
      keep.add(then.base());
    }
    String book = WorkloadBookJson.write(new WorkloadBook(revisions, entries).bounded(keep), name);
    String label = revision(template).change();
    Map<String, String> annotations = new TreeMap<>(view.workload.annotations());
    Workload.put(annotations, Workload.ORDERS, book);
    Workload.put(annotations, Workload.HOLD, then == null ? null : WorkloadBookJson.write(then));
    Map<String, String> labels = new TreeMap<>(view.workload.labels());
    Workload.put(labels, PodTemplates.CHANGE_LABEL, label.isEmpty() ? null : label);
    return Strategies.annotated(next, annotations, labels);
  }
}
