package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.Status;
import dev.sluice.cli.Shell.Run;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
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
  void namesEachWrongFieldAndTheNextStep() {
    shell.api.failure = invalid();

    Run run = shell.run("plan", "release-service", "-p", "version=2");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            sluice: the request is not valid
              parameters.version: must match ^v[0-9]+$
            Next: `sluice types NAME` shows the parameters and what they allow.
            """);
  }

  @Test
  void saysWhichStateWasNeeded() {
    shell.api.failure =
        failure(
            Code.FAILED_PRECONDITION,
            "the change can't be approved",
            PreconditionFailure.newBuilder()
                .addViolations(
                    PreconditionFailure.Violation.newBuilder()
                        .setType("AWAITING_APPROVAL")
                        .setSubject("changes/release-1")
                        .setDescription("it is BAKING"))
                .build());

    assertThat(shell.run("approve", "release-1").err())
        .contains(
            "needs AWAITING_APPROVAL of changes/release-1: it is BAKING",
            "Next: look at its state with `sluice get`.");
  }

  @Test
  void saysItAsJsonWhereJsonWasAskedFor() throws IOException {
    shell.api.failure = invalid();

    Run run = shell.run("plan", "release-service", "--json");

    Struct error = json(run.err()).getFieldsOrThrow("error").getStructValue();
    assertThat(error.getFieldsOrThrow("code").getStringValue()).isEqualTo("INVALID_ARGUMENT");
    assertThat(error.getFieldsOrThrow("reason").getStringValue()).isEqualTo("INVALID_PARAMETER");
    assertThat(
            error
                .getFieldsOrThrow("fields")
                .getListValue()
                .getValues(0)
                .getStructValue()
                .getFieldsOrThrow("field")
                .getStringValue())
        .isEqualTo("parameters.version");
  }

  @Test
  void saysWhereItFoundNobody() {
    shell.api.failure = io.grpc.Status.UNAVAILABLE.asRuntimeException();
    shell.environment.put("SLUICE_ADDRESS", "127.0.0.1:7500");

    Run run = shell.run("list");

    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains("no answer from 127.0.0.1:7500", "sluice dev");
  }

  @Test
  void givesTheRequestIdToRepeatAStartThatGotNoAnswer() {
    shell.api.failure = io.grpc.Status.DEADLINE_EXCEEDED.asRuntimeException();

    Run run = shell.run("start", "release-service", "--request-id", "build-17");

    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains("Repeat with --request-id build-17");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "get",
        "get Not_A_Name",
        "plan x -p version",
        "plan x -p a=1 -p a=2",
        "extend release-1 --by soon",
        "list --limit 0",
        "watch release-1 --after -1",
        "list --address nowhere",
        "list --address 10.0.0.1:7300 --plaintext",
        "list --plaintext --tls-ca ca.pem",
        "list --timeout 0s"
      })
  void refusesAWrongCommandLineBeforeItCallsAnyone(String line) {
    Run run = shell.run(line.split(" "));

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("sluice: ").contains("--help`.");
    assertThat(shell.connections).isEmpty();
  }

  @Test
  void saysAUsageErrorAsJsonToo() throws IOException {
    Run run = shell.run("get", "--json");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(json(run.err()).getFieldsOrThrow("error").getStructValue().getFieldsMap())
        .containsKeys("code", "message", "next");
  }

  @Test
  void asksForACommandWhereNoneIsGiven() {
    assertThat(shell.run().exit()).isEqualTo(2);
    assertThat(shell.run("--help").exit()).isZero();
  }

  @Test
  void usesTlsForEveryAddressThatLeavesTheMachine() {
    shell.run("list", "--address", "sluice.example:7300");
    shell.run("list");

    assertThat(shell.connections.get(0).plaintext()).isFalse();
    assertThat(shell.connections.get(1).plaintext()).isTrue();
  }

  @Test
  void sendsTheTokenOfTheFileAndNeverShowsIt(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "s3cret\n");
    shell.environment.put("SLUICE_TOKEN_FILE", file.toString());
    shell.api.failure = io.grpc.Status.UNAUTHENTICATED.asRuntimeException();

    Run run = shell.run("list");

    assertThat(shell.api.authorizations).containsExactly("Bearer s3cret");
    assertThat(run.out() + run.err()).doesNotContain("s3cret").contains("--token-file");
  }

  @Test
  void namesATokenFileThatCantBeUsed(@TempDir Path directory) throws IOException {
    Path two = Files.writeString(directory.resolve("two"), "one\ntwo\n");

    assertThat(shell.run("list", "--token-file", two.toString()).err()).contains("one token");
    Run missing = shell.run("list", "--token-file", directory.resolve("none").toString());
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err()).contains("can't read the token file");
  }

  private static StatusRuntimeException invalid() {
    return failure(
        Code.INVALID_ARGUMENT,
        "the request is not valid",
        BadRequest.newBuilder()
            .addFieldViolations(
                BadRequest.FieldViolation.newBuilder()
                    .setField("parameters.version")
                    .setDescription("must match ^v[0-9]+$"))
            .build(),
        ErrorInfo.newBuilder().setReason("INVALID_PARAMETER").setDomain("sluice.dev").build());
  }

  private static StatusRuntimeException failure(Code code, String message, Message... details) {
    Status.Builder status = Status.newBuilder().setCode(code.value()).setMessage(message);
    for (Message detail : details) {
      status.addDetails(Any.pack(detail));
    }
    return StatusProto.toStatusRuntimeException(status.build());
  }

  private static Struct json(String text) throws IOException {
    Struct.Builder read = Struct.newBuilder();
    JsonFormat.parser().merge(text, read);
    return read.build();
  }
}
