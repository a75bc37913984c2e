package dev.sluice.cli.demo;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.Pause;
import dev.sluice.cli.client.Watch;
import dev.sluice.cli.report.EventLine;
import dev.sluice.cli.terminal.Printable;
import dev.sluice.cli.terminal.Style;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.Target;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Runs the demo's changes one after the other and says of each whether it ended as it should. */
final class Demo {
  private static final String FIRST_VERSION = "v1";
  private static final Duration PAST = Duration.ofSeconds(10);

  private final Api api;
  private final PrintWriter out;
  private final Style style;
  private final Pause pause;
  private final InstantSource clock;
  private final String run;

  /**
   * @param run makes the changes' request ids differ from those of an earlier run
   */
  Demo(Api api, PrintWriter out, Style style, Pause pause, InstantSource clock, String run) {
    this.api = api;
    this.out = out;
    this.style = style;
    this.pause = pause;
    this.clock = clock;
    this.run = run;
  }

  /** True when every change ended as it should. */
  boolean play() throws InterruptedException {
    say("The fleet takes traffic for %d s, to have a past to compare with.", PAST.toSeconds());
    pause.pause(PAST);
    List<DemoResult> results = new ArrayList<>();
    for (DemoChange change : DemoChange.ALL) {
      results.add(play(change, results.size() + 1));
    }
    say("%n%s", DemoResult.table(results, style));
    boolean good = results.stream().allMatch(DemoResult::asWanted);
    say(
        "%n%s",
        good
            ? style.good("Every change ended as it should.")
            : style.bad("Not every change ended as it should: see above."));
    return good;
  }

  private DemoResult play(DemoChange wanted, int number) throws InterruptedException {
    say(
        "%n%s",
        style.strong(
            "%d of %d: %s %s, %s; should end %s"
                .formatted(
                    number,
                    DemoChange.ALL.size(),
                    wanted.service(),
                    wanted.version(),
                    wanted.story(),
                    wanted.outcome())));
    Instant began = clock.instant();
    Change started = start(wanted);
    if (!started.getUiUri().isEmpty()) {
      say("Temporal UI: %s", started.getUiUri());
    }
    say("%s", EventLine.head(style));
    new Watch(api, pause, started.getName(), 0).follow(new Lines());
    Change ended =
        api.changes().getChange(GetChangeRequest.newBuilder().setName(started.getName()).build());
    Duration took = Duration.between(began, clock.instant());
    List<String> differences =
        DemoCheck.differences(wanted, ended, targets(wanted.service()), FIRST_VERSION);
    tell(wanted, ended, differences);
    return new DemoResult(wanted, ended, took, differences);
  }

  private void tell(DemoChange wanted, Change ended, List<String> differences) {
    if (!differences.isEmpty()) {
      differences.forEach(difference -> say("%s", style.bad("✗ " + difference)));
    } else if (wanted.outcome() == Outcome.COMPLETED) {
      say(
          "%s",
          style.good("✓ every target of %s runs %s".formatted(wanted.service(), wanted.version())));
    } else {
      say(
          "%s",
          style.good(
              "✓ caught in batch %d of %d by %s; every target of %s is back on %s"
                  .formatted(
                      ended.getProgress().getBatch(),
                      ended.getProgress().getBatches(),
                      String.join(", ", DemoCheck.failed(ended)),
                      wanted.service(),
                      FIRST_VERSION)));
    }
  }

  private Change start(DemoChange wanted) {
    return api.changes()
        .startChange(
            StartChangeRequest.newBuilder()
                .setType("changeTypes/" + DemoChange.TYPE)
                .putParameters("service", wanted.service())
                .putParameters("version", wanted.version())
                .setReason("demo: " + wanted.story())
                .setRequestId("demo-" + run + "-" + wanted.service())
                .build());
  }

  private List<Target> targets(String service) {
    return api.catalog()
        .listTargets(
            ListTargetsRequest.newBuilder()
                .setParent("subDomains/fleet")
                .putSelector("service", service)
                .setPageSize(1000)
                .build())
        .getTargetsList();
  }

  private void say(String format, Object... arguments) {
    out.printf(format + "%n", arguments);
    out.flush();
  }

  private final class Lines implements Watch.Observer {
    @Override
    public void happened(ChangeEvent event) {
      say("%s", EventLine.render(Printable.of(event), style));
    }

    @Override
    public void lost(Duration next) {
      say("The connection is lost; next attempt in %d ms.", next.toMillis());
    }
  }
}
