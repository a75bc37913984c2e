package dev.sluice.activities.policy;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.sluice.domain.problem.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns the text of conditions into what can be evaluated, or says what is wrong with them. */
final class Conditions {
  /** Most characters of a condition. */
  private static final int MOST_CHARACTERS = 4_096;

  /** Most nested parts. */
  private static final int MOST_DEPTH = 32;

  /** Most steps of all loops ({@code exists}, {@code all}, …) of one evaluation together. */
  private static final int MOST_STEPS = 10_000;

  private static final Pattern UNKNOWN_FIELD = Pattern.compile("undefined field '([^']*)'");
  private static final Pattern UNKNOWN_NAME = Pattern.compile("undeclared reference to '([^']*)'");
  private static final Pattern NO_FLAG = Pattern.compile("expected type 'bool' but found '(.*)'");
  private static final Pattern WRONG_TYPES =
      Pattern.compile("found no matching overload for '([^']*)' applied to '(\\(.*?\\))'.*");

  private static final Cel CEL = environment();

  private Conditions() {}

  /**
   * Something wrong in a condition.
   *
   * @param line of the condition, from 1
   * @param column from 0
   */
  record Issue(int line, int column, String message) {}

  /** Either a condition, or what is wrong. */
  sealed interface Compiled {
    record Right(Condition condition) implements Compiled {}

    /** At least one. */
    record Wrong(List<Issue> issues) implements Compiled {}
  }

  private static Cel environment() {
    ImmutableMap<String, CelType> types =
        Variable.ALL.stream()
            .map(Variable::struct)
            .collect(ImmutableMap.toImmutableMap(CelType::name, type -> type));
    CelBuilder builder =
        CelFactory.plannerCelBuilder()
            .setOptions(
                CelOptions.current()
                    .comprehensionMaxIterations(MOST_STEPS)
                    .maxExpressionCodePointSize(MOST_CHARACTERS)
                    .maxParseRecursionDepth(MOST_DEPTH)
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .setTypeProvider(new Types(types))
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL);
    Variable.ALL.forEach(variable -> builder.addVar(variable.name(), variable.type()));
    return builder.build();
  }

  static Compiled compile(String text) {
    CelValidationResult result = CEL.compile(text);
    if (result.hasError()) {
      List<Issue> issues = new ArrayList<>();
      for (CelIssue issue : result.getErrors()) {
        int line = Math.max(1, issue.getSourceLocation().getLine());
        int column = Math.max(0, issue.getSourceLocation().getColumn());
        issues.add(new Issue(line, column, words(issue.getMessage(), text, line, column)));
      }
      return new Compiled.Wrong(issues);
    }
    try {
      return new Compiled.Right(
          new Condition(
              CEL.createProgram(result.getAst()),
              result.getAst().getReferenceMap().values().stream()
                  .map(CelReference::name)
                  .collect(Collectors.toSet())));
    } catch (CelValidationException | CelEvaluationException wrong) {
      return new Compiled.Wrong(List.of(new Issue(1, 0, String.valueOf(wrong.getMessage()))));
    }
  }

  private static String words(String message, String text, int line, int column) {
    Matcher field = UNKNOWN_FIELD.matcher(message);
    if (field.find()) {
      String wrong = field.group(1);
      return "there is no field %s: %s"
          .formatted(wrong, NearestName.advice(wrong, fieldsBefore(text, line, column)));
    }
    Matcher name = UNKNOWN_NAME.matcher(message);
    if (name.find()) {
      String wrong = name.group(1);
      return "there is nothing called %s: %s"
          .formatted(
              wrong, NearestName.advice(wrong, Variable.ALL.stream().map(Variable::name).toList()));
    }
    Matcher flag = NO_FLAG.matcher(message);
    if (flag.find()) {
      return "must be true or false, but is %s: compare it with something"
          .formatted(flag.group(1).replace("sluice.", ""));
    }
    Matcher types = WRONG_TYPES.matcher(message);
    if (types.matches()) {
      return "%s can't be applied to %s: docs/policies.md has the type of every field"
          .formatted(types.group(1).replace("_", ""), types.group(2).replace("sluice.", ""));
    }
    return "is no CEL: %s: docs/policies.md has examples"
        .formatted(message.lines().findFirst().orElse(""));
  }

  /** The fields of the variable that stands before a place; all fields where none does. */
  private static List<String> fieldsBefore(String text, int line, int column) {
    String[] lines = text.split("\n", -1);
    String front = line <= lines.length ? lines[line - 1] : "";
    String receiver =
        front.substring(0, Math.min(column, front.length())).replaceFirst("(?s).*[^A-Za-z]", "");
    Optional<Variable> variable =
        Variable.ALL.stream().filter(one -> one.name().equals(receiver)).findFirst();
    return variable
        .map(Variable::fieldNames)
        .orElseGet(() ->
            Variable.ALL.stream().flatMap(one -> one.fieldNames().stream()).distinct().toList());
  }

  /** The groups of facts as types. */
  private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(byName.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(byName.get(name));
    }
  }
}
