package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.CatalogReport;
import dev.sluice.proto.v1.GetChangeTypeRequest;
import dev.sluice.proto.v1.ListChangeTypesRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists the change types, or shows one. */
@Command(
    name = "types",
    description = "Lists the change types; with a name, shows one with its parameters.")
public final class TypesCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "The change type: changeTypes/x or x.")
  private @Nullable String name;

  public TypesCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = options.output(session);
    try (Api api = options.open(session)) {
      if (name == null) {
        output.show(
            api.catalog().listChangeTypes(ListChangeTypesRequest.getDefaultInstance()),
            CatalogReport::types);
      } else {
        GetChangeTypeRequest request =
            GetChangeTypeRequest.newBuilder().setName(Names.changeType(name)).build();
        output.show(api.catalog().getChangeType(request), CatalogReport::type);
      }
      return ExitCode.OK.code();
    }
  }
}
