package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Arrival;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Direction;
import dev.sluice.domain.subdomain.Effect;
import dev.sluice.domain.subdomain.Observation;
import dev.sluice.domain.subdomain.OrderBook.State;
import dev.sluice.domain.subdomain.OrderBook.Step;
import dev.sluice.domain.subdomain.OrderBook.Touch;
import dev.sluice.domain.subdomain.Readiness;
import dev.sluice.domain.subdomain.Snapshot;
import dev.sluice.domain.subdomain.SubDomain;
import dev.sluice.domain.subdomain.Target;
import dev.sluice.domain.subdomain.TargetOrder;
import dev.sluice.domain.subdomain.TargetQuery;
import io.etcd.jetcd.ByteSequence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sub-domain whose targets are configuration keys in etcd. A text and what is remembered of the
 * order are written in one transaction, which etcd carries out only if nobody wrote either since
 * they were read.
 */
public final class EtcdSubDomain implements SubDomain, AutoCloseable {
  public static final String NAME = "configuration";

  private static final int MOST_RACES = 20;

  private final ConfigurationStore store;
  private final Schemas schemas;
  private final KeyListing listing;
  private final Waiting waiting;

  /** Connects when it is first used; {@link #close} ends that. */
  public EtcdSubDomain(EtcdConfig config) {
    store = new ConfigurationStore(config);
    schemas =
        new Schemas(
            config.schemaFolder() == null
                ? store::schema
                : new SchemaFolder(config.schemaFolder()));
    listing = new KeyListing(store, config.requireAcknowledgement());
    waiting = new Waiting(store, config.requireAcknowledgement());
  }

