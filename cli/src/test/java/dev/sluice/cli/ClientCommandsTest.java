package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.JsonFormat;
import dev.sluice.cli.Shell.Run;
import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.AbortMode;
import dev.sluice.proto.v1.ApproveChangeRequest;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ExtendBakeRequest;
import dev.sluice.proto.v1.GetChangeTypeRequest;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.LowerRiskRequest;
import dev.sluice.proto.v1.OverrideVerdictRequest;
import dev.sluice.proto.v1.PauseChangeRequest;
import dev.sluice.proto.v1.PlanChangeRequest;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.Verdict;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientCommandsTest {
  private Shell shell;

  @BeforeEach
  void open() throws IOException {
    shell = new Shell();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  void plansWithTheParametersAsTheyWereWritten() {
    Run run = shell.run("plan", "release-service", "-p", "version=v2", "-p", "note=a=b,@c");

    PlanChangeRequest request = shell.api.only(PlanChangeRequest.class);
    assertThat(request.getType()).isEqualTo("changeTypes/release-service");
    assertThat(request.getParametersMap())
        .containsEntry("version", "v2")
        .containsEntry("note", "a=b,@c");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("release checkout v2 to 12 targets", "Nothing was touched.");
  }

  @Test
  void plansAsOneJsonObject() throws IOException {
    Run run = shell.run("plan", "changeTypes/release-service", "--json");

    PlanChangeResponse.Builder read = PlanChangeResponse.newBuilder();
    JsonFormat.parser().merge(run.out(), read);
    assertThat(read.build()).isEqualTo(Samples.PLANNED);
  }

  @Test
  void startsWithReasonNameAndRequestId() {
    Run run =
        shell.run(
            "start",
            "release-service",
            "-p",
            "version=v2",
            "--reason",
            "fixes the basket",
            "--id",
            "my-release",
            "--request-id",
            "build-17");

    StartChangeRequest request = shell.api.only(StartChangeRequest.class);
    assertThat(request.getReason()).isEqualTo("fixes the basket");
    assertThat(request.getChangeId()).isEqualTo("my-release");
    assertThat(request.getRequestId()).isEqualTo("build-17");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("changes/release-1  BAKING  stage 2 of 3 (25 %)");
  }

  @Test
  void makesARequestIdWhereNoneIsGiven() {
    shell.run("start", "release-service");

    assertThat(shell.api.only(StartChangeRequest.class).getRequestId()).matches("[0-9a-f]{32}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"release-1", "changes/release-1"})
  void getsAChangeByItsWholeNameOrItsLastPart(String name) {
    Run run = shell.run("get", name);

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("changes/release-1", "Plan", "asked by", "fixes the basket");
  }

  @Test
  void getsAChangeAsJson() throws IOException {
    Run run = shell.run("get", "release-1", "--json");

    Change.Builder read = Change.newBuilder();
    JsonFormat.parser().merge(run.out(), read);
    assertThat(read.build()).isEqualTo(Samples.CHANGE);
  }

  @Test
  void listsPageAfterPageUpToTheLimitAndSaysThatThereIsMore() {
    shell.api.changePages.add(page("next", "changes/aaa", "changes/bbb"));
    shell.api.changePages.add(page("more", "changes/ccc"));

    Run run = shell.run("list", "--limit", "3", "--filter", "risk >= 3");

    assertThat(run.out()).contains("aaa", "bbb", "ccc");
    assertThat(run.err()).contains("There are more than these 3");
    assertThat(shell.api.requests)
        .containsExactly(
            ListChangesRequest.newBuilder().setPageSize(3).setFilter("risk >= 3").build(),
            ListChangesRequest.newBuilder()
                .setPageSize(1)
                .setFilter("risk >= 3")
                .setPageToken("next")
                .build());
  }

  @Test
  void listsAllAsJsonLines() throws IOException {
    shell.api.changePages.add(page("next", "changes/aaa", "changes/bbb"));
    shell.api.changePages.add(page("", "changes/ccc"));

    Run run = shell.run("list", "--all", "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .hasSize(3)
        .allSatisfy(line -> JsonFormat.parser().merge(line, Change.newBuilder()));
  }

  @Test
  void saysThatAListIsEmpty() {
    assertThat(shell.run("list").out()).isEqualTo("No changes.\n");
  }

  @Test
  void approvesWithAReason() {
    Run run = shell.run("approve", "release-1", "--reason", "read it");

    assertThat(shell.api.only(ApproveChangeRequest.class))
        .isEqualTo(
            ApproveChangeRequest.newBuilder()
                .setName("changes/release-1")
                .setReason("read it")
                .build());
    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("changes/release-1  BAKING");
  }

  @Test
  void approvesForAWhile() {
    assertThat(shell.run("approve", "release-1", "--expires", "1h30m").exit()).isZero();

    assertThat(shell.api.only(ApproveChangeRequest.class).getValidFor().getSeconds())
        .isEqualTo(5400);
  }

  @Test
  void lowersARiskOnlyWithAReason() {
    assertThat(shell.run("lower-risk", "release-1", "--to", "2").exit()).isNotZero();
    assertThat(
            shell
                .run("lower-risk", "release-1", "--to", "2", "--reason", "tried on staging twice")
                .exit())
        .isZero();

    assertThat(shell.api.only(LowerRiskRequest.class))
        .isEqualTo(
            LowerRiskRequest.newBuilder()
                .setName("changes/release-1")
                .setRisk(2)
                .setReason("tried on staging twice")
                .build());
  }

  @Test
  void pausesAndResumes() {
    assertThat(shell.run("pause", "release-1", "--reason", "wait").exit()).isZero();
    assertThat(shell.run("resume", "release-1").exit()).isZero();

    assertThat(shell.api.only(PauseChangeRequest.class).getReason()).isEqualTo("wait");
    assertThat(shell.api.only(ResumeChangeRequest.class).getName()).isEqualTo("changes/release-1");
  }

  @Test
  void abortsByRollingBackUnlessTheTargetsAreToStay() {
    shell.run("abort", "release-1", "--reason", "wrong version");
    assertThat(shell.api.only(AbortChangeRequest.class).getMode())
        .isEqualTo(AbortMode.ABORT_ROLL_BACK);

    shell.api.requests.clear();
    shell.run("abort", "release-1", "--reason", "wrong version", "--hold");
    assertThat(shell.api.only(AbortChangeRequest.class).getMode()).isEqualTo(AbortMode.ABORT_HOLD);
  }

  @Test
  void abortsOnlyWithAReason() {
    assertThat(shell.run("abort", "release-1").exit()).isEqualTo(2);
    assertThat(shell.run("abort", "release-1", "--reason", " ").exit()).isEqualTo(2);
    assertThat(shell.api.requests).isEmpty();
  }

  @Test
  void extendsTheBakeByALengthOfTime() {
    shell.run("extend", "release-1", "--by", "1h30m");

    assertThat(shell.api.only(ExtendBakeRequest.class).getBy().getSeconds()).isEqualTo(5400);
  }

  @Test
  void namesTheBatchThatIsMeant() {
    shell.run("override", "release-1", "pass", "--batch", "3", "--reason", "known noise");
    assertThat(shell.api.only(OverrideVerdictRequest.class).getBatch()).isEqualTo(3);

    Run wrong = shell.run("extend", "release-1", "--by", "5m", "--batch", "-1");
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err()).contains("--batch is a batch's number, from 1: -1");
  }

  @Test
  void overridesAVerdict() {
    Run run = shell.run("override", "release-1", "pass", "--reason", "known noise");

    assertThat(run.exit()).isZero();
    assertThat(shell.api.only(OverrideVerdictRequest.class).getVerdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void overridesWithPassOrFailOnly() {
    Run run = shell.run("override", "release-1", "maybe", "--reason", "x");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("the verdict is pass or fail, not 'maybe'");
  }

  @Test
  void listsTheTypesAndTheFilesThatWereRefused() {
    assertThat(shell.run("types").out())
        .contains("release-service", "payments", "1 file refused", "broken.yaml line 3");
  }

  @Test
  void showsATypeWithItsParameters() {
    Run run = shell.run("types", "release-service");

    assertThat(shell.api.only(GetChangeTypeRequest.class).getName())
        .isEqualTo("changeTypes/release-service");
    assertThat(run.out())
        .contains("matches ^v[0-9]+$", "1 target > the rest")
        .endsWith("sluice plan release-service -p version=…\n");
  }

  @Test
  void listsTargetsByLabelAndZone() {
    shell.api.targetPages.add(
        ListTargetsResponse.newBuilder().addTargets(Samples.target("checkout-1")).build());

    Run run = shell.run("targets", "fleet", "-l", "service=checkout", "--zone", "a");

    ListTargetsRequest request = shell.api.only(ListTargetsRequest.class);
    assertThat(request.getParent()).isEqualTo("subDomains/fleet");
    assertThat(request.getSelectorMap()).containsEntry("service", "checkout");
    assertThat(request.getZone()).isEqualTo("a");
    assertThat(run.out()).contains("checkout-1", "healthy", "service=checkout");
  }

  @Test
  void listsTheSubDomainsWhereNoneIsNamed() {
    assertThat(shell.run("targets").out())
        .contains("fleet", "sluice-fleet", "release, drop (no way back)");
  }

  @Test
  void printsACompletionScriptThatKnowsTheCommands() {
    assertThat(shell.run("completion").out())
        .startsWith("#!/usr/bin/env bash")
        .contains("override");
  }

  @Test
  void saysItsVersion() {
    assertThat(shell.run("version").out()).matches("sluice \\d+\\.\\d+\\.\\d+\\S*, Java \\S+\n");
    assertThat(shell.run("version", "--json").out()).contains("\"sluice\":");
  }

  private static ListChangesResponse page(String next, String... names) {
    ListChangesResponse.Builder page = ListChangesResponse.newBuilder().setNextPageToken(next);
    for (String name : names) {
      page.addChanges(Samples.CHANGE.toBuilder().setName(name).clearPlan());
    }
    return page.build();
  }
}
