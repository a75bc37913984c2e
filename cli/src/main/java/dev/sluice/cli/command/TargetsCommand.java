package dev.sluice.cli.command;

import dev.sluice.cli.client.Api;
import dev.sluice.cli.client.ExitCode;
import dev.sluice.cli.report.CatalogReport;
import dev.sluice.proto.v1.ListSubDomainsRequest;
import dev.sluice.proto.v1.ListTargetsRequest;
import dev.sluice.proto.v1.ListTargetsResponse;
import dev.sluice.proto.v1.Target;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the targets of a sub-domain, or the sub-domains. */
@Command(
    name = "targets",
    description = "Lists the targets of a sub-domain; without one, lists the sub-domains.")
public final class TargetsCommand implements Callable<Integer> {
  private final Session session;

  private static final int LARGEST_PAGE = 1000;

  @Mixin private final ApiOptions options = new ApiOptions();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SUBDOMAIN",
      description = "The sub-domain: subDomains/x or x.")
  private @Nullable String subDomain;

  @Option(
      names = "-l",
      paramLabel = "LABEL=VALUE",
      description = "A label the targets must have. Can be repeated.")
  private List<String> labels = List.of();

  @Option(names = "--zone", paramLabel = "ZONE", description = "Only targets of this zone.")
  private String zone = "";

  @Mixin private final Limit limit = new Limit();

  public TargetsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Output output = options.output(session);
    try (Api api = options.open(session)) {
      if (subDomain == null) {
        output.show(
            api.catalog().listSubDomains(ListSubDomainsRequest.getDefaultInstance()),
            CatalogReport::subDomains);
        return ExitCode.OK.code();
      }
      ListTargetsRequest request =
          ListTargetsRequest.newBuilder()
              .setParent(Names.subDomain(subDomain))
              .putAllSelector(Assignments.parse("-l", labels))
              .setZone(zone)
              .build();
      Pages<Target> pages =
          Pages.read(limit.count(), LARGEST_PAGE, (size, token) -> page(api, request, size, token));
      output.showAll(pages.items(), CatalogReport::targets);
      pages.noteIfMore(output);
      return ExitCode.OK.code();
    }
  }

  private static Pages.Page<Target> page(
      Api api, ListTargetsRequest request, int size, String token) {
    ListTargetsResponse response =
        api.catalog()
            .listTargets(request.toBuilder().setPageSize(size).setPageToken(token).build());
    return new Pages.Page<>(response.getTargetsList(), response.getNextPageToken());
  }
}
