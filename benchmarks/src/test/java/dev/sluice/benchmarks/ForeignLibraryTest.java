package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ForeignLibraryTest {
  private static final String LETTER = ForeignLetter.class.getName();

  private final ForeignLibrary library =
      new ForeignLibrary("the letters in LETTERS", System.getProperty("java.class.path"));

  @Test
  void buildsAndReadsWhatThisBuildDoesNotKnow() {
    Object letter = library.builder(LETTER).with("line", "to", "whom").build();
    assertThat(library.call(letter, "text")).isEqualTo("to: whom");
  }

  @Test
  void keepsItsClassesApart() {
    assertThat(library.builder(LETTER).with("line", "to", "whom").build())
        .isNotInstanceOf(ForeignLetter.class);
  }

  @Test
  void namesWhatIsMissingAndWhatToDo() {
    assertThatThrownBy(() -> library.builder("no.such.Letter"))
        .hasMessageContaining("the letters in LETTERS")
        .hasMessageContaining("no.such.Letter")
        .hasMessageContaining("Correct its class path");
  }

  @Test
  void tellsTheReasonThatItsMethodGave() {
    Object letter = library.builder(LETTER).build();
    assertThatThrownBy(() -> library.call(letter, "text")).hasMessageContaining("nothing written");
  }
}
