package dev.sluice.activities.host;

import dev.sluice.activities.host.HostConfig.Files;
import dev.sluice.activities.host.HostConfig.Hooks;
import dev.sluice.activities.host.HostConfig.HostLimits;
import dev.sluice.activities.host.HostConfig.InventoryConfig;
import dev.sluice.activities.host.HostConfig.SshConfig;
import dev.sluice.activities.host.inventory.InventorySource;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the configuration of hosts from YAML. Relative paths begin at the file's folder. */
public final class HostConfigReader {
  /** What a parameter's value must match when its command says nothing: no leading dash. */
  static final String VALUE = "[A-Za-z0-9_][A-Za-z0-9._:/@+,=-]{0,253}";

  private static final YAMLMapper YAML = YAMLMapper.builder().build();
  private static final int MOST_INVENTORY_BYTES = 64 << 20;

  private final Path folder;
  private final @Nullable Path agent;

  private HostConfigReader(Path folder, @Nullable Path agent) {
    this.folder = folder;
    this.agent = agent;
  }

  /**
   * @param agent the socket of this process' agent, used where the file asks for it; null for none
   * @throws IllegalArgumentException when it is wrong: names file, key and what would be right
   * @throws IOException when it can't be read
   */
  public static HostConfig read(Path file, @Nullable Path agent) throws IOException {
    String text = java.nio.file.Files.readString(file);
    Path folder = file.toAbsolutePath().normalize().getParent();
    try {
      return new HostConfigReader(folder == null ? Path.of("/") : folder, agent)
          .config(YAML.readTree(text));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is no YAML: %s".formatted(file, e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(file, e.getMessage()), e);
    }
  }

  private HostConfig config(JsonNode root) {
    Keys keys =
        new Keys(
            root,
            "",
            "name",
            "inventory",
            "ssh",
            "limits",
            "orders",
            "boot_id",
            "hooks",
            "files",
            "commands",
            "reboot");
    return new HostConfig(
        or(keys.text("name", null), HostConfig.NAME),
        inventory(
            keys.group(
                "inventory",
                "file",
                "command",
                "timeout",
                "most_bytes",
                "fresh_for",
                "usable_for")),
        ssh(keys),
        limits(keys.group("limits", "concurrency", "per_zone", "patience")),
        or(keys.text("orders", null), HostConfig.ORDERS),
        or(keys.text("boot_id", null), HostConfig.BOOT_ID),
        hooks(keys.group("hooks", "health", "version", "drain", "undrain")),
        files(keys.group("files", "root", "paths", "most_bytes")),
        keys
            .named(
                "commands",
                "description",
                "run",
                "undo",
                "check",
                "version",
                "timeout",
                "parameters",
                "drain")
            .entrySet()
            .stream()
            .map(each -> command(each.getKey(), each.getValue()))
            .toList(),
        keys.invocation("reboot"));
  }

  private InventoryConfig inventory(Keys keys) {
    int most = keys.number("most_bytes", MOST_INVENTORY_BYTES);
    List<String> words = keys.texts("command", List.of());
    if (words.isEmpty() != keys.has("file")) {
      throw keys.wrong("", "needs either file or command");
    }
    InventorySource source =
        words.isEmpty()
            ? new InventorySource.OfFile(path(keys.text("file")), most)
            : new InventorySource.OfProgram(
                words, keys.duration("timeout", Duration.ofSeconds(30)), most);
    Duration fresh = keys.duration("fresh_for", Duration.ofSeconds(30));
    return new InventoryConfig(
        source, fresh, keys.duration("usable_for", fresh.plus(Duration.ofMinutes(10))));
  }

  private SshConfig ssh(Keys root) {
    Keys keys =
        root.group(
            "ssh",
            "known_hosts",
            "keys",
            "agent",
            "shell",
            "connect_timeout",
            "keep_alive",
            "most_connections");
    boolean byAgent = keys.flag("agent");
    if (byAgent && agent == null) {
      throw keys.wrong("agent", "is asked for, and SSH_AUTH_SOCK names none; start one");
    }
    return new SshConfig(
        path(keys.text("known_hosts")),
        keys.texts("keys", List.of()).stream().map(this::path).toList(),
        byAgent ? agent : null,
        keys.texts("shell", SshConfig.SHELL),
        keys.duration("connect_timeout", Duration.ofSeconds(10)),
        keys.duration("keep_alive", Duration.ofSeconds(30)),
        keys.number("most_connections", 256));
  }

  private static HostLimits limits(Keys keys) {
    int concurrency = keys.number("concurrency", HostLimits.DEFAULT.concurrency());
    return new HostLimits(
        concurrency,
        keys.number("per_zone", concurrency),
        keys.duration("patience", HostLimits.DEFAULT.patience()));
  }

  private static Hooks hooks(Keys keys) {
    return new Hooks(
        keys.invocation("health"),
        keys.invocation("version"),
        keys.invocation("drain"),
        keys.invocation("undrain"));
  }

  private Files files(Keys keys) {
    String root = keys.text("root", null);
    List<FileRule> rules =
        keys.groups("paths", "path", "reload", "drain").stream()
            .map(rule ->
                new FileRule(rule.text("path"), rule.invocation("reload"), rule.flag("drain")))
            .toList();
    return new Files(
        root == null ? null : path(root), rules, keys.number("most_bytes", Files.NONE.mostBytes()));
  }

  private static HostCommand command(String name, Keys keys) {
    Invocation run = keys.invocation("run");
    if (run == null) {
      throw keys.wrong("run", "is missing: write the command");
    }
    try {
      return new HostCommand(
          name,
          keys.text("description"),
          run,
          keys.invocation("undo"),
          keys.invocation("check"),
          keys.invocation("version"),
          keys.duration("timeout", Duration.ofSeconds(60)),
          keys.named("parameters", "description", "pattern", "optional").entrySet().stream()
              .map(HostConfigReader::parameter)
              .toList(),
          keys.flag("drain"));
    } catch (IllegalArgumentException e) {
      throw keys.wrong("", "is wrong: " + e.getMessage());
    }
  }

  private static ParameterSpec parameter(Map.Entry<String, Keys> entry) {
    Keys keys = entry.getValue();
    return new ParameterSpec(
        entry.getKey(),
        ParameterType.STRING,
        !keys.flag("optional"),
        null,
        keys.text("description"),
        new ValueLimits(null, null, List.of(), or(keys.text("pattern", null), VALUE)));
  }

  private Path path(String text) {
    return folder.resolve(text).normalize();
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
