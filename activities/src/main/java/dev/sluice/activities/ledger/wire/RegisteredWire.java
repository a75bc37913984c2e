package dev.sluice.activities.ledger.wire;

import dev.sluice.domain.control.ControlLevel;
import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Registered;
import dev.sluice.domain.plan.ChangeClass;

/** What registers a change, as a body. */
final class RegisteredWire {
  private RegisteredWire() {}

  static void write(Registered change, Body body) {
    body.text("type", change.type()).text("version", change.version());
    body.word("kind", Words.KIND, change.kind()).text("title", change.title());
    body.text("requester", change.requester()).texts("services", change.services());
    body.texts("zones", change.zones()).whole("targets", change.targets());
    body.number("share", change.share()).flag("reversible", change.reversible());
    ChangeClass changeClass = change.changeClass();
    ControlLevel level = change.level();
    if (changeClass != null) {
      body.word("class", Words.CLASS, changeClass).whole("risk", change.risk());
    }
    body.number("probability", change.probability());
    if (level != null) {
      body.word("level", Words.LEVEL, level);
    }
    body.texts("reasons", change.reasons());
    body.all(
        "rules",
        change.rules(),
        (rule, fields) ->
            fields
                .text("rule", rule.rule())
                .word("status", Words.RULE, rule.status())
                .text("asked", rule.asked()));
  }

  static Registered read(Body body) {
    return new Registered(
        body.text("type"),
        body.text("version"),
        body.word("kind", Words.KIND),
        body.text("title"),
        body.text("requester"),
        body.texts("services"),
        body.texts("zones"),
        body.whole("targets"),
        body.number("share"),
        body.flag("reversible"),
        body.has("class") ? body.word("class", Words.CLASS) : null,
        body.has("risk") ? body.whole("risk") : 0,
        body.number("probability"),
        body.has("level") ? body.word("level", Words.LEVEL) : null,
        body.texts("reasons"),
        body.all(
            "rules",
            rule ->
                new MatchedRule(
                    rule.text("rule"), rule.word("status", Words.RULE), rule.text("asked"))));
  }
}
