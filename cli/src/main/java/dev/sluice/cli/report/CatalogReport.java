package dev.sluice.cli.report;

import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Capability;
import dev.sluice.proto.v1.ChangeType;
import dev.sluice.proto.v1.ListChangeTypesResponse;
import dev.sluice.proto.v1.ListSubDomainsResponse;
import dev.sluice.proto.v1.Parameter;
import dev.sluice.proto.v1.SubDomain;
import dev.sluice.proto.v1.Target;
import dev.sluice.proto.v1.TypeStep;
import java.util.List;
import java.util.stream.Collectors;

/** What can be changed, and by which recipes, as text. */
public final class CatalogReport {
  private CatalogReport() {}

  /** The change types as a table, and the files that were refused. */
  public static String types(ListChangeTypesResponse response, Style style) {
    Table table = Table.of("TYPE", ">VERSION", ">RISK", ">APPROVALS", "OWNER", "CHANGES", "WHAT");
    for (ChangeType type : response.getChangeTypesList()) {
      table.row(
          Words.id(type.getName()),
          "v" + type.getVersion(),
          String.valueOf(type.getRisk()),
          String.valueOf(type.getApprovals()),
          type.getOwner(),
          changes(type),
          type.getDescription());
    }
    String text =
        response.getChangeTypesCount() == 0 ? "No change types." : table.render(style, "");
    if (response.getRefusedCount() == 0) {
      return text;
    }
    return text
        + "\n\n"
        + style.bad(Quantity.count(response.getRefusedCount(), "file") + " refused:")
        + "\n  - "
        + String.join("\n  - ", response.getRefusedList());
  }

  /** One change type with its parameters, and how it is started. */
  public static String type(ChangeType type, Style style) {
    Facts facts =
        new Facts(style)
            .add("type", "%s v%d".formatted(Words.id(type.getName()), type.getVersion()))
            .add("owner", type.getOwner())
            .add("changes", changes(type))
            .add("risk", type.getRisk() + " of 5")
            .add("approvals", String.valueOf(type.getApprovals()))
            .add("stages", String.join(" > ", type.getStagesList()))
            .addAll("steps", type.getStepsList().stream().map(CatalogReport::step).toList())
            .add("metrics", String.join(", ", type.getMetricsList()));
    String text = style.strong(type.getDescription()) + "\n" + facts.render();
    if (type.getParametersCount() > 0) {
      text += "\n\n" + parameters(type.getParametersList(), style);
    }
    return text + "\n\nsluice plan " + Words.id(type.getName()) + example(type);
  }

  private static String changes(ChangeType type) {
    return type.getStepsCount() > 0
        ? Quantity.count(type.getStepsCount(), "step")
        : Words.id(type.getSubDomain()) + " " + type.getCapability();
  }

  private static String step(TypeStep step) {
    return "%s: %s%s%s"
        .formatted(
            step.getName(),
            Words.id(step.getType()),
            step.getAfterCount() == 0 ? "" : ", after " + String.join(", ", step.getAfterList()),
            step.getKeep() ? ", stays" : "");
  }

  /** Targets as a table. */
  public static String targets(List<Target> targets, Style style) {
    if (targets.isEmpty()) {
      return "No targets.";
    }
    Table table = Table.of("TARGET", "ZONE", "VERSION", "HEALTH", "CHANGED BY", "LABELS");
    for (Target target : targets) {
      table.row(
          target(target.getName()),
          target.getZone(),
          target.getVersion(),
          target.getHealthy() ? style.good("healthy") : style.bad("unhealthy"),
          Words.id(target.getChangedBy()),
          Words.pairs(target.getLabelsMap()));
    }
    return table.render(style, "");
  }

  /** "subDomains/x/targets/a/b" as "a/b". */
  private static String target(String resourceName) {
    return resourceName.replaceFirst("^subDomains/[^/]+/targets/", "");
  }

  /** Sub-domains and what each can do. */
  public static String subDomains(ListSubDomainsResponse response, Style style) {
    if (response.getSubDomainsCount() == 0) {
      return "No sub-domains.";
    }
    Table table = Table.of("SUB-DOMAIN", "TASK QUEUE", "CAN", "WHAT");
    for (SubDomain subDomain : response.getSubDomainsList()) {
      String can =
          subDomain.getCapabilitiesList().stream()
              .map(CatalogReport::capability)
              .collect(Collectors.joining(", "));
      table.row(
          Words.id(subDomain.getName()), subDomain.getTaskQueue(), can, subDomain.getDescription());
    }
    return table.render(style, "");
  }

  private static String capability(Capability capability) {
    return capability.getName() + (capability.getReversible() ? "" : " (no way back)");
  }

  private static String parameters(List<Parameter> parameters, Style style) {
    Table table = Table.of("PARAMETER", "TYPE", "NEEDED", "DEFAULT", "ALLOWED", "WHAT");
    for (Parameter parameter : parameters) {
      table.row(
          parameter.getName(),
          parameter.getType(),
          parameter.getRequired() ? "yes" : "",
          parameter.getDefaultValue(),
          parameter.getLimits(),
          parameter.getDescription());
    }
    return table.render(style, "  ");
  }

  private static String example(ChangeType type) {
    return type.getParametersList().stream()
        .filter(Parameter::getRequired)
        .map(parameter -> " -p " + parameter.getName() + "=…")
        .collect(Collectors.joining());
  }
}
