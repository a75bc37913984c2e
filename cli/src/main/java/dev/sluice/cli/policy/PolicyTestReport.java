package dev.sluice.cli.policy;

import dev.sluice.activities.policy.PolicyTrial;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Prints what rules would have done to each change, and what that comes to. */
final class PolicyTestReport {
  private final PrintWriter out;
  private final Style style;
  private final boolean json;
  private final Counts all = new Counts();
  private final Map<String, Counts> byClass = new TreeMap<>();
  private final Map<String, Counts> byService = new TreeMap<>();

  PolicyTestReport(PrintWriter out, Style style, boolean json) {
    this.out = out;
    this.style = style;
    this.json = json;
  }

  /** How many changes met which effect. */
  private static final class Counts {
    private final Map<PolicyTrial.Effect, Integer> counts = new EnumMap<>(PolicyTrial.Effect.class);

    void add(PolicyTrial.Effect effect) {
      counts.merge(effect, 1, Integer::sum);
    }

    int of(PolicyTrial.Effect effect) {
      return counts.getOrDefault(effect, 0);
    }

    int all() {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  void print(PolicyTrial.Result result) {
    all.add(result.effect());
    byClass
        .computeIfAbsent(named(result.change().changeClass()), _ -> new Counts())
        .add(result.effect());
    result
        .change()
        .services()
        .forEach(
            name -> byService.computeIfAbsent(named(name), _ -> new Counts()).add(result.effect()));
    if (json) {
      out.println(json(result));
    } else if (result.effect() != PolicyTrial.Effect.NONE) {
      out.println(word(result.effect()) + Printable.text(result.change().id()));
      result
          .hits()
          .forEach(
              hit -> out.println("          " + Printable.text(hit.rule() + ": " + hit.said())));
    }
    out.flush();
  }

  void summary(int rules) {
    if (json) {
      ObjectNode line = node(all);
      line.put("rules", rules);
      ObjectNode classes = line.putObject("classes");
      byClass.forEach((name, counts) -> classes.set(name, node(counts)));
      ObjectNode services = line.putObject("services");
      byService.forEach((name, counts) -> services.set(name, node(counts)));
      out.println(line);
    } else {
      out.println(
          style.strong(
              "%d past changes, %d rules: %d refused, %d held, %d asked for more, %d could not be judged, %d as they were"
                  .formatted(
                      all.all(),
                      rules,
                      all.of(PolicyTrial.Effect.REFUSED),
                      all.of(PolicyTrial.Effect.HELD),
                      all.of(PolicyTrial.Effect.MORE),
                      all.of(PolicyTrial.Effect.UNJUDGED),
                      all.of(PolicyTrial.Effect.NONE))));
      table("CLASS", byClass);
      table("SERVICE", byService);
    }
    out.flush();
  }

  private void table(String title, Map<String, Counts> counts) {
    if (counts.isEmpty()) {
      return;
    }
    Table table = Table.of(title, ">CHANGES", ">REFUSED", ">HELD", ">MORE", ">UNJUDGED");
    counts.forEach((name, one) ->
        table.row(
            Printable.text(name),
            String.valueOf(one.all()),
            String.valueOf(one.of(PolicyTrial.Effect.REFUSED)),
            String.valueOf(one.of(PolicyTrial.Effect.HELD)),
            String.valueOf(one.of(PolicyTrial.Effect.MORE)),
            String.valueOf(one.of(PolicyTrial.Effect.UNJUDGED))));
    out.println(table.render(style, "  "));
  }

  private String word(PolicyTrial.Effect effect) {
    String word = "%-10s".formatted(effect.name());
    return switch (effect) {
      case NONE -> word;
      case MORE -> style.busy(word);
      case HELD, UNJUDGED -> style.doubtful(word);
      case REFUSED -> style.bad(word);
    };
  }

  private static String json(PolicyTrial.Result result) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("change", result.change().id()).put("effect", small(result.effect()));
    var hits = line.putArray("rules");
    result
        .hits()
        .forEach(hit ->
            hits.addObject()
                .put("rule", hit.rule())
                .put("effect", small(hit.effect()))
                .put("said", hit.said()));
    return line.toString();
  }

  private static ObjectNode node(Counts counts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("changes", counts.all());
    Arrays.stream(PolicyTrial.Effect.values())
        .forEach(effect -> node.put(small(effect), counts.of(effect)));
    return node;
  }

  private static String small(PolicyTrial.Effect effect) {
    return effect.name().toLowerCase(Locale.ROOT);
  }

  private static String named(String name) {
    return name.isEmpty() ? "unknown" : name;
  }
}
