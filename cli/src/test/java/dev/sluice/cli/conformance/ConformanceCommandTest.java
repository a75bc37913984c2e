package dev.sluice.cli.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.subdomain.remote.SubDomainEndpoint;
import dev.sluice.cli.Shell;
import io.grpc.Grpc;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConformanceCommandTest {
  private Shell shell;
  private Server server;
  private String address;

  @BeforeEach
  void serve() throws IOException {
    shell = new Shell();
    server =
        Grpc.newServerBuilderForPort(0, InsecureServerCredentials.create())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .addService(new SubDomainEndpoint(new EmptySubDomain()))
            .build()
            .start();
    address = "127.0.0.1:" + server.getPort();
  }

  @AfterEach
  void stop() {
    server.shutdownNow();
    shell.close();
  }

  @Test
  void printsWhatIsKeptWhatIsBrokenAndWhatCouldNotBeTried() {
    Shell.Run run = tried("--check", "describe", "--check", "order", "--check", "restart");

    assertThat(run.out().lines())
        .containsExactly(
            "kept     describe                  It describes the capability that is tried, and what that is told.",
            "BROKEN   order                     Targets come in name order, each once, with zone.",
            "         needs two targets, found 0",
            "skipped  restart                   After a restart it knows what was ordered before.",
            "         nobody said how it is restarted",
            "1 kept, 1 broken, 1 skipped in 0 s");
    assertThat(run.exit()).isEqualTo(8);
  }

  @Test
  void endsWellWhereNothingIsBroken() {
    assertThat(tried("--check", "describe").exit()).isZero();
  }

  @Test
  void printsJsonLines() {
    Shell.Run run = tried("--check", "order", "--json");

    assertThat(run.out().lines())
        .containsExactly(
            "{\"check\":\"order\",\"answer\":\"BROKEN\",\"claim\":\"Targets come in name order, each once, with zone.\",\"why\":\"needs two targets, found 0\"}",
            "{\"kept\":0,\"broken\":1,\"skipped\":0,\"seconds\":0}");
  }

  @Test
  void saysThatNobodyAnswers() {
    server.shutdownNow();
    Shell.Run run = tried();

    assertThat(run.exit()).isEqualTo(6);
    assertThat(run.err()).contains(address + " does not answer", "Connection refused");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void namesTheCapabilitiesThatThereAre() {
    Shell.Run run =
        shell.run("conformance", address, "--capability", "pant", "--other", "colour=blue");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("no capability pant", "did you mean paint?");
  }

  @Test
  void needsAnotherStateToTry() {
    Shell.Run run = shell.run("conformance", address, "--capability", "paint");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--other must change a target to another state");
  }

  @Test
  void namesTheCheckThatWasMeant() {
    assertThat(tried("--check", "pagin").err()).contains("did you mean paging?");
  }

  private Shell.Run tried(String... more) {
    String[] command = {
      "conformance",
      address,
      "--capability",
      "paint",
      "--parameter",
      "colour=red",
      "--other",
      "colour=blue"
    };
    return shell.run(Stream.of(command, more).flatMap(Stream::of).toArray(String[]::new));
  }
}
