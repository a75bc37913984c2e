package dev.sluice.domain.report;

import dev.sluice.domain.inspection.Verdict;
import dev.sluice.domain.ledger.Approved;
import dev.sluice.domain.ledger.ChangeKind;
import dev.sluice.domain.ledger.Ended;
import dev.sluice.domain.ledger.Entry;
import dev.sluice.domain.ledger.Feedback;
import dev.sluice.domain.ledger.Held;
import dev.sluice.domain.ledger.HoldCause;
import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.Overridden;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.ledger.Released;
import dev.sluice.domain.ledger.RolledBack;
import dev.sluice.domain.ledger.Suspended;
import dev.sluice.domain.ledger.Unrecognized;
import dev.sluice.domain.ledger.Woken;
import dev.sluice.domain.rollout.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one change while its entries are read. */
public final class Story {
  private final List<String> alarms = new ArrayList<>();
  private final Map<String, String> holds = new HashMap<>();
  private final Map<About, Feedback.Opinion> feedback = new HashMap<>();
  private @Nullable Registered registered;
  private Instant time = Instant.MAX;
  private @Nullable Ended ended;
  private boolean attended;
  private String trouble = "";

  /** What feedback is about. */
  private record About(String key, String rule) {}

  /** Takes in the next entry about the change. */
  public void add(Entry entry) {
    switch (entry.content()) {
      case Registered content -> {
        registered = content;
        time = entry.time();
      }
      case Held held -> {
        attended |= held.cause().needsPerson();
        if (held.cause() == HoldCause.POLICY) {
          holds.put(entry.key(), held.on());
        }
      }
      case Judged judged -> {
        if (judged.verdict() == Verdict.FAIL) {
          alarms.add(entry.key());
          trouble = judged.summary();
        }
      }
      case Approved _, Overridden _ -> attended = true;
      case Suspended suspended -> attended |= !suspended.actor().isEmpty();
      case Woken woken -> attended |= !woken.actor().isEmpty();
      case Ended content -> {
        ended = content;
        attended |= content.isCutOff();
        trouble = content.isCutOff() && trouble.isEmpty() ? content.cutOff() : trouble;
      }
      case Feedback said -> {
        feedback.put(new About(said.on(), said.rule()), said.opinion());
        if (said.opinion() == Feedback.Opinion.MISSED) {
          trouble = said.reason();
        }
      }
      case RolledBack back -> trouble = trouble.isEmpty() ? back.reason() : trouble;
      case Released _, Unrecognized _ -> {}
    }
  }

  /** Null until the entry came that registers it. */
  public @Nullable Registered registered() {
    return registered;
  }

  /** When it became known. */
  Instant time() {
    return time;
  }

  /** Null while it runs. */
  public @Nullable Ended ended() {
    return ended;
  }

  boolean isUnattended() {
    return ended != null
        && registered != null
        && switch (registered.kind()) {
          case OWN, GUARDED -> !attended;
          case REPORTED, UNREGISTERED -> false;
        };
  }

  boolean isUnregistered() {
    return registered != null && registered.kind() == ChangeKind.UNREGISTERED;
  }

  /** Whether it was refused: it never touched anything. */
  boolean isRefused() {
    return ended != null && ended.outcome() == Outcome.REFUSED;
  }

  /** Whether it was refused before it was planned. */
  boolean isUnplanned() {
    return registered != null && !registered.isPlanned();
  }

  /** Whether it ended and had begun: one that was refused had not. */
  public boolean touched() {
    return ended != null && !isRefused();
  }

  /** Whether it did harm, as far as is known. */
  public boolean failed() {
    if (ended == null || !touched()) {
      return false;
    }
    boolean stopped =
        switch (ended.outcome()) {
          case ROLLBACK_FAILED -> true;
          case ROLLED_BACK -> alarms.isEmpty() || falseAlarms() < alarms.size();
          case STOPPED -> falseAlarms() < alarms.size();
          case COMPLETED, REFUSED, HANDED_BACK -> false;
        };
    return stopped || missed() || said(Feedback.Opinion.TRUE_ALARM) > 0;
  }

  /** Whether it was taken back or stopped with no verdict against it: who did so knows why. */
  public boolean endedWithoutAlarm() {
    return ended != null
        && ended.outcome() != Outcome.COMPLETED
        && alarms.isEmpty()
        && !feedback.containsValue(Feedback.Opinion.MISSED);
  }

  /** The newest word on what went wrong: of a verdict, a way back, or feedback; empty for none. */
  public String trouble() {
    return trouble;
  }

  boolean caught() {
    return ended != null && failed() && !missed() && !ended.fullRelease();
  }

  private boolean missed() {
    return feedback.containsValue(Feedback.Opinion.MISSED);
  }

  private int falseAlarms() {
    return said(Feedback.Opinion.FALSE_ALARM);
  }

  private int said(Feedback.Opinion opinion) {
    int count = 0;
    for (String alarm : alarms) {
      count += feedback.get(new About(alarm, "")) == opinion ? 1 : 0;
    }
    return count;
  }

  int falseHolds() {
    int count = falseAlarms();
    for (Map.Entry<String, String> hold : holds.entrySet()) {
      About about = new About(hold.getKey(), hold.getValue());
      count += feedback.get(about) == Feedback.Opinion.FALSE_ALARM ? 1 : 0;
    }
    return count;
  }

  /** Of its verdicts. */
  Accuracy judge() {
    return new Accuracy(said(Feedback.Opinion.TRUE_ALARM), falseAlarms(), missed() ? 1 : 0);
  }

  /** Times that a rule held it. */
  int holdsOf(String rule) {
    int count = 0;
    for (String holding : holds.values()) {
      count += holding.equals(rule) ? 1 : 0;
    }
    return count;
  }

  /** Rules that held it, whether or not they are among those that matched. */
  List<String> holdingRules() {
    return holds.values().stream().distinct().toList();
  }

  /** What was said about a rule's hold, or about its match where it held nothing. */
  Accuracy ofRule(String rule) {
    int right = 0;
    int wrong = 0;
    for (Map.Entry<About, Feedback.Opinion> said : feedback.entrySet()) {
      if (said.getKey().rule().equals(rule)) {
        right += said.getValue() == Feedback.Opinion.TRUE_ALARM ? 1 : 0;
        wrong += said.getValue() == Feedback.Opinion.FALSE_ALARM ? 1 : 0;
      }
    }
    return new Accuracy(right, wrong, 0);
  }
}
