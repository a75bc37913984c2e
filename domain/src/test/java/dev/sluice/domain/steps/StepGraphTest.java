package dev.sluice.domain.steps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.domain.changetype.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepGraphTest {
  private static Step step(String name, String... after) {
    return new Step(name, List.of(after), false, "");
  }

  @Test
  void putsStepsInAnOrderInWhichTheyCanBeDone() {
    StepGraph graph = new StepGraph(List.of(step("c", "b", "a"), step("b", "a"), step("a")));
    assertThat(graph.steps()).extracting(Step::name).containsExactly("a", "b", "c");
    assertThat(graph.backwards()).extracting(Step::name).containsExactly("c", "b", "a");
  }

  @Test
  void knowsWhatRestsOnAStepDirectlyOrNot() {
    StepGraph graph = new StepGraph(List.of(step("a"), step("b", "a"), step("c", "b"), step("d")));
    assertThat(graph.dependents("a")).extracting(Step::name).containsExactly("b", "c");
    assertThat(graph.dependents("d")).isEmpty();
  }

  @Test
  void saysWhichStepsWaitForEachOther() {
    assertThat(StepGraph.faults(List.of(step("a", "b"), step("b", "a"), step("c"))))
        .extracting(Fault::message)
        .singleElement()
        .asString()
        .contains("a, b");
  }

  @Test
  void saysWhichNameIsMeant() {
    assertThat(StepGraph.faults(List.of(step("release"), step("traffic", "relaese"))))
        .containsExactly(new Fault("[1].after", "names no step: relaese; did you mean release?"));
  }

  @Test
  void doesNotKeepWhatRestsOnSomethingTakenBack() {
    Step kept = new Step("b", List.of("a"), true, "");
    assertThat(StepGraph.faults(List.of(step("a"), kept)))
        .extracting(Fault::path)
        .containsExactly("[1].keep");
  }
}
