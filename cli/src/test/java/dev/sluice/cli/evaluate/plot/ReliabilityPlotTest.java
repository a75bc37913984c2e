package dev.sluice.cli.evaluate.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.inspection.risk.RiskQuality;
import dev.sluice.inspection.risk.RiskQuality.Judged;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ReliabilityPlotTest {
  @Test
  void drawsAPointWithItsIntervalAndABarForEachBin() throws Exception {
    List<Judged> changes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      changes.add(new Judged(i < 80 ? 0.15 : 0.95, i % 8 == 0));
    }
    Document drawing = drawn("Risk of <a>", RiskQuality.of(changes));

    assertThat(count(drawing, "path", "point")).isEqualTo(2);
    assertThat(count(drawing, "line", "treatment")).isEqualTo(6);
    assertThat(count(drawing, "rect", "bar")).isEqualTo(2);
    assertThat(drawing.getDocumentElement().getTextContent())
        .contains("Risk of <a>", "100 changes, 13.0 % harmful", "prefers-color-scheme: dark");
  }

  @Test
  void drawsOneChangeWhoseFiguresHaveNoValue() throws Exception {
    Document drawing = drawn("one", RiskQuality.of(List.of(new Judged(1, true))));

    assertThat(count(drawing, "path", "point")).isEqualTo(1);
  }

  private static Document drawn(String title, RiskQuality quality) throws Exception {
    String text = ReliabilityPlot.draw(title, quality);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(text)));
  }

  private static int count(Document drawing, String element, String kind) {
    NodeList found = drawing.getElementsByTagName(element);
    int count = 0;
    for (int i = 0; i < found.getLength(); i++) {
      count += ((Element) found.item(i)).getAttribute("class").equals(kind) ? 1 : 0;
    }
    return count;
  }
}
