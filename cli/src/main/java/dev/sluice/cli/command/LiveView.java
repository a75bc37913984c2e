package dev.sluice.cli.command;

import dev.sluice.cli.client.Watch;
import dev.sluice.cli.report.EventLine;
import dev.sluice.cli.report.ProgressLine;
import dev.sluice.cli.terminal.LiveLine;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.ChangeEvent;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A terminal on which events scroll above one line of progress that is kept up to date. */
final class LiveView implements Watch.Observer, AutoCloseable {
  private final Session session;
  private final Style style;
  private final LiveLine line;
  private final ScheduledExecutorService ticker =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private volatile @Nullable ChangeEvent newest;

  LiveView(Session session, Style style) {
    this.session = session;
    this.style = style;
    line = new LiveLine(session.terminal().out(), style.width());
    line.above(EventLine.head(style));
    var _ = ticker.scheduleAtFixedRate(this::redraw, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public void happened(ChangeEvent event) {
    ChangeEvent printable = Printable.of(event);
    newest = printable;
    line.above(EventLine.render(printable, style));
    redraw();
  }

  @Override
  public void lost(Duration next) {
    line.redraw(Following.lost(next));
    newest = null;
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    line.end();
  }

  private void redraw() {
    ChangeEvent event = newest;
    if (event != null) {
      line.redraw(ProgressLine.render(event, session.clock().instant()));
    }
  }
}
