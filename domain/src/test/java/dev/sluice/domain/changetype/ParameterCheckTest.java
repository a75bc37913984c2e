package dev.sluice.domain.changetype;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sluice.domain.plan.ChangeClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterCheckTest {
  private static final ParameterSpec WORKERS =
      new ParameterSpec(
          "workers",
          ParameterType.INTEGER,
          false,
          "4",
          "",
          new ValueLimits("1", "100", List.of(), null));

  private static final ParameterSpec NOTE =
      new ParameterSpec("note", ParameterType.STRING, false, null, "", ValueLimits.NONE);

  private final ChangeType type =
      ChangeTypes.with(
          ChangeTypes.complete(ChangeTypes.percent("100")),
          "release ${service}",
          "error_rate",
          List.of(ChangeTypes.SERVICE, ChangeTypes.VERSION, WORKERS, NOTE),
          new Control(ChangeClass.STANDARD, 1, 0, Duration.ofHours(1)));

  @Test
  void fillsDefaultsAndLeavesAbsentOnesOut() {
    assertThat(ParameterCheck.check(type, Map.of("service", "checkout", "version", "v2")))
        .isEqualTo(
            new ParameterCheck.Right(
                Map.of("service", "checkout", "version", "v2", "workers", "4")));
  }

  @Test
  void takesAnEmptyTextAsNotGiven() {
    assertThat(faults(Map.of("service", "", "version", "v2")))
        .extracting(Fault::path)
        .containsExactly("parameters.service");
  }

  @Test
  void namesEveryWrongFieldAndWhatWouldBeRight() {
    List<Fault> faults = faults(Map.of("service", "Check Out", "versoin", "v2", "workers", "101"));

    assertThat(faults)
        .extracting(fault -> fault.path() + " " + fault.message())
        .containsExactly(
            "parameters.service must be within its limits (matches [a-z-]+), not Check Out",
            "parameters.version is missing: give text",
            "parameters.versoin is no parameter of fleet-release: did you mean version?",
            "parameters.workers must be within its limits (1 to 100), not 101");
  }

  @Test
  void boundsTheLengthOfAValue() {
    assertThat(faults(Map.of("service", "a", "version", "v".repeat(1_025))))
        .singleElement()
        .extracting(Fault::message)
        .isEqualTo("is longer than 1,024 characters: shorten it");
  }

  @ParameterizedTest
  @CsvSource({
    "INTEGER,12,true",
    "INTEGER,1.5,false",
    "INTEGER,9999999999999999999,false",
    "NUMBER,-0.5,true",
    "NUMBER,1e9,false",
    "NUMBER,.5,false",
    "BOOLEAN,true,true",
    "BOOLEAN,yes,false",
    "DURATION,1m30s,true",
    "DURATION,0s,true",
    "DURATION,15,false",
    "DURATION,-1s,false",
  })
  void readsValuesOfItsTypeOnly(ParameterType parameterType, String value, boolean right) {
    var spec = new ParameterSpec("p", parameterType, true, null, "", ValueLimits.NONE);

    assertThat(spec.fault(value).isEmpty()).isEqualTo(right);
  }

  @Test
  void comparesDurationsByLengthNotByText() {
    var spec =
        new ParameterSpec(
            "wait",
            ParameterType.DURATION,
            true,
            null,
            "",
            new ValueLimits("90s", "2h", List.of(), null));

    assertThat(spec.fault("2m")).isEmpty();
    assertThat(spec.fault("1m")).isPresent();
    assertThat(spec.fault("121m")).isPresent();
  }

  @Test
  void refusesADefaultOutsideItsOwnLimits() {
    assertThatThrownBy(() ->
            new ParameterSpec(
                "workers",
                ParameterType.INTEGER,
                false,
                "0",
                "",
                new ValueLimits("1", null, List.of(), null)))
        .isInstanceOf(InvalidChangeTypeException.class)
        .hasMessage("default: must be within its limits (at least 1), not 0");
  }

  @Test
  void refusesLimitsThatDoNotFitTheType() {
    assertThatThrownBy(() ->
            new ParameterSpec(
                "debug",
                ParameterType.BOOLEAN,
                true,
                null,
                "",
                new ValueLimits("1", null, List.of("maybe"), "x+")))
        .asInstanceOf(type(InvalidChangeTypeException.class))
        .extracting(wrong -> wrong.faults().stream().map(Fault::path).toList())
        .isEqualTo(List.of("min", "allowed[0]", "pattern"));
  }

  private List<Fault> faults(Map<String, String> given) {
    return switch (ParameterCheck.check(type, given)) {
      case ParameterCheck.Wrong wrong -> wrong.faults();
      case ParameterCheck.Right right -> throw new AssertionError("accepted: " + right);
    };
  }
}
