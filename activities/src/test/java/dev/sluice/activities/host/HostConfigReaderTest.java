package dev.sluice.activities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostConfigReaderTest {
  private static final String LEAST =
      "inventory: {file: inventory.yaml}\nssh: {known_hosts: known_hosts, keys: [key]}\n";

  @TempDir private Path folder;

  private HostConfig read(String text) throws IOException {
    return HostConfigReader.read(Files.writeString(folder.resolve("hosts.yaml"), text), null);
  }

  @Test
  void fillsInWhatIsUsual() throws IOException {
    HostConfig config = read(LEAST);
    assertThat(config.name()).isEqualTo("host");
    assertThat(config.orders()).isEqualTo("/var/lib/sluice/orders");
    assertThat(config.bootId()).isEqualTo("/proc/sys/kernel/random/boot_id");
    assertThat(config.limits().concurrency()).isEqualTo(64);
    assertThat(config.ssh().knownHosts()).isEqualTo(folder.resolve("known_hosts"));
    assertThat(config.ssh().connectWithin()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.ssh().shell()).containsExactly("/bin/sh");
    assertThat(HostDescription.of(config).capabilities()).isEmpty();
  }

  @Test
  void saysWhichKeyIsWrongAndWhatWouldBeRight() {
    refuses(LEAST + "limit: {}", "limit is unknown: did you mean limits?");
    refuses(LEAST + "limits: {concurrency: 500}", "concurrency in 1 to 128");
    refuses(LEAST + "limits: {patience: soon}", "limits.patience must be a duration");
    refuses("ssh: {known_hosts: k, keys: [k]}", "inventory needs either file or command");
    refuses("inventory: {file: i}\nssh: {known_hosts: k}", "needs keys or an agent");
    refuses(LEAST + "files: {paths: [{path: etc/app.conf}]}", "must be an absolute path");
    refuses(LEAST + "files: {paths: [{path: /etc/../shadow}]}", "must be an absolute path");
    refuses(LEAST + "commands: {a: {description: d}}", "commands.a.run is missing");
  }

  @Test
  void letsNoParameterIntoProgramText() {
    for (String run :
        new String[] {
          "[sh, -c, 'echo ${v}']", "['${v}']", "[perl, -e, '${v}']", "[bash, -ec, '${v}']"
        }) {
      refuses(
          LEAST
              + "commands: {a: {description: d, run: %s, parameters: {v: {description: d}}}}"
                  .formatted(run),
          "would become program text");
    }
    refuses(LEAST + "commands: {a: {description: d, run: [echo, '${w}']}}", "${w} is no parameter");
  }

  private void refuses(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hosts.yaml")
        .hasMessageContaining(why);
  }
}
