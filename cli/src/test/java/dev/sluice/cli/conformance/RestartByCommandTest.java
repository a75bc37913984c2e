package dev.sluice.cli.conformance;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RestartByCommandTest {
  @Test
  void isDoneWhenTheCommandIsAndTheServiceAnswers() {
    assertThatCode(() -> by("true").restart()).doesNotThrowAnyException();
  }

  @Test
  void isNotHeldUpByWhatTheCommandLeavesRunning() {
    assertThatCode(() -> by("sleep 30 & echo started").restart()).doesNotThrowAnyException();
  }

  @Test
  void saysWhatACommandThatFailedSaid() {
    assertThatThrownBy(() -> by("echo first; echo no such unit; exit 3").restart())
        .hasMessageContaining("ended with 3: no such unit");
  }

  @Test
  void givesUpOnACommandThatDoesNotEnd() {
    assertThatThrownBy(() -> by("sleep 30").restart())
        .hasMessageContaining("has not ended after 2 s");
  }

  private static RestartByCommand by(String command) {
    return new RestartByCommand(command, new EmptySubDomain(), Duration.ofSeconds(2));
  }
}
