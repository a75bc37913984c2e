package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec.Role;
import dev.sluice.inspection.recorded.Judgement;
import dev.sluice.inspection.recorded.RecordedCase;
import dev.sluice.inspection.recorded.RecordedJudge;
import dev.sluice.inspection.recorded.RecordedMetric;
import java.util.List;

/** Judges recorded cases as a running change would have, sample by sample. */
public final class ReplayJudge implements RecordedJudge {
  private final JudgeSettings settings;

  /** With the settings that a change type has when it says nothing else. */
  public ReplayJudge() {
    this(JudgeSettings.DEFAULT);
  }

  public ReplayJudge(JudgeSettings settings) {
    this.settings = settings;
  }

  @Override
  public Judgement judge(RecordedCase recorded, boolean trace) {
    List<RecordedMetric> judged =
        recorded.metrics().stream()
            .filter(metric -> metric.spec().role() != Role.CONTEXT)
            .filter(metric -> !metric.treatment().isEmpty())
            .toList();
    return new ChangeReplay(recorded, judged, settings).run(trace);
  }
}
