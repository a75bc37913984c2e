package dev.sluice.cli.evaluate.cause;

import dev.sluice.cli.evaluate.cases.CaseReader;
import dev.sluice.cli.terminal.Style;
import dev.sluice.inspection.attribution.Attribution;
import dev.sluice.inspection.attribution.Attributor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Which change did it, of many recorded anomalies. */
public final class Rankings implements Answers<Anomaly, Attribution> {
  private final Map<String, RankingLine> known = new HashMap<>();

  @Override
  public CaseReader<Anomaly> reader() {
    return Anomaly::read;
  }

  @Override
  public Attribution answer(Anomaly anomaly) {
    return Attributor.attribute(anomaly.incident());
  }

  @Override
  public void keep(String id, Attribution answer) {
    known.put(id, RankingLine.of(answer));
  }

  @Override
  public String line(String id, Attribution answer) {
    return RankingLine.json(id, answer);
  }

  @Override
  public String explanation(Anomaly anomaly, Attribution answer) {
    return AttributionText.of(anomaly.id(), anomaly.incident(), answer);
  }

  @Override
  public String scores(
      Map<String, JsonNode> truth, Map<String, JsonNode> against, boolean json, Style style) {
    Map<String, RankingLine> others = new HashMap<>();
    against.forEach((id, line) -> others.put(id, RankingLine.of(line)));
    List<RankingScores> scores = RankingScores.of(truth, known, others);
    return json ? RankingReport.json(scores) : RankingReport.render(scores, style);
  }
}
