package dev.sluice.activities.policy;

import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.List;
import java.util.Optional;

/**
 * A group of facts that conditions can use.
 *
 * @param name as conditions name it
 * @param many whether there is a list of such groups
 * @param fields in the order in which they are best told
 */
public record Variable(String name, boolean many, List<Field> fields) {
  private static final Kind TEXT = Kind.TEXT;
  private static final Kind TEXTS = Kind.TEXTS;
  private static final Kind INTEGER = Kind.INTEGER;
  private static final Kind NUMBER = Kind.NUMBER;
  private static final Kind FLAG = Kind.FLAG;

  private static final Variable CHANGE =
      new Variable(
          "change",
          false,
          List.of(
              field("type", TEXT, "The change type's name."),
              field("types", TEXTS, "The same, and those of its steps."),
              field("class", TEXT, "`standard`, `normal` or `emergency`, as the type says."),
              field("risk", INTEGER, "1 to 5, as the type says."),
              field("approvals", INTEGER, "Approvals that the type asks for."),
              field("subDomains", TEXTS, "Sub-domains that carry it out."),
              field("capabilities", TEXTS, "Capabilities of them that it uses."),
              field("parameters", Kind.MAP, "By name. A name that is not there holds the change."),
              field("requester", TEXT, "Who asks for it."),
              field("services", TEXTS, "Services that it touches."),
              field("undeclared", TEXTS, "Those of them that nobody declared."),
              field("tiers", Kind.INTEGERS, "Tiers of the declared ones."),
              field("tier", INTEGER, "The lowest of them, 1 (core) to 4; 0 for none."),
              field("neighbours", TEXTS, "Services that call these or are called by them."),
              field("neighbourTiers", Kind.INTEGERS, "Tiers of the declared neighbours."),
              field("zones", TEXTS, "Zones of its targets."),
              field("targets", INTEGER, "Targets that it changes."),
              field("matched", INTEGER, "Targets that its selector matches."),
              field("share", NUMBER, "The first by the second, 0 to 1."),
              field("batches", INTEGER, "Batches, before policies tighten them."),
              field("largestBatch", INTEGER, "Targets of the largest one."),
              field("atOnce", NUMBER, "Its share of the targets, 0 to 1."),
              field(
                  "trafficShare",
                  NUMBER,
                  "Share of traffic that it meets, 0 to 1, as `control.trafficPercent` of its change type says; -1 unknown."),
              field("reversible", FLAG, "Whether all of it can be taken back."),
              field("emergency", FLAG, "Whether it is an emergency."),
              field("requesterChanges", INTEGER, "The requester's changes of the last 90 days."),
              field("requesterFailures", INTEGER, "Those of them that failed."),
              field("requesterLast", TEXT, "How the last one ended, `completed`; empty for none."),
              field("servicesChanges", INTEGER, "Changes of these services of the last 90 days."),
              field("servicesFailures", INTEGER, "Those of them that failed."),
              field("servicesLast", TEXT, "How the last one ended; empty for none.")));

  private static final Variable RISK =
      new Variable(
          "risk",
          false,
          List.of(
              field("level", INTEGER, "1 to 5, by the type, the rules and the model."),
              field("probability", NUMBER, "Of failing, by the model, 0 to 1; -1 unknown."),
              field("reasons", TEXTS, "Why, one sentence each.")));

  private static final Variable CALENDAR =
      new Variable(
          "calendar",
          false,
          List.of(
              field("now", Kind.TIME, "The time at which the change is judged."),
              field("weekday", TEXT, "`monday` to `sunday`, in the calendar's time zone."),
              field("hour", INTEGER, "0 to 23, in the calendar's time zone."),
              field("inFreeze", FLAG, "Whether an enforced freeze holds for the change."),
              field("freezes", TEXTS, "Names of those that do."),
              field("freezeNear", FLAG, "Whether one begins within 24 hours."),
              field("peak", FLAG, "Whether these are peak hours."),
              field("fridayAfternoon", FLAG, "Whether it is Friday after noon.")));

  static final Variable RUNNING =
      new Variable(
          "running",
          true,
          List.of(
              field("id", TEXT, "The running change's name."),
              field("type", TEXT, "Its change type's name."),
              field("services", TEXTS, "Services that it touches."),
              field("zones", TEXTS, "Zones of its targets."),
              field("class", TEXT, "`standard`, `normal` or `emergency`."),
              field("risk", INTEGER, "1 to 5; 3 of a reported change, which nobody classified."),
              field(
                  "targetsAtRisk",
                  INTEGER,
                  "The most of its targets that are changed and not yet judged good, at any time.")));

  /** All that conditions can use. */
  public static final List<Variable> ALL = List.of(CHANGE, RISK, CALENDAR, RUNNING);

  public Variable {
    fields = List.copyOf(fields);
  }

  /** One fact of a group. */
  public record Field(String name, Kind kind, String meaning) {}

  /** What a fact is. */
  public enum Kind {
    TEXT("string", SimpleType.STRING),
    INTEGER("int", SimpleType.INT),
    NUMBER("double", SimpleType.DOUBLE),
    FLAG("bool", SimpleType.BOOL),
    TIME("timestamp", SimpleType.TIMESTAMP),
    TEXTS("list of string", ListType.create(SimpleType.STRING)),
    INTEGERS("list of int", ListType.create(SimpleType.INT)),
    MAP("map of string to string", MapType.create(SimpleType.STRING, SimpleType.STRING));

    private final String words;
    private final CelType type;

    Kind(String words, CelType type) {
      this.words = words;
      this.type = type;
    }

    /** As the documentation names it. */
    public String words() {
      return words;
    }
  }

  private static Field field(String name, Kind kind, String meaning) {
    return new Field(name, kind, meaning);
  }

  List<String> fieldNames() {
    return fields.stream().map(Field::name).toList();
  }

  private String typeName() {
    return "sluice." + name;
  }

  /** The group's own type. */
  StructType struct() {
    ImmutableMap<String, CelType> types =
        fields.stream()
            .collect(ImmutableMap.toImmutableMap(Field::name, field -> field.kind().type));
    return StructType.create(
        typeName(), types.keySet(), field -> Optional.ofNullable(types.get(field)));
  }

  /** The variable's type: the group's, or a list of those. */
  CelType type() {
    StructTypeReference one = StructTypeReference.create(typeName());
    return many ? ListType.create(one) : one;
  }
}
