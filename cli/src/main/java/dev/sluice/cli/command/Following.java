package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.client.Watch;
import dev.sluice.cli.report.EventLine;
import dev.sluice.cli.report.Quantity;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.proto.v1.ChangeEvent;
import java.time.Duration;

/** Shows a change's events until it has ended. */
final class Following {
  private final Session session;
  private final Output output;
  private final Api api;

  Following(Session session, Output output, Api api) {
    this.session = session;
    this.output = output;
    this.api = api;
  }

  /**
   * Blocks until the change has ended.
   *
   * @param name changes/{change}
   * @param after the last event already seen
   */
  ExitCode follow(String name, long after) throws InterruptedException {
    Watch watch = new Watch(api, session.pause(), name, after);
    if (output.json() || !session.terminal().interactive()) {
      return ExitCode.of(watch.follow(new Lines()));
    }
    try (LiveView view = new LiveView(session, output.style())) {
      return ExitCode.of(watch.follow(view));
    }
  }

  static String lost(Duration next) {
    return "The connection is lost; next attempt in " + Quantity.length(next) + ".";
  }

  /** A line for each event, for a pipe. */
  private final class Lines implements Watch.Observer {
    @Override
    public void happened(ChangeEvent event) {
      if (output.json()) {
        output.jsonLine(event);
      } else {
        output.print(EventLine.render(Printable.of(event), output.style()));
      }
    }

    @Override
    public void lost(Duration next) {
      if (!output.json()) {
        output.note(Following.lost(next));
      }
    }
  }
}
