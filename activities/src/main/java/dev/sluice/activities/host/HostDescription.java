package dev.sluice.activities.host;

import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.TargetKind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sub-domain of hosts offers, as far as it is set up. */
final class HostDescription {
  private static final String HOST = "host";

  private HostDescription() {}

  static Description of(HostConfig config) {
    List<Capability> capabilities = new ArrayList<>();
    if (!config.files().rules().isEmpty()) {
      capabilities.add(replaceFile());
    }
    config.commands().forEach(command -> capabilities.add(run(command)));
    if (config.reboot() != null) {
      capabilities.add(reboot());
    }
    return new Description(
        "Hosts over SSH: files replaced, reviewed commands run, reboots.",
        List.of(new TargetKind(HOST, "A machine of the inventory.")),
        capabilities,
        new Limits(config.limits().concurrency(), Limits.ANY_RATE, config.limits().patience()));
  }

  private static Capability replaceFile() {
    return new Capability(
        FileWork.CAPABILITY,
        "Replaces a file's content in one step; owner and mode stay.",
        HOST,
        List.of(
            ParameterSpec.required("path", "The file on the host.", FileRule.PATH),
            optional("content", "The new content; or give file.", null),
            optional(
                "file",
                "File with the new content, below the configured folder.",
                "[A-Za-z0-9_][A-Za-z0-9._/@+-]{0,254}"),
            optional("sha256", "SHA-256 that the new content must have.", "[0-9a-f]{64}"),
            optional("replaces", "SHA-256 that the content before must have.", "[0-9a-f]{64}|-")),
        WayBack.by("Puts back the old content, which the host keeps."));
  }

  private static Capability run(HostCommand command) {
    WayBack back =
        command.undo() == null
            ? WayBack.none("The command %s has no undo.".formatted(command.name()))
            : WayBack.by("Runs the command's undo.");
    return new Capability(
        command.capability(), command.description(), HOST, command.parameters(), back);
  }

  private static Capability reboot() {
    return new Capability(
        RebootWork.CAPABILITY,
        "Drains a host, reboots it, waits for another boot and for its health, undrains it.",
        HOST,
        List.of(),
        WayBack.none("A reboot can't be undone; it leaves nothing that would have to be."));
  }

  private static ParameterSpec optional(String name, String description, @Nullable String pattern) {
    return new ParameterSpec(
        name,
        ParameterType.STRING,
        false,
        null,
        description,
        new ValueLimits(null, null, List.of(), pattern));
  }
}
