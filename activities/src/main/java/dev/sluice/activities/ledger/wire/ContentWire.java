package dev.sluice.activities.ledger.wire;

import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.Content;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.ledger.Woken;
import java.time.Instant;
import java.util.Set;

/** Content as kind and body of a row, and back. */
public final class ContentWire {
  /** The kind of the rows that register changes. */
  public static final String REGISTERED = "registered";

  /** The kinds of rows that tell what a change was to be and how it went. */
  public static final Set<String> COURSE =
      Set.of(REGISTERED, "judged", "rolled-back", "ended", "feedback");

  private ContentWire() {}

  /**
   * Content as it is stored.
   *
   * @param kind a word
   * @param body an object in JSON, ASCII; the same content gives the same text
   */
  public record Stored(String kind, String body) {}

  /**
   * @throws IllegalArgumentException for {@link Unrecognized}, which is only read
   */
  public static Stored write(Content content) {
    Body body = Body.empty();
    String kind =
        switch (content) {
          case Registered registered -> {
            RegisteredWire.write(registered, body);
            yield REGISTERED;
          }
          case Approved approved -> {
            body.text("actor", approved.actor()).text("role", approved.role());
            body.text("reason", approved.reason()).time("expiry", approved.expiry());
            yield "approved";
          }
          case Held held -> {
            body.word("cause", Words.CAUSE, held.cause()).text("on", held.on());
            body.time("since", held.since());
            yield "held";
          }
          case Released released -> {
            body.word("cause", Words.CAUSE, released.cause()).text("on", released.on());
            body.length("after", released.after());
            yield "released";
          }
          case Judged judged -> {
            JudgedWire.write(judged, body);
            yield "judged";
          }
          case Overridden overridden -> {
            body.word("what", Words.WHAT, overridden.what()).text("from", overridden.from());
            body.text("to", overridden.to()).text("actor", overridden.actor());
            body.text("role", overridden.role()).text("reason", overridden.reason());
            yield "overridden";
          }
          case Suspended suspended -> {
            body.text("reason", suspended.reason()).text("actor", suspended.actor());
            yield "suspended";
          }
          case Woken woken -> {
            body.text("actor", woken.actor()).length("after", woken.after());
            yield "woken";
          }
          case RolledBack back -> {
            body.text("reason", back.reason()).whole("targets", back.targets());
            body.length("took", back.took()).flag("complete", back.complete());
            yield "rolled-back";
          }
          case Ended ended -> {
            body.word("outcome", Words.OUTCOME, ended.outcome());
            body.whole("targetsChanged", ended.targetsChanged());
            body.flag("fullRelease", ended.fullRelease()).length("waiting", ended.waiting());
            body.length("baking", ended.baking()).length("total", ended.total());
            body.text("cutOff", ended.cutOff());
            yield "ended";
          }
          case Feedback feedback -> {
            body.text("on", feedback.on()).text("rule", feedback.rule());
            body.word("opinion", Words.OPINION, feedback.opinion());
            body.text("actor", feedback.actor()).text("reason", feedback.reason());
            yield "feedback";
          }
          case Unrecognized unknown ->
              throw new IllegalArgumentException(
                  "a row of the unknown kind %s can't be written".formatted(unknown.kind()));
        };
    return new Stored(kind, body.json());
  }

  /** What a newer Sluice wrote comes as {@link Unrecognized}. */
  public static Content read(String kind, String body) {
    return read(kind, body, "");
  }

  /** The same, but a verdict comes without its evidence, which is then not even parsed. */
  public static Content readWithoutEvidence(String kind, String body) {
    return read(kind, body, kind.equals("judged") ? JudgedWire.EVIDENCE : "");
  }

  private static Content read(String kind, String body, String stopAt) {
    try {
      return known(kind, Body.read(body, stopAt));
    } catch (UnknownWordException | IllegalArgumentException | ArithmeticException newer) {
      return new Unrecognized(kind, body);
    }
  }

  private static Content known(String kind, Body body) {
    return switch (kind) {
      case REGISTERED -> RegisteredWire.read(body);
      case "approved" ->
          new Approved(
              body.text("actor"), body.text("role"), body.text("reason"), body.time("expiry"));
      case "held" ->
          new Held(body.word("cause", Words.CAUSE), body.text("on"), needed(body, "since"));
      case "released" ->
          new Released(body.word("cause", Words.CAUSE), body.text("on"), body.length("after"));
      case "judged" -> JudgedWire.read(body);
      case "overridden" ->
          new Overridden(
              body.word("what", Words.WHAT),
              body.text("from"),
              body.text("to"),
              body.text("actor"),
              body.text("role"),
              body.text("reason"));
      case "suspended" -> new Suspended(body.text("reason"), body.text("actor"));
      case "woken" -> new Woken(body.text("actor"), body.length("after"));
      case "rolled-back" ->
          new RolledBack(
              body.text("reason"),
              body.whole("targets"),
              body.length("took"),
              body.flag("complete"));
      case "ended" ->
          new Ended(
              body.word("outcome", Words.OUTCOME),
              body.whole("targetsChanged"),
              body.flag("fullRelease"),
              body.length("waiting"),
              body.length("baking"),
              body.length("total"),
              body.text("cutOff"));
      case "feedback" ->
          new Feedback(
              body.text("on"),
              body.text("rule"),
              body.word("opinion", Words.OPINION),
              body.text("actor"),
              body.text("reason"));
      default -> throw new UnknownWordException(kind);
    };
  }

  private static Instant needed(Body body, String name) {
    Instant time = body.time(name);
    if (time == null) {
      throw new UnknownWordException(name);
    }
    return time;
  }
}
