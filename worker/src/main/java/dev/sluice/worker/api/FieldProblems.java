package dev.sluice.worker.api;

import java.util.List;
import java.util.stream.Collectors;

/** A request whose fields are wrong, one by one. */
public final class FieldProblems extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<FieldProblem> problems;

  public FieldProblems(List<FieldProblem> problems) {
    super(
        problems.stream()
            .map(problem -> problem.field() + ": " + problem.remedy())
            .collect(Collectors.joining("; ")));
    this.problems = List.copyOf(problems);
  }

  FieldProblems(String field, String remedy) {
    this(List.of(new FieldProblem(field, remedy)));
  }

  public List<FieldProblem> problems() {
    return problems;
  }

  /**
   * What is wrong with one field.
   *
   * @param field path in the request: {@code parameters["version"]}
   * @param remedy what would be right
   */
  public record FieldProblem(String field, String remedy) {}
}
