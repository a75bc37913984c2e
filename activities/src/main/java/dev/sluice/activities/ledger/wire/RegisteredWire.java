package dev.sluice.activities.ledger.wire;

import dev.sluice.domain.ledger.MatchedRule;
import dev.sluice.domain.ledger.Registered;

/** What registers a change, as a body. */
final class RegisteredWire {
  private RegisteredWire() {}

  static void write(Registered change, Body body) {
    body.text("type", change.type()).text("version", change.version());
    body.word("kind", Words.KIND, change.kind()).text("title", change.title());
    body.text("requester", change.requester()).texts("services", change.services());
    body.texts("zones", change.zones()).whole("targets", change.targets());
    body.number("share", change.share()).flag("reversible", change.reversible());
    body.word("class", Words.CLASS, change.changeClass()).whole("risk", change.risk());
    body.number("probability", change.probability());
    body.word("level", Words.LEVEL, change.level()).texts("reasons", change.reasons());
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
        body.word("class", Words.CLASS),
        body.whole("risk"),
        body.number("probability"),
        body.word("level", Words.LEVEL),
        body.texts("reasons"),
        body.all(
            "rules",
            rule ->
                new MatchedRule(
                    rule.text("rule"), rule.word("status", Words.RULE), rule.text("asked"))));
  }
}
