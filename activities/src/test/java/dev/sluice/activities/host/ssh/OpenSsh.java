package dev.sluice.activities.host.ssh;

import dev.sluice.activities.host.HostConfig;
import dev.sluice.activities.host.HostConfigReader;
import dev.sluice.activities.host.HostSubDomain;
import dev.sluice.activities.host.inventory.Inventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Real OpenSSH servers that play many hosts, and sub-domains that reach them. */
record OpenSsh(Path home) {
  static final int PORT = 21_300;

  private static final String HOSTS = "32";

  static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/sbin/sshd"));
  }

  static OpenSsh start() throws IOException, InterruptedException {
    return new OpenSsh(Path.of(script("start").strip()));
  }

  void restart() throws IOException, InterruptedException {
    String _ = script("restart");
  }

  void stop() throws IOException, InterruptedException {
    String _ = script("stop");
  }

  private static String script(String command) throws IOException, InterruptedException {
    Path script = Path.of("../docker/systems/openssh.sh").toAbsolutePath().normalize();
    ProcessBuilder builder = new ProcessBuilder(script.toString(), command);
    builder.environment().put("SLUICE_OPENSSH_HOSTS", HOSTS);
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("openssh.sh %s failed: %s".formatted(command, output));
    }
    return output;
  }

  static String address(int host) {
    return "127.21.0." + (host + 1);
  }

  Path homeOf(int host) {
    return home.resolve("hosts").resolve(address(host));
  }

  /** Gives a host the files that the tests change. */
  void furnish(int host) throws IOException {
    Path folder = homeOf(host);
    Process process =
        new ProcessBuilder("rm", "-rf", folder + "/orders", folder + "/disk-full", folder + "/log")
            .start();
    try {
      int _ = process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    Files.writeString(folder.resolve("app.conf"), "old\n");
    Files.writeString(folder.resolve("version"), "1\n");
  }

  /** The line of a host that is reached directly. */
  static String host(int host) {
    return "- {name: h%02d, address: %s, port: %d, zone: %s}\n"
        .formatted(host, address(host), PORT, host % 2 == 0 ? "a" : "b");
  }

  /** The line of a host that is reached through a proxy on loopback. */
  static String host(int host, TcpProxy proxy) {
    return "- {name: h%02d, address: 127.0.0.1, port: %d, zone: a}\n".formatted(host, proxy.port());
  }

  String publicKey() throws IOException {
    String[] parts = Files.readString(home.resolve("hostkey.pub")).split(" ", 3);
    return parts[0] + " " + parts[1];
  }

  /** What a test has that is another than usual. */
  record Setup(String hosts, Path knownHosts, Path key, @Nullable Path agent, String orders) {}

  Setup setup(Path folder, String hosts) throws IOException {
    Path known = folder.resolve("known_hosts");
    String keyOfHosts = publicKey();
    StringBuilder lines = new StringBuilder("[127.21.*]:%d %s\n".formatted(PORT, keyOfHosts));
    Pattern.compile("address: (127\\.0\\.0\\.1), port: (\\d+)")
        .matcher(hosts)
        .results()
        .forEach(host ->
            lines.append("[%s]:%s %s\n".formatted(host.group(1), host.group(2), keyOfHosts)));
    Files.writeString(known, lines);
    return new Setup(hosts, known, home.resolve("userkey"), null, "~/orders");
  }

  HostSubDomain subDomain(Path folder, Setup setup) throws IOException {
    Files.writeString(
        folder.resolve("inventory.yaml"),
        "defaults: {user: %s, port: %d}\nbastions: [{name: jump, address: %s}]\nhosts:\n%s"
            .formatted(System.getProperty("user.name"), PORT, address(0), setup.hosts));
    Path file =
        Files.writeString(
            folder.resolve("hosts.yaml"),
            """
            inventory: {file: inventory.yaml, fresh_for: 0s}
            ssh: {known_hosts: %s, %s, connect_timeout: 5s}
            limits: {concurrency: 16, patience: 20s}
            orders: %s
            boot_id: ~/boot_id
            hooks: {drain: echo drain >> ~/log, undrain: echo undrain >> ~/log}
            files: {paths: [{path: ~/app.conf, reload: echo reload >> ~/log}, {path: /proc/version}]}
            commands:
              set-version:
                description: Sets a version.
                run: echo "$SLUICE_VERSION" > ~/version
                undo: [sh, -c, 'printf %%s "$SLUICE_BEFORE" > ~/version']
                check: test "$(cat ~/version)" = "$SLUICE_VERSION"
                version: cat ~/version
                parameters: {version: {description: The version.}}
            reboot: 'echo "again-$(cat ~/boot_id)" > ~/boot_id.new && mv ~/boot_id.new ~/boot_id'
            """
                .formatted(
                    setup.knownHosts,
                    setup.agent == null ? "keys: [%s]".formatted(setup.key) : "agent: true",
                    setup.orders));
    HostConfig config = HostConfigReader.read(file, setup.agent);
    return new HostSubDomain(
        config,
        new SshShell(
            config.ssh(),
            new Inventory(
                config.inventory().source(),
                config.inventory().freshFor(),
                config.inventory().usableFor(),
                InstantSource.system())));
  }
}
