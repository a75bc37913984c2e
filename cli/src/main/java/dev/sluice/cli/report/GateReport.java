package dev.sluice.cli.report;

import com.google.protobuf.Timestamp;
import dev.sluice.cli.terminal.Style;
import dev.sluice.cli.terminal.Table;
import dev.sluice.proto.v1.Gate;
import dev.sluice.proto.v1.GateQueued;
import dev.sluice.proto.v1.GateRunning;
import dev.sluice.proto.v1.GateStop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The gate as text: what runs, what waits and for what, what is frozen. */
public final class GateReport {
  private static final int SHOWN = 10;

  private GateReport() {}

  /**
   * @param now the moment from which ages are counted
   */
  public static String render(Gate gate, Instant now, Style style) {
    List<String> parts = new ArrayList<>();
    if (gate.getListing()) {
      parts.add(style.doubtful("Lets nobody in: it began anew, and finds out which changes run."));
    } else if (gate.getUnheardCount() > 0) {
      parts.add(style.doubtful(unheard(gate.getUnheardList())));
    }
    if (gate.getStopsCount() > 0) {
      parts.add(stops(gate.getStopsList(), style));
    }
    parts.add(
        gate.getRunningCount() == 0
            ? "No change runs."
            : running(gate.getRunningList(), now, style));
    if (gate.getWaitingCount() > 0) {
      parts.add(waiting(gate.getWaitingList(), now, style));
    }
    int more = gate.getWaitingTotal() - gate.getWaitingCount();
    if (more > 0) {
      parts.add("%d more wait.".formatted(more));
    }
    return String.join("\n\n", parts);
  }

  private static String unheard(List<String> changes) {
    String names = changes.stream().limit(SHOWN).map(Words::id).collect(Collectors.joining(", "));
    return "Lets nobody in: it began anew, and does not know yet what these hold (%d): %s"
        .formatted(changes.size(), names);
  }

  private static String running(List<GateRunning> running, Instant now, Style style) {
    Table table = Table.of("RUNNING", ">SINCE", ">AT RISK", "SERVICES", "SUSPENDED BY", "PASSES");
    for (GateRunning one : running) {
      table.row(
          Words.id(one.getChange()),
          age(one.getSince(), now),
          String.valueOf(one.getTargetsAtRisk()),
          String.join(", ", one.getServicesList()),
          style.doubtful(one.getSuspendedBy()),
          one.getExemption());
    }
    return table.render(style, "");
  }

  private static String waiting(List<GateQueued> waiting, Instant now, Style style) {
    Table table = Table.of("WAITING", ">SINCE", ">AT RISK", "SERVICES", "FOR");
    for (GateQueued one : waiting) {
      table.row(
          Words.id(one.getChange()),
          age(one.getSince(), now),
          String.valueOf(one.getTargetsAtRisk()),
          String.join(", ", one.getServicesList()),
          one.getWaitsFor().isEmpty() ? "its turn" : one.getWaitsFor());
    }
    return table.render(style, "");
  }

  private static String stops(List<GateStop> stops, Style style) {
    Table table = Table.of("STOPS", "NAME", "FROM", "UNTIL", "OF", "BY", "WHY");
    for (GateStop stop : stops) {
      String kind = stop.getKind().toLowerCase(Locale.ROOT);
      table.row(
          stop.getActive() ? style.bad(kind) : kind,
          stop.getName(),
          Quantity.instant(stop.getFrom()).toString(),
          stop.hasUntil() ? Quantity.instant(stop.getUntil()).toString() : "it is ended",
          scope(stop),
          stop.getActor().isEmpty() ? "calendar" : stop.getActor(),
          stop.getReason());
    }
    return table.render(style, "");
  }

  private static String scope(GateStop stop) {
    List<String> parts = new ArrayList<>();
    parts.addAll(stop.getServicesList());
    stop.getZonesList().forEach(zone -> parts.add("zone " + zone));
    parts.addAll(stop.getTypesList());
    return parts.isEmpty() ? "all changes" : String.join(", ", parts);
  }

  private static String age(Timestamp since, Instant now) {
    return Quantity.length(Duration.between(Quantity.instant(since), now));
  }
}
