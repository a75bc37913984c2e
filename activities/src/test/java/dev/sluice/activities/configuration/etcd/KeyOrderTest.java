package dev.sluice.activities.configuration.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.TargetOrder;
import io.etcd.jetcd.ByteSequence;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class KeyOrderTest {
  private static final String TARGET = "live/east/checkout/pool";
  private static final ByteSequence DRAFT = Layout.bytes("a large text");
  private static final Map<String, String> POOL = Map.of("service", "checkout", "key", "pool");

  @Test
  void setsAValueOrPatchesTheOneThatIsThereOrTakesADraft() {
    assertThat(wanted("10", Map.of("value", "20"))).isEqualTo("20");
    assertThat(wanted("{\"a\":{\"b\":2}}", Map.of("patch", "{\"a\":{\"b\":null},\"c\":1}")))
        .isEqualTo("{\"a\":{},\"c\":1}");
    assertThat(wanted("", Map.of("patch", "{\"a\":1}"))).isEqualTo("{\"a\":1}");
    assertThat(wanted("10", Map.of("draft", "large@" + Text.versionOf(DRAFT))))
        .isEqualTo("a large text");
  }

  @Test
  void aDraftOfAnotherVersionIsRefused() {
    assertThat(refused("10", Map.of("draft", "large@sha256:0123456789abcdef")))
        .startsWith("UNKNOWN_DRAFT")
        .contains("but one of " + Text.versionOf(DRAFT))
        .doesNotContain("a large text");
    assertThat(refused("10", Map.of("draft", "other@sha256:0123456789abcdef")))
        .startsWith("UNKNOWN_DRAFT");
    assertThat(author(() -> set(Map.of("draft", "large")))).startsWith("WRONG_PARAMETERS");
  }

  @Test
  void wantsOneTextAndNotTwo() {
    assertThat(refused("10", Map.of())).contains("give one of value");
    assertThat(refused("10", Map.of("value", "1", "patch", "{}")))
        .contains("give one of value", "[value, patch]");
  }

  @Test
  void patchesNothingThatIsNoJsonAndDoesNotRepeatIt() {
    assertThat(refused("S3CRET", Map.of("patch", "{\"a\":1}")))
        .contains("can't be patched")
        .doesNotContain("S3CRET");
    assertThat(refused("{}", Map.of("patch", "S3CRET")))
        .contains("patch is no JSON")
        .doesNotContain("S3CRET");
  }

  @Test
  void aTargetThatASelectorCaughtByMistakeIsRefused() {
    assertThat(author(() -> order("live/east/checkout/timeout", Map.of("value", "1"))))
        .startsWith("WRONG_TARGET")
        .contains("key=pool");
    assertThat(author(() -> order("live/east/cart/pool", Map.of("value", "1"))))
        .startsWith("WRONG_TARGET");
    assertThat(author(() -> order("pool", Map.of("value", "1")))).startsWith("UNKNOWN_TARGET");
  }

  @Test
  void valuesTooLongForAParameterAreRefusedWithTheLimit() {
    assertThat(author(() -> set(Map.of("value", "x".repeat(2_000))))).contains("1,024");
  }

  private static KeyOrder set(Map<String, String> more) {
    return order(TARGET, more);
  }

  private static KeyOrder order(String target, Map<String, String> more) {
    Map<String, String> parameters = new HashMap<>(POOL);
    parameters.putAll(more);
    return KeyOrder.of(new TargetOrder("a", target, Capabilities.SET, parameters, "a/apply", 1));
  }

  private static String wanted(String there, Map<String, String> parameters) {
    ByteSequence wanted =
        set(parameters)
            .wanted(
                new Text(Layout.bytes(there), 7, false),
                name -> name.equals("large") ? DRAFT : null);
    return wanted == null ? "" : wanted.toString(StandardCharsets.UTF_8);
  }

  private static String refused(String there, Map<String, String> parameters) {
    return author(() -> wanted(there, parameters));
  }

  private static String author(Executable call) {
    Problem met = catchThrowableOfType(ProblemException.class, call::execute).problem();
    assertThat(met).isInstanceOf(Problem.ForAuthor.class);
    return met.code() + ": " + met.message();
  }
}
