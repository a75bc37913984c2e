package dev.sluice.activities.ledger.wire;

import dev.sluice.domain.ledger.Judged;
import dev.sluice.domain.ledger.JudgedMetric;

/** A verdict with its evidence, as a body. */
final class JudgedWire {
  /** Comes last, so that reading can stop at it. */
  static final String EVIDENCE = "evidence";

  private JudgedWire() {}

  static void write(Judged judged, Body body) {
    body.whole("stage", judged.stage()).whole("batch", judged.batch());
    body.word("verdict", Words.VERDICT, judged.verdict()).text("summary", judged.summary());
    body.length("baked", judged.baked());
    body.all(EVIDENCE, judged.evidence(), JudgedWire::metric);
  }

  private static void metric(JudgedMetric metric, Body fields) {
    fields.text("metric", metric.metric()).word("verdict", Words.VERDICT, metric.verdict());
    fields.number("effect", metric.effect()).number("observed", metric.observed());
    fields.number("expected", metric.expected()).number("statistic", metric.statistic());
    fields.number("threshold", metric.threshold());
  }

  static Judged read(Body body) {
    return new Judged(
        body.whole("stage"),
        body.whole("batch"),
        body.word("verdict", Words.VERDICT),
        body.text("summary"),
        body.all(
            EVIDENCE,
            metric ->
                new JudgedMetric(
                    metric.text("metric"),
                    metric.word("verdict", Words.VERDICT),
                    metric.number("effect"),
                    metric.number("observed"),
                    metric.number("expected"),
                    metric.number("statistic"),
                    metric.number("threshold"))),
        body.length("baked"));
  }
}
