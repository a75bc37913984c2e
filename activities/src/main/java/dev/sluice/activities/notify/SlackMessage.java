package dev.sluice.activities.notify;

import dev.sluice.domain.notify.Notice;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notice as Slack's incoming webhooks take it, and whoever reads the same JSON: {@code text} for
 * the notification, {@code blocks} for the message. What people wrote can't become markup.
 */
final class SlackMessage {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Slack refuses a section of more than 3,000 characters. */
  private static final int MOST_CHARACTERS = 2_900;

  private static final int MOST_FIELD_CHARACTERS = 1_900;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SlackMessage() {}

  /**
   * @param link the change's page; empty for none
   */
  static String of(Notice notice, String link) {
    String title = notice.title().isEmpty() ? notice.changeId() : notice.title();
    ObjectNode root = JSON.createObjectNode();
    root.put(
        "text",
        "%s: %s (%s)".formatted(words(notice.what()), escaped(title), escaped(notice.changeId())));
    ArrayNode blocks = root.putArray("blocks");
    section(blocks, "*%s*\n%s".formatted(words(notice.what()), escaped(title)));
    ArrayNode fields = blocks.addObject().put("type", "section").putArray("fields");
    field(fields, "Change", code(notice.changeId()));
    field(fields, "Asked by", escaped(notice.requester()));
    if (!notice.services().isEmpty()) {
      field(fields, "Services", escaped(String.join(", ", notice.services())));
    }
    if (notice.risk() > 0) {
      field(fields, "Risk", notice.risk() + " of 5");
    }
    if (!notice.waitsFor().isEmpty()) {
      field(fields, "Waits for", escaped(notice.waitsFor()));
    }
    field(fields, "Since", TIME.format(notice.since()) + " UTC");
    if (!notice.why().isEmpty()) {
      section(blocks, "*Why* " + escaped(notice.why()));
    }
    if (!notice.commands().isEmpty()) {
      section(blocks, commands(notice.commands()));
    }
    if (link.startsWith("https://") || link.startsWith("http://")) {
      ObjectNode context = blocks.addObject().put("type", "context");
      context
          .putArray("elements")
          .addObject()
          .put("type", "mrkdwn")
          .put("text", "<%s|all about it>".formatted(escaped(link).replace("|", "%7C")));
    }
    return JSON.writeValueAsString(root);
  }

  private static String commands(List<String> commands) {
    StringBuilder text = new StringBuilder("*What you can do*");
    for (String command : commands) {
      String line = "\n• " + code(command);
      if (text.length() + line.length() > MOST_CHARACTERS) {
        break;
      }
      text.append(line);
    }
    return text.toString();
  }

  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", cut(text, MOST_CHARACTERS));
  }

  private static void field(ArrayNode fields, String name, String value) {
    fields
        .addObject()
        .put("type", "mrkdwn")
        .put("text", cut("*%s*\n%s".formatted(name, value), MOST_FIELD_CHARACTERS));
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }

  /** Slack's own three, and what would begin bold, italics or code where a word begins. */
  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('`', '\'')
        .replaceAll("\\s+", " ")
        .replaceAll("(?<![\\p{L}\\p{N}])([*_~])", "\u200b$1");
  }

  private static String code(String text) {
    String plain =
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('`', '\'');
    return "`" + plain.replaceAll("\\s+", " ") + "`";
  }

  static String words(Notice.What what) {
    return switch (what) {
      case WAITS_FOR_APPROVAL -> "Waits for approval";
      case HELD -> "Held: a person has to decide";
      case REMINDER -> "Still waits";
      case ESCALATION -> "Has waited too long";
      case SUSPENDED -> "Suspended";
      case WOKEN -> "Goes on";
      case ROLLED_BACK -> "Rolled back";
      case ROLLBACK_FAILED -> "Rollback failed";
      case ENDED -> "Ended";
      case UNREGISTERED -> "Changed with no change that is known of";
    };
  }
}
