package dev.sluice.worker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.rpc.BadRequest;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import dev.sluice.proto.v1.AbortChangeRequest;
import dev.sluice.proto.v1.AbortMode;
import dev.sluice.proto.v1.ApproveChangeRequest;
import dev.sluice.proto.v1.Change;
import dev.sluice.proto.v1.ChangeEvent;
import dev.sluice.proto.v1.ExtendBakeRequest;
import dev.sluice.proto.v1.GetChangeRequest;
import dev.sluice.proto.v1.GetChangeTypeRequest;
import dev.sluice.proto.v1.ListChangeTypesRequest;
import dev.sluice.proto.v1.ListChangesRequest;
import dev.sluice.proto.v1.ListChangesResponse;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.LowerRiskRequest;
import dev.sluice.proto.v1.Outcome;
import dev.sluice.proto.v1.OverrideVerdictRequest;
import dev.sluice.proto.v1.PauseChangeRequest;
import dev.sluice.proto.v1.Phase;
import dev.sluice.proto.v1.PlanChangeRequest;
import dev.sluice.proto.v1.PlanChangeResponse;
import dev.sluice.proto.v1.ResumeChangeRequest;
import dev.sluice.proto.v1.StartChangeRequest;
import dev.sluice.proto.v1.Verdict;
import dev.sluice.proto.v1.WatchChangeRequest;
import io.grpc.Status.Code;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ChangeApiTest {
  private static RunningApi api;

  @BeforeAll
  static void start() throws IOException {
    api = new RunningApi(true, null);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  private static StartChangeRequest.Builder request(String requestId) {
    return StartChangeRequest.newBuilder()
        .setType("changeTypes/release")
        .putParameters("version", "v2")
        .setRequestId(requestId);
  }

  private static Change started(String requestId) {
    return api.as("dana").startChange(request(requestId).build());
  }

  private static GetChangeRequest named(String name) {
    return GetChangeRequest.newBuilder().setName(name).build();
  }

  private static void end(Change change) {
    api.as("omar")
        .abortChange(
            AbortChangeRequest.newBuilder()
                .setName(change.getName())
                .setReason("test is over")
                .setMode(AbortMode.ABORT_HOLD)
                .build());
  }

  @Test
  void plansWithoutStartingAnything() {
    PlanChangeResponse response =
        api.as("dana")
            .planChange(
                PlanChangeRequest.newBuilder()
                    .setType("changeTypes/release")
                    .putParameters("version", "v2")
                    .build());

    assertThat(response.getPlan().getTitle()).isEqualTo("release checkout v2");
    assertThat(response.getObstaclesList()).containsExactly("checkout-1 is not healthy");
  }

  @Test
  void namesEachWrongFieldBeforeAnythingElseSeesTheRequest() {
    Refusal refusal =
        Refusal.of(() ->
            api.as("dana")
                .startChange(
                    StartChangeRequest.newBuilder()
                        .setType("release")
                        .putParameters("Bad Key", "x")
                        .build()));

    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("INVALID_FIELD");
    assertThat(refusal.detail(BadRequest.class).getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getField)
        .containsExactlyInAnyOrder("type", "parameters[\"Bad Key\"]", "request_id");
    assertThat(refusal.detail(BadRequest.class).getFieldViolationsList())
        .extracting(BadRequest.FieldViolation::getDescription)
        .anyMatch(
            words -> words.startsWith("'Bad Key' is not well formed: write it like version ("));
  }

  @Test
  void showsHowAMisspeltNameIsWritten() {
    Refusal refusal = Refusal.of(() -> api.as("ann").getChange(named("steered")));
    assertThat(refusal.detail(BadRequest.class).getFieldViolations(0).getDescription())
        .startsWith("'steered' is not well formed: write it like changes/release-checkout-7 (");
  }

  @Test
  void refusesBadParametersBeforeItStarts() {
    Refusal refusal =
        Refusal.of(() ->
            api.as("dana")
                .startChange(
                    request("bad").putParameters("version", "2").setChangeId("bad").build()));

    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.detail(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("parameters[\"version\"]");
    assertThat(Refusal.of(() -> api.as("dana").getChange(named("changes/bad"))).code())
        .isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void saysWhoMustActWhenPlanningMeetsAProblem() {
    Refusal refusal =
        Refusal.of(() ->
            api.as("dana").startChange(request("other").setType("changeTypes/other").build()));

    assertThat(refusal.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(refusal.reason()).isEqualTo("UNKNOWN_TYPE");
  }

  @Test
  void hidesWhatIsUnexpectedBehindAnIdThatTheLogKnows() {
    Refusal refusal =
        Refusal.of(() ->
            api.as("dana").startChange(request("broken").setType("changeTypes/broken").build()));

    assertThat(refusal.code()).isEqualTo(Code.INTERNAL);
    assertThat(refusal.message())
        .matches("something unexpected: look for [0-9a-f-]{36} in the log");
  }

  @Test
  void startsOnceForTheSameRequestAlsoAfterTheEnd() {
    Change first = started("once");
    int plans = api.oneType.plans.get();

    assertThat(first.getName()).matches("changes/release-[0-9a-f]{10}");
    assertThat(first.getTitle()).isEqualTo("release checkout v2");
    assertThat(first.getRequester()).isEqualTo("dana");
    assertThat(first.getPhase()).isEqualTo(Phase.PLANNING);
    assertThat(started("once").getName()).isEqualTo(first.getName());
    end(first);
    Change again = started("once");

    assertThat(again.getName()).isEqualTo(first.getName());
    assertThat(again.getPhase()).isEqualTo(Phase.ENDED);
    assertThat(api.oneType.plans.get()).isEqualTo(plans);
  }

  @Test
  void refusesAnotherRequestUnderTheSameName() {
    Change first = api.as("dana").startChange(request("a").setChangeId("taken").build());
    List<StartChangeRequest> others =
        List.of(
            request("b").setChangeId("taken").build(),
            request("a").setChangeId("taken").putParameters("version", "v3").build());

    for (StartChangeRequest other : others) {
      Refusal refusal = Refusal.of(() -> api.as("dana").startChange(other));
      assertThat(refusal.code()).isEqualTo(Code.ALREADY_EXISTS);
      assertThat(refusal.detail(ResourceInfo.class).getResourceName()).isEqualTo("changes/taken");
    }
    assertThat(
            Refusal.of(() -> api.as("omar").startChange(request("a").setChangeId("taken").build()))
                .code())
        .isEqualTo(Code.ALREADY_EXISTS);
    end(first);
  }

  @Test
  void startsOnceWhenTheSameRequestComesManyTimesAtOnce() throws Exception {
    List<Callable<Change>> calls = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      calls.add(() -> started("race"));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> names = new ArrayList<>();
      for (Future<Change> call : threads.invokeAll(calls)) {
        names.add(call.get().getName());
      }
      assertThat(names).hasSize(8).containsOnly(names.getFirst());
    }
    ListChangesResponse list =
        api.as("dana").listChanges(ListChangesRequest.newBuilder().setPageSize(100).build());
    assertThat(list.getChangesList())
        .extracting(Change::getName)
        .containsOnlyOnce("changes/" + ChangeNames.idFor("release", "race"));
  }

  @Test
  void onlyOneOfTwoDifferentRequestsWinsTheSameName() throws Exception {
    List<Callable<String>> calls = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      StartChangeRequest request = request("rival-" + i).setChangeId("rivals").build();
      calls.add(() -> {
        try {
          return api.as("dana").startChange(request).getName();
        } catch (io.grpc.StatusRuntimeException e) {
          return e.getStatus().getCode().name();
        }
      });
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<String> answers = new ArrayList<>();
      for (Future<String> call : threads.invokeAll(calls)) {
        answers.add(call.get());
      }
      assertThat(answers).containsOnlyOnce("changes/rivals");
      assertThat(answers).filteredOn("ALREADY_EXISTS"::equals).hasSize(5);
    }
  }

  @Test
  void describesAChangeWhileItRunsAndAfterItEnded() {
    Change change = started("described");

    assertThat(api.as("dana").getChange(named(change.getName())).getPhase())
        .isEqualTo(Phase.BAKING);
    end(change);
    Change ended = api.as("dana").getChange(named(change.getName()));
    assertThat(ended.getPhase()).isEqualTo(Phase.ENDED);
    assertThat(ended.getOutcome()).isEqualTo(Outcome.STOPPED);
  }

  @Test
  void saysThatAWorkflowWasTerminatedInTemporal() {
    Change change = started("terminated");
    api.temporal
        .client()
        .newUntypedWorkflowStub(ChangeNames.idIn(change.getName()))
        .terminate("by hand");

    Change seen = api.as("dana").getChange(named(change.getName()));

    assertThat(seen.getPhase()).isEqualTo(Phase.ENDED);
    assertThat(seen.getStatusReason()).contains("terminated in Temporal");
  }

  @Test
  void steersWithTheCallersName() {
    Change change = started("steered");
    String name = change.getName();

    assertThat(
            api.as("omar")
                .pauseChange(PauseChangeRequest.newBuilder().setName(name).build())
                .getPhase())
        .isEqualTo(Phase.PAUSED);
    api.as("omar").resumeChange(ResumeChangeRequest.newBuilder().setName(name).build());
    api.as("omar").approveChange(ApproveChangeRequest.newBuilder().setName(name).build());
    api.as("omar")
        .extendBake(
            ExtendBakeRequest.newBuilder()
                .setName(name)
                .setBy(Duration.newBuilder().setSeconds(60))
                .build());
    api.as("omar")
        .overrideVerdict(
            OverrideVerdictRequest.newBuilder()
                .setName(name)
                .setVerdict(Verdict.PASS)
                .setReason("known noise")
                .build());
    end(change);

    assertThat(watched(name, 2))
        .extracting(event -> event.getKind() + " " + event.getActor())
        .containsExactly(
            "PAUSED omar",
            "RESUMED omar",
            "APPROVED omar",
            "BAKE_EXTENDED omar",
            "OVERRIDDEN omar",
            "ENDED omar");
  }

  @Test
  void lowersARiskInTheCallersNameAndRoles() {
    Change change = started("risky");
    LowerRiskRequest.Builder request =
        LowerRiskRequest.newBuilder()
            .setName(change.getName())
            .setRisk(2)
            .setReason("tried on staging twice");

    api.as("rita").lowerRisk(request.build());
    api.as("omar")
        .approveChange(
            ApproveChangeRequest.newBuilder()
                .setName(change.getName())
                .setValidFor(Duration.newBuilder().setSeconds(7_200))
                .build());

    assertThat(Refusal.of(() -> api.as("dana").lowerRisk(request.build())).code())
        .isEqualTo(Code.PERMISSION_DENIED);
    assertThat(Refusal.of(() -> api.as("rita").lowerRisk(request.setReason("ok").build())).reason())
        .isEqualTo("INVALID_FIELD");
    end(change);
    assertThat(watched(change.getName(), 2))
        .extracting(event -> event.getKind() + " " + event.getActor())
        .containsExactly(
            "LOWERED_TO_2_AS_risk-owner_OF_[risk-owner] rita",
            "APPROVED_FOR_7200 omar",
            "ENDED omar");
  }

  @Test
  void saysWhichStateAnUpdateWouldHaveNeeded() {
    Change change = started("wrong-state");

    Refusal refusal =
        Refusal.of(() ->
            api.as("omar")
                .resumeChange(ResumeChangeRequest.newBuilder().setName(change.getName()).build()));

    assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.reason()).isEqualTo("WRONG_STATE");
    PreconditionFailure.Violation violation =
        refusal.detail(PreconditionFailure.class).getViolations(0);
    assertThat(violation.getSubject()).isEqualTo(change.getName());
    assertThat(violation.getDescription()).contains("PAUSED or HELD");
    end(change);
  }

  @Test
  void doesNotLetTheRequesterApprove() {
    Change change = started("own");

    Refusal refusal =
        Refusal.of(() ->
            api.as("dana")
                .approveChange(
                    ApproveChangeRequest.newBuilder().setName(change.getName()).build()));

    assertThat(refusal.code()).isEqualTo(Code.PERMISSION_DENIED);
    assertThat(refusal.reason()).isEqualTo("NOT_ALLOWED");
    end(change);
  }

  @Test
  void tellsAnEndedChangeFromOneThatNeverWas() {
    Change change = started("over");
    end(change);

    Refusal ended = Refusal.of(() -> end(change));
    assertThat(ended.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(ended.reason()).isEqualTo("ENDED");
    Refusal missing =
        Refusal.of(() -> end(Change.newBuilder().setName("changes/never-was").build()));
    assertThat(missing.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(missing.detail(ResourceInfo.class).getResourceName()).isEqualTo("changes/never-was");
  }

  @Test
  void watchesFromTheCursorToTheLastEvent() {
    Change change = started("watched");
    Iterator<ChangeEvent> live =
        api.as("dana")
            .watchChange(WatchChangeRequest.newBuilder().setName(change.getName()).build());

    assertThat(live.next().getKind()).isEqualTo("PLANNED");
    assertThat(live.next().getKind()).isEqualTo("BATCH_APPLIED");
    end(change);
    assertThat(live.next().getKind()).isEqualTo("ENDED");
    assertThat(live.hasNext()).isFalse();
    assertThat(watched(change.getName(), 1))
        .extracting(ChangeEvent::getSequence)
        .containsExactly(2L, 3L);
    assertThat(watched(change.getName(), 3)).isEmpty();
  }

  @Test
  void endsAWatchOfATerminatedWorkflow() {
    Change change = started("cut");
    Iterator<ChangeEvent> live =
        api.as("dana")
            .watchChange(
                WatchChangeRequest.newBuilder().setName(change.getName()).setAfter(2).build());
    api.temporal
        .client()
        .newUntypedWorkflowStub(ChangeNames.idIn(change.getName()))
        .terminate("by hand");

    Refusal refusal = Refusal.of(live::hasNext);

    assertThat(refusal.code()).isIn(Code.ABORTED, Code.UNAVAILABLE);
  }

  @Test
  void watchingWhatIsNotThereIsNotFound() {
    assertThat(Refusal.of(() -> watched("changes/never-was", 0)).code()).isEqualTo(Code.NOT_FOUND);
  }

  private static List<ChangeEvent> watched(String name, long after) {
    List<ChangeEvent> events = new ArrayList<>();
    api.as("dana")
        .watchChange(WatchChangeRequest.newBuilder().setName(name).setAfter(after).build())
        .forEachRemaining(events::add);
    return events;
  }

  @Test
  void listsByFilterAndPageWhereTemporalCantList() {
    for (int i = 0; i < 3; i++) {
      Change change = api.as("lister").startChange(request("page-" + i).build());
      end(change);
    }
    ListChangesRequest request =
        ListChangesRequest.newBuilder()
            .setFilter("requester = lister AND service = checkout AND risk >= 3 AND phase = ENDED")
            .setPageSize(2)
            .build();

    ListChangesResponse first = api.as("dana").listChanges(request);
    ListChangesResponse second =
        api.as("dana")
            .listChanges(request.toBuilder().setPageToken(first.getNextPageToken()).build());

    assertThat(first.getChangesList())
        .extracting(Change::getName)
        .containsExactly(
            "changes/" + ChangeNames.idFor("release", "page-2"),
            "changes/" + ChangeNames.idFor("release", "page-1"));
    assertThat(first.getChanges(0).getTitle()).isEqualTo("release checkout v2");
    assertThat(second.getChangesCount()).isEqualTo(1);
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void saysWhereAFilterIsWrongAndRefusesForeignPageTokens() {
    Refusal filter =
        Refusal.of(() ->
            api.as("dana")
                .listChanges(ListChangesRequest.newBuilder().setFilter("risk ~ 3").build()));
    Refusal token =
        Refusal.of(() ->
            api.as("dana")
                .listChanges(ListChangesRequest.newBuilder().setPageToken("abc").build()));

    assertThat(filter.code()).isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(filter.detail(BadRequest.class).getFieldViolations(0).getDescription())
        .startsWith("at character 6");
    assertThat(token.detail(BadRequest.class).getFieldViolations(0).getField())
        .isEqualTo("page_token");
  }

  @Test
  void refusesAnActorWhoseNameIsNotAName() {
    assertThat(Refusal.of(() -> api.as("two words").getChange(named("changes/never-was"))).code())
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void showsTheCatalogue() {
    assertThat(api.catalog().listChangeTypes(ListChangeTypesRequest.getDefaultInstance()))
        .satisfies(response -> {
          assertThat(response.getChangeTypesCount()).isEqualTo(1);
          assertThat(response.getRefused(0)).contains("did you mean stages?");
        });
    assertThat(
            api.catalog()
                .listTargets(
                    ListTargetsRequest.newBuilder().setParent("subDomains/release").build())
                .getTargetsCount())
        .isEqualTo(1);
    assertThat(
            Refusal.of(() ->
                    api.catalog()
                        .getChangeType(
                            GetChangeTypeRequest.newBuilder().setName("changeTypes/none").build()))
                .code())
        .isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void countsCallsByMethodAndCode() {
    Refusal.of(() -> api.as("dana").getChange(named("changes/never-was")));

    assertThat(api.metrics.scrape())
        .containsPattern(
            "sluice_api_calls_seconds_count\\{code=\"NOT_FOUND\",method=\"GetChange\"");
  }
}
