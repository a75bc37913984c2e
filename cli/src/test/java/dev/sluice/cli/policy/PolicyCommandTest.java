package dev.sluice.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Shell;
import dev.sluice.cli.Shell.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
  private static final String RULES =
      """
      rules:
        - name: big
          description: Big changes are not made.
          status: shadow
          when: change.targets > 1000
          refuse: too big
      """;

  @TempDir private Path folder;

  @Test
  void checkListsTheRules() throws IOException {
    write("rules.yaml", RULES);

    Run run = run("policy", "check", folder.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "RULE  STATUS  ASKS                 WHEN",
            "big   shadow  refuses it: too big  change.targets > 1000",
            "1 rules, nothing wrong.");
  }

  @Test
  void checkEndsWithOneAndThePlaceOfEachMistake() throws IOException {
    write("rules.yaml", RULES.replace("targets", "targts"));

    Run run = run("policy", "check", folder.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(
            "rules.yaml:5:17: rules[0].when: there is no field targts: did you mean targets?\n");
    assertThat(run("policy", "check", "--json", folder.toString()).out())
        .startsWith("{\"file\":\"rules.yaml\",\"line\":5,\"column\":17,");
  }

  @Test
  void testSaysWhatARuleWouldHaveDone() throws IOException {
    write("rules.yaml", RULES);
    String past =
        write(
            "past.jsonl",
            """
            {"id": "one", "change": {"class": "standard", "services": ["checkout"], "targets": 5000}}
            {"id": "two", "change": {"class": "normal", "services": ["checkout"], "targets": 5}}
            """);

    Run run = run("policy", "test", "big", "--policies", folder.toString(), "--changes", past);

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines().map(String::stripTrailing))
        .containsExactly(
            "REFUSED   one",
            "          big: refuses it: too big",
            "2 past changes, 1 rules: 1 refused, 0 held, 0 asked for more, 0 could not be judged, 1 as they were",
            "  CLASS     CHANGES  REFUSED  HELD  MORE  UNJUDGED",
            "  normal          1        0     0     0         0",
            "  standard        1        1     0     0         0",
            "  SERVICE   CHANGES  REFUSED  HELD  MORE  UNJUDGED",
            "  checkout        2        1     0     0         0");
  }

  @Test
  void testGivesJsonLinesAndTakesAFile() throws IOException {
    String rules = write("rules.yaml", RULES);
    String past = write("past.jsonl", "{\"id\": \"one\", \"change\": {\"targets\": 5000}}\n");

    Run run = run("policy", "test", rules, "--changes", past, "--json");

    assertThat(run.out().lines())
        .containsExactly(
            "{\"change\":\"one\",\"effect\":\"refused\",\"rules\":[{\"rule\":\"big\",\"effect\":\"refused\",\"said\":\"refuses it: too big\"}]}",
            "{\"changes\":1,\"none\":0,\"unjudged\":0,\"more\":0,\"held\":0,\"refused\":1,\"rules\":1,\"classes\":{\"unknown\":{\"changes\":1,\"none\":0,\"unjudged\":0,\"more\":0,\"held\":0,\"refused\":1}},\"services\":{}}");
  }

  @Test
  void testNamesTheRuleThatWasMeant() throws IOException {
    write("rules.yaml", RULES);
    String past = write("past.jsonl", "");

    Run run = run("policy", "test", "bgi", "--policies", folder.toString(), "--changes", past);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("there is no rule or file bgi: did you mean big?");
  }

  @Test
  void servicesAreListedWithTheirNeighbours() throws IOException {
    write("a.yaml", "name: checkout\ntier: 1\nowner: orders\ncalls: [payment]\n");
    write("b.yaml", "name: payment\ntier: 2\nowner: payments\nlevel: unattended\n");

    Run run = run("services", folder.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out().lines().map(String::stripTrailing))
        .containsExactly(
            "SERVICE   TIER  OWNER     LEVEL ASKED  NEIGHBOURS",
            "checkout     1  orders    batched      payment",
            "payment      2  payments  unattended   checkout");
  }

  @Test
  void aWrongServiceEndsWithOneAndItsPlace() throws IOException {
    write("a.yaml", "name: checkout\ntier: 9\nowner: orders\n");

    Run run = run("services", folder.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("a.yaml:1:1: tier must lie in 1 (core) to 4: 9");
  }

  private String write(String file, String text) throws IOException {
    return Files.writeString(folder.resolve(file), text).toString();
  }

  private static Run run(String... arguments) throws IOException {
    try (Shell shell = new Shell()) {
      return shell.run(arguments);
    }
  }
}
