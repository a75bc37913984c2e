package dev.sluice.activities.host;

import dev.sluice.domain.changetype.ParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reviewed command that changes may run on hosts.
 *
 * @param name as its capability {@code run-<name>} ends
 * @param description one sentence for people
 * @param run what is run; may come twice when a worker dies, unless {@code check} tells
 * @param undo takes it back; null for what can't be
 * @param check succeeds once what was run has its effect; null for none
 * @param version prints what the host runs of what this command changes; null for none
 * @param within longest time that run or undo take
 * @param parameters what it is told
 * @param drained whether the host is drained meanwhile
 */
public record HostCommand(
    String name,
    String description,
    Invocation run,
    @Nullable Invocation undo,
    @Nullable Invocation check,
    @Nullable Invocation version,
    Duration within,
    List<ParameterSpec> parameters,
    boolean drained) {

  public HostCommand {
    parameters = List.copyOf(parameters);
    if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
      throw new IllegalArgumentException("a command's name must match [a-z][a-z0-9-]{0,40}");
    }
    if (!within.isPositive() || within.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("a command's timeout must lie above 0 and up to 1h");
    }
    if (parameters.stream().anyMatch(each -> each.name().equals(Invocation.BEFORE))) {
      throw new IllegalArgumentException(
          "a command's parameter can't be named before: undo gets by it what was before");
    }
    List<String> known = new ArrayList<>(parameters.stream().map(ParameterSpec::name).toList());
    known.add(Invocation.BEFORE);
    List<@Nullable Invocation> all = new ArrayList<>();
    all.add(run);
    all.add(undo);
    all.add(check);
    all.add(version);
    for (Invocation each : all) {
      for (String mentioned : each == null ? List.<String>of() : each.mentions()) {
        if (!known.contains(mentioned)) {
          throw new IllegalArgumentException(
              "${%s} is no parameter of the command; declare it".formatted(mentioned));
        }
      }
    }
  }

  String capability() {
    return "run-" + name;
  }
}
