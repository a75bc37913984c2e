package dev.sluice.cli.evaluate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void givesEachLineWithoutItsEndAndTheLastOneWithoutAny() throws Exception {
    assertThat(all("one\n\ntwo\r\nthree", 100)).containsExactly("one", "", "two\r", "three");
    assertThat(all("", 100)).isEmpty();
    assertThat(all("\n", 100)).containsExactly("");
  }

  @Test
  void givesALineThatIsLongerThanItsBuffer() throws Exception {
    String longLine = "x".repeat(200_000);

    assertThat(all(longLine + "\nshort", 1_000_000)).containsExactly(longLine, "short");
  }

  @Test
  void goesOnBehindALineThatIsTooLong() throws Exception {
    Lines lines = lines("x".repeat(200_000) + "\nshort\n", 1_000);

    assertThatThrownBy(lines::next).isInstanceOf(Lines.TooLongException.class);
    assertThat(lines.next()).asString(StandardCharsets.UTF_8).isEqualTo("short");
    assertThat(lines.number()).isEqualTo(2);
    assertThat(lines.next()).isNull();
  }

  private static List<String> all(String text, int longest) throws Exception {
    Lines lines = lines(text, longest);
    List<String> all = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      all.add(new String(line, StandardCharsets.UTF_8));
    }
    return all;
  }

  private static Lines lines(String text, int longest) throws IOException {
    return Lines.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), longest);
  }
}
