package dev.sluice.activities.host;

import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.problem.NearestName;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.TargetOrder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads orders: what they ask of a host, if the configuration allows it. */
final class OrderReader {
  private final HostConfig config;
  private final Description description;

  OrderReader(HostConfig config, Description description) {
    this.config = config;
    this.description = description;
  }

  /**
   * @throws ProblemException for the author, when the order is wrong
   */
  HostWork read(TargetOrder order) {
    List<ParameterSpec> asked = capability(order).parameters();
    List<Fault> faults = ParameterCheck.faults(asked, order.parameters());
    if (!faults.isEmpty()) {
      throw HostProblems.author(
          "WRONG_PARAMETER",
          "capability %s: %s",
          order.capability(),
          faults.stream()
              .map(fault -> "parameter " + fault.path() + " " + fault.message())
              .collect(Collectors.joining("; ")));
    }
    return switch (order.capability()) {
      case FileWork.CAPABILITY -> file(order.parameters());
      case RebootWork.CAPABILITY -> reboot();
      default -> command(order.capability(), order.parameters());
    };
  }

  /** Refuses an order for a capability that is not there. */
  Capability capability(TargetOrder order) {
    List<String> names = description.capabilities().stream().map(Capability::name).toList();
    return description
        .capability(order.capability())
        .orElseThrow(() ->
            HostProblems.author(
                "UNKNOWN_CAPABILITY",
                "%s has no capability %s: %s",
                config.name(),
                order.capability(),
                NearestName.advice(order.capability(), names)));
  }

  /** What an earlier order asked, as its order book tells. */
  HostWork earlier(Before before, String host) {
    try {
      return switch (before.capability()) {
        case FileWork.CAPABILITY ->
            new FileWork(rule(before.path()), before.path(), "", before.want(), "");
        case RebootWork.CAPABILITY -> reboot();
        default -> command(before.capability(), before.parameters());
      };
    } catch (ProblemException e) {
      throw HostProblems.operator(
          "NO_LONGER_ALLOWED",
          "what was done on %s is no longer in the configuration (%s); put it back there first",
          host,
          e.problem().message());
    }
  }

  private FileWork file(Map<String, String> parameters) {
    String path = parameters.getOrDefault("path", "");
    FileRule rule = rule(path);
    byte[] content = content(parameters);
    if (content.length > config.files().mostBytes()) {
      throw HostProblems.author(
          "CONTENT_TOO_BIG",
          "the new content of %s has %,d bytes; %,d are allowed",
          path,
          content.length,
          config.files().mostBytes());
    }
    String sum = parameters.getOrDefault("sha256", "");
    FileWork work =
        FileWork.replacing(rule, path, content, parameters.getOrDefault("replaces", ""));
    if (!sum.isEmpty() && !sum.equals(work.want())) {
      throw HostProblems.author(
          "WRONG_CHECKSUM",
          "the new content of %s has the SHA-256 %s, not %s as the change says",
          path,
          work.want(),
          sum);
    }
    return work;
  }

  private FileRule rule(String path) {
    return config.files().rules().stream()
        .filter(rule -> rule.allows(path) && !path.contains(".."))
        .findFirst()
        .orElseThrow(() ->
            HostProblems.author(
                "PATH_NOT_ALLOWED",
                "%s is not among the files that may be replaced: %s",
                path,
                config.files().rules().stream().map(FileRule::pattern).toList()));
  }

  private byte[] content(Map<String, String> parameters) {
    String content = parameters.get("content");
    String file = parameters.getOrDefault("file", "");
    if ((content == null) == file.isEmpty()) {
      throw HostProblems.author(
          "WRONG_PARAMETER",
          "capability %s needs one of the parameters content and file, not both",
          FileWork.CAPABILITY);
    }
    return content == null ? read(file) : content.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] read(String file) {
    Path root = config.files().root();
    if (root == null) {
      throw HostProblems.author(
          "NO_FILES", "no folder of new contents is set up: give content instead of file");
    }
    try {
      Path real = root.resolve(file).toRealPath();
      if (!real.startsWith(root.toRealPath()) || !Files.isRegularFile(real)) {
        throw HostProblems.author("FILE_OUTSIDE", "%s is no file below the folder of files", file);
      }
      if (Files.size(real) > config.files().mostBytes()) {
        throw HostProblems.author(
            "CONTENT_TOO_BIG",
            "file %s is bigger than the %,d bytes that are allowed",
            file,
            config.files().mostBytes());
      }
      return Files.readAllBytes(real);
    } catch (IOException e) {
      throw HostProblems.author(
          "NO_SUCH_FILE", "file %s can't be read below the folder of files; put it there", file);
    }
  }

  private CommandWork command(String capability, Map<String, String> parameters) {
    HostCommand command =
        config.commands().stream()
            .filter(each -> each.capability().equals(capability))
            .findFirst()
            .orElseThrow(() ->
                HostProblems.author("UNKNOWN_CAPABILITY", "there is no command %s", capability));
    List<String> known = command.parameters().stream().map(ParameterSpec::name).toList();
    return new CommandWork(
        command,
        parameters.entrySet().stream()
            .filter(each -> known.contains(each.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private RebootWork reboot() {
    Invocation reboot = config.reboot();
    if (reboot == null) {
      throw HostProblems.author("UNKNOWN_CAPABILITY", "no command that reboots is set up");
    }
    return new RebootWork(reboot);
  }
}