  @Override
  public void close() {
    store.close();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Description describe() {
    return Capabilities.DESCRIPTION;
  }

  @Override
  public List<Target> list(TargetQuery query) {
    return listing.list(query);
  }

  @Override
  public Readiness precheck(TargetOrder order) {
    KeyOrder given = KeyOrder.of(order);
    ConfigurationStore.Look look = look(given.key());
    wanted(given, look.entry());
    String reason = obstacle(look, order);
    return new Readiness(order.target(), reason.isEmpty(), reason);
  }

  private String obstacle(ConfigurationStore.Look look, TargetOrder order) {
    Entry seen = look.entry();
    Optional<Touch> busy =
        seen.book().touches().stream()
            .filter(touch -> touch.state() == State.ORDERED)
            .filter(touch -> !touch.change().equals(order.change()))
            .findFirst();
    if (busy.isPresent()) {
      return "change %s is at work on it; wait until it is done".formatted(busy.get().change());
    }
    Optional<Problem> edit = seen.foreignEdit(order.change()).or(() -> unfit(seen));
    if (edit.isPresent()) {
      return edit.get().message();
    }
    Acknowledgements.Standing standing = waiting.standing(look);
    return standing.there() ? "" : standing.words();
  }

  @Override
  public Snapshot snapshot(TargetOrder order) {
    KeyOrder given = KeyOrder.of(order);
    for (int race = 0; race < MOST_RACES; race++) {
      Entry seen = look(given.key()).entry();
      Optional<Touch> touch = seen.book().touch(order.change());
      if (touch.isPresent()) {
        return snapshot(order, Before.read(touch.get().before(), given.key()));
      }
      refuseUnfit(seen);
      if (store.commit(Turn.remember(seen, order.change()))) {
        return snapshot(order, Before.of(seen));
      }
    }
    throw tooManyRaces(order);
  }

  private static Snapshot snapshot(TargetOrder order, Before before) {
    return new Snapshot(
        order.target(),
        before.version(),
        before.revision() == 0
            ? "remove the key again"
            : "write the text of revision %d back".formatted(before.revision()));
  }

  @Override
  public Effect apply(TargetOrder order) {
    KeyOrder given = KeyOrder.of(order);
    for (int race = 0; race < MOST_RACES; race++) {
      Entry seen = look(given.key()).entry();
      Step step = seen.book().step(order, Direction.APPLY);
      if (step == Step.NOTHING) {
        return Effect.ALREADY_THERE;
      }
      seen.refuseForeignEdit(order.change());
      if (step == Step.GO_ON) {
        // The text was written together with the order: nothing is left to do but to wait.
        return Effect.ALREADY_THERE;
      }
      refuseUnfit(seen);
      Turn turn = Turn.apply(seen, order, wanted(given, seen));
      if (store.commit(turn)) {
        return turn.edits() ? Effect.APPLIED : Effect.ALREADY_THERE;
      }
    }
    throw tooManyRaces(order);
  }

  @Override
  public Effect revert(TargetOrder order) {
    KeyOrder given = KeyOrder.of(order);
    for (int race = 0; race < MOST_RACES; race++) {
      Entry seen = look(given.key()).entry();
      Step step = seen.book().step(order, Direction.REVERT);
      Touch touch = seen.book().touch(order.change()).orElse(null);
      if (touch == null || touch.state() == State.REMEMBERED) {
        if (store.commit(Turn.neverApplied(seen, order))) {
          return Effect.ALREADY_THERE;
        }
        continue;
      }
      if (step == Step.NOTHING) {
        return Effect.ALREADY_THERE;
      }
      Before before = Before.read(touch.before(), given.key());
      boolean back = before.version().equals(seen.version());
      if (!back) {
        seen.refuseForeignEdit(order.change());
      }
      if (step == Step.GO_ON) {
        return Effect.ALREADY_THERE;
      }
      Turn turn = Turn.revert(seen, order, touch, back ? null : kept(given.key(), touch, before));
      if (store.commit(turn)) {
        return turn.edits() ? Effect.APPLIED : Effect.ALREADY_THERE;
      }
    }
    throw tooManyRaces(order);
  }

  @Override
  public Arrival await(TargetOrder order, Direction direction, Duration within) {
    return waiting.await(KeyOrder.of(order), direction, within);
  }

  /** The services' own metrics say how they fare; etcd knows nothing of them. */
  @Override
  public Observation observe(List<String> targets) {
    return Observation.NONE;
  }

  private ConfigurationStore.Look look(ConfigurationKey key) {
    ConfigurationStore.Look look = store.look(key);
    if (!look.entry().isTarget()) {
      throw new ProblemException(
          new Problem.ForOperator(
              "TARGET_GONE",
              "there is no key %s in etcd; put it there, empty if need be, or leave it out"
                  .formatted(key.path())));
    }
    return look;
  }

  private @Nullable ByteSequence wanted(KeyOrder given, Entry seen) {
    ByteSequence wanted = given.wanted(seen.text(), store::draft);
    if (wanted != null) {
      schemas.check(given.key(), wanted.toString(StandardCharsets.UTF_8), given.schema());
    }
    return wanted;
  }

  /** The text that a change found; null where it found none. */
  private @Nullable ByteSequence kept(ConfigurationKey key, Touch touch, Before before) {
    if (before.version().equals(Text.ABSENT)) {
      return null;
    }
    ByteSequence text = store.before(key, touch.change());
    if (text == null || !Text.versionOf(text).equals(before.version())) {
      throw new ProblemException(
          new Problem.ForOperator(
              "WAY_BACK_LOST",
              "the text that %s had before change %s is no longer kept in etcd; write it back by hand (%s), then take the change back again"
                  .formatted(key.path(), touch.change(), before.version())));
    }
    return text;
  }

  private static void refuseUnfit(Entry seen) {
    unfit(seen)
        .ifPresent(problem -> {
          throw new ProblemException(problem);
        });
  }

  /** Why a key can't be changed, however often it is tried; empty when it can. */
  private static Optional<Problem> unfit(Entry seen) {
    Text text = seen.text();
    if (text != null && text.leased()) {
      return Optional.of(
          new Problem.ForOperator(
              "LEASED_KEY",
              "%s goes with a lease, which a change would take from it; leave it out"
                  .formatted(seen.key().path())));
    }
    if (text != null && text.bytes().size() > Text.MOST_BYTES) {
      return Optional.of(
          new Problem.ForOperator(
              "VALUE_TOO_LARGE",
              "the text of %s has %,d bytes, and at most %,d can be kept for the way back; split it over several keys"
                  .formatted(seen.key().path(), text.bytes().size(), Text.MOST_BYTES)));
    }
    return Optional.empty();
  }

  private static ProblemException tooManyRaces(TargetOrder order) {
    return new ProblemException(
        new Problem.Passing(
            "KEY_BUSY",
            "%s was written by others each of %d times that it was tried"
                .formatted(order.target(), MOST_RACES)));
  }
}
