package dev.sluice.domain.notify;

import java.time.Instant;
import java.util.List;

/**
 * One message to people about a change. Texts longer than {@link #MOST_CHARACTERS} are cut, lists
 * longer than {@link #MOST_ITEMS} too, so that a message stays small whatever a change holds.
 *
 * @param what what happened
 * @param changeId the change's id, never empty
 * @param title what the change does; empty while it has no plan
 * @param services names of the services it touches
 * @param requester who asked for it
 * @param risk 1 (harmless) to 5 (dangerous); 0 while it has no plan
 * @param why why it is so, in one sentence; empty where nothing is to be said
 * @param waitsFor what it waits for and on whom; empty where it waits for nobody
 * @param since when that, or what happened, began
 * @param commands the commands that answer, as they are typed
 */
public record Notice(
    What what,
    String changeId,
    String title,
    List<String> services,
    String requester,
    int risk,
    String why,
    String waitsFor,
    Instant since,
    List<String> commands) {
  /** Most characters of a text. */
  public static final int MOST_CHARACTERS = 1_000;

  /** Most services, and most commands. */
  public static final int MOST_ITEMS = 20;

  /** What a notice is about. */
  public enum What {
    /** A person has to approve it. */
    WAITS_FOR_APPROVAL,
    /** It stopped by itself: a person has to decide. */
    HELD,
    /** It still waits for a person who was told before. */
    REMINDER,
    /** It has waited too long: others are told. */
    ESCALATION,
    /** A freeze or an incident stopped it between batches. */
    SUSPENDED,
    /** It goes on after that. */
    WOKEN,
    /** Every touched target is back on its old state. */
    ROLLED_BACK,
    /** Some touched targets may not be back. */
    ROLLBACK_FAILED,
    /** It ended in another way. */
    ENDED,
    /** It was found on the running systems, and nobody had registered it. */
    UNREGISTERED
  }

  public Notice {
    if (changeId.isEmpty()) {
      throw new IllegalArgumentException("a notice names its change");
    }
    if (risk < 0 || risk > 5) {
      throw new IllegalArgumentException("risk must lie in 0 (not known) to 5: " + risk);
    }
    title = cut(title);
    requester = cut(requester);
    why = cut(why);
    waitsFor = cut(waitsFor);
    services = services.stream().limit(MOST_ITEMS).map(Notice::cut).toList();
    commands = commands.stream().limit(MOST_ITEMS).map(Notice::cut).toList();
  }

  /** The same, told again as a reminder or an escalation. */
  public Notice again(What other) {
    return new Notice(
        other, changeId, title, services, requester, risk, why, waitsFor, since, commands);
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= MOST_CHARACTERS
        ? text
        : text.substring(0, text.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }
}
