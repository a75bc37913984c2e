package dev.sluice.activities.host;

import dev.sluice.domain.subdomain.Direction;
import java.time.Duration;
import java.util.Map;

/**
 * A reviewed command is run.
 *
 * @param parameters what it is told
 */
record CommandWork(HostCommand command, Map<String, String> parameters) implements HostWork {
  CommandWork {
    parameters = Map.copyOf(parameters);
  }

  @Override
  public Before before(String version) {
    return new Before(command.capability(), "", "", parameters, version);
  }

  /**
   * @throws dev.sluice.domain.problem.ProblemException for the operator, when it can't be undone
   */
  @Override
  public HostScript step(HostConfig config, Direction direction) {
    HostScript script =
        switch (direction) {
          case APPLY ->
              new HostScript("run", config)
                  .set("action", HostScript.shell(command.run(), parameters));
          case REVERT ->
              new HostScript("undo", config).set("action", HostScript.shell(undo(), parameters));
        };
    script
        .environment(parameters)
        .set("own_version", HostScript.shell(command.version(), parameters))
        .set("within", "" + command.within().toSeconds());
    if (direction == Direction.APPLY) {
      script.set("check", HostScript.shell(command.check(), parameters));
    }
    return command.drained() ? script.drained(config.hooks()) : script;
  }

  private Invocation undo() {
    if (command.undo() == null) {
      throw HostProblems.operator(
          "NO_WAY_BACK", "command %s has no undo; take the host back by hand", command.name());
    }
    return command.undo();
  }

  @Override
  public HostScript look(HostConfig config, Direction direction) {
    HostScript script = new HostScript("look", config).environment(parameters);
    return direction == Direction.APPLY
        ? script.set("check", HostScript.shell(command.check(), parameters))
        : script;
  }

  @Override
  public Duration within() {
    return command.within().plusMinutes(3);
  }

  @Override
  public String missing(HostAnswer answer, Direction direction) {
    return answer.checkFailed() ? "the check of command %s fails".formatted(command.name()) : "";
  }
}
