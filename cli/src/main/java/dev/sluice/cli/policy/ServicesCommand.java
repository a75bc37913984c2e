package dev.sluice.cli.policy;

import dev.sluice.activities.catalog.ServiceFolder;
import dev.sluice.activities.yaml.Refusal;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.terminal.Table;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.domain.service.Service;
import dev.sluice.domain.service.ServiceCatalog;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Lists the services that a folder declares. */
@Command(
    name = "services",
    description = {
      "Lists the services that a folder declares, with their neighbours.",
      "Ends with 1 when something is wrong, and says where."
    })
public final class ServicesCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final OutputOptions output = new OutputOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = "services",
      description = "The folder of the services. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("services");

  public ServicesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ServiceFolder.Content content = ServiceFolder.of(folder).content();
    PrintWriter out = terminal.out();
    if (output.json()) {
      content.services().all().forEach(service -> out.println(json(service, content.services())));
    } else {
      out.println(table(content.services()));
    }
    out.flush();
    content.refused().stream().map(Refusal::describe).forEach(terminal.err()::println);
    terminal.err().flush();
    return (content.refused().isEmpty() ? ExitCode.OK : ExitCode.ERROR).code();
  }

  private String table(ServiceCatalog services) {
    if (services.all().isEmpty()) {
      return "No services in " + folder + ".";
    }
    Table table = Table.of("SERVICE", ">TIER", "OWNER", "LEVEL ASKED", ">AT RISK", "NEIGHBOURS");
    for (Service service : services.all()) {
      table.row(
          service.name(),
          String.valueOf(service.tier()),
          service.owner(),
          level(service),
          service.targetsAtRisk() == null ? "" : String.valueOf(service.targetsAtRisk()),
          String.join(", ", services.neighboursOf(List.of(service.name()))));
    }
    return table.render(output.style(terminal), "");
  }

  private static String json(Service service, ServiceCatalog services) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("name", service.name())
        .put("tier", service.tier())
        .put("owner", service.owner())
        .put("level", level(service));
    if (service.targetsAtRisk() != null) {
      line.put("targetsAtRisk", service.targetsAtRisk());
    }
    var neighbours = line.putArray("neighbours");
    services.neighboursOf(List.of(service.name())).forEach(neighbours::add);
    return line.toString();
  }

  private static String level(Service service) {
    return service.level().name().toLowerCase(Locale.ROOT);
  }
}
