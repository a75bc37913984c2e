package dev.sluice.activities.host;

import dev.sluice.domain.subdomain.TargetOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A configuration of hosts whose files are below the users' homes, and orders for it. */
final class HostExamples {
  static final String CONFIG =
      """
      inventory: {file: inventory.yaml}
      ssh: {known_hosts: known_hosts, keys: [userkey], connect_timeout: 5s}
      limits: {concurrency: 20, per_zone: 10, patience: 1m}
      orders: ~/orders
      boot_id: ~/boot_id
      hooks:
        health: test ! -e ~/ill
        drain: echo drain >> ~/log
        undrain: echo undrain >> ~/log
      files:
        root: files
        paths:
          - {path: ~/app.conf, reload: "echo reload >> ~/log; test ! -e ~/bad-reload"}
          - {path: ~/conf/*.conf, drain: true}
      commands:
        set-version:
          description: Sets a version.
          run: 'echo run >> ~/log; test ! -e ~/bad-run && echo "$SLUICE_VERSION" > ~/version'
          undo: [sh, -c, 'printf %s "$SLUICE_BEFORE" > ~/version']
          check: 'test "$(cat ~/version)" = "$SLUICE_VERSION"'
          version: cat ~/version
          parameters: {version: {description: The version.}}
        say:
          description: Writes a word.
          run: [tee, -a, --, said, "${word}"]
          parameters: {word: {description: A word., pattern: '.{1,80}'}}
      reboot: 'echo "boot-$(cat ~/boot_id)-again" > ~/boot_id.new && mv ~/boot_id.new ~/boot_id'
      """;

  private HostExamples() {}

  static HostConfig config(Path folder, String inventory) throws IOException {
    Files.writeString(folder.resolve("inventory.yaml"), inventory);
    Files.createDirectories(folder.resolve("files"));
    return HostConfigReader.read(Files.writeString(folder.resolve("hosts.yaml"), CONFIG), null);
  }

  static TargetOrder order(
      String change, String host, String capability, long fence, Map<String, String> parameters) {
    return new TargetOrder(
        change, host, capability, parameters, change + "/1/" + host + "/apply", fence);
  }

  static TargetOrder back(TargetOrder order) {
    return new TargetOrder(
        order.change(),
        order.target(),
        order.capability(),
        order.parameters(),
        order.change() + "/1/" + order.target() + "/revert",
        order.fence());
  }
}
