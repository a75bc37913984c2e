package dev.sluice.activities.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectWordsTest {
  @Test
  void tellsTypeAndMessage() {
    assertThat(DefectWords.of(new NullPointerException("\"judge\" is null")))
        .isEqualTo("NullPointerException: \"judge\" is null");
    assertThat(DefectWords.of(new StackOverflowError())).isEqualTo("StackOverflowError");
  }

  @Test
  void tellsWhatLiesAtTheBottomOfIt() {
    Throwable wrapped =
        new IllegalStateException(
            "reading errors broke", new ExecutionException("it", new IOException("no bytes")));
    assertThat(DefectWords.of(wrapped))
        .isEqualTo("IllegalStateException: reading errors broke, caused by IOException: no bytes");
  }

  @Test
  void givesAnExceptionWithoutANameTheOneItsClassHas() {
    assertThat(DefectWords.of(new RuntimeException("odd") {})).endsWith("DefectWordsTest$1: odd");
  }

  @Test
  void keepsToOneLineOfBoundedLength() {
    assertThat(DefectWords.of(new IllegalStateException("broke\n\tat a.B.c(B.java:1)")))
        .isEqualTo("IllegalStateException: broke");
    assertThat(DefectWords.of(new IllegalStateException("x".repeat(1_000_000))))
        .hasSizeLessThan(200)
        .endsWith("…");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          at https://bob:hunter2@source/api | at https://…@source/api
          GET http://source/api?key=hunter2 failed | GET http://source/api?… failed
          Authorization: Bearer hunter2hunter2 | Authorization: … …
          password=hunter2, user=bob | password=…, user=bob
          {"apiToken": "hunter2", "n": 1} | {"apiToken": …, "n": 1}
          API_KEY: hunter2 | API_KEY: …
          """)
  void hidesWhatLooksLikeASecret(String message, String told) {
    assertThat(DefectWords.of(new IllegalStateException(message)))
        .isEqualTo("IllegalStateException: " + told)
        .doesNotContain("hunter2");
  }

  @Test
  void leavesWordsAboutSecretsThatHoldNone() {
    assertThat(DefectWords.of(new NullPointerException("because \"<local1>.token\" is null")))
        .isEqualTo("NullPointerException: because \"<local1>.token\" is null");
  }
}
