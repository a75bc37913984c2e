package dev.sluice.activities.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.activities.catalog.ChangeTypeCatalog;
import dev.sluice.activities.subdomain.RecordingSubDomain;
import dev.sluice.domain.changetype.RolloutType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookoutTest {
  @TempDir private Path folder;

  private List<RolloutType> types(String selector, String services) throws IOException {
    String shipped = Files.readString(Path.of("../change-types/fleet-release.yaml"));
    Files.writeString(
        folder.resolve("fleet-release.yaml"),
        shipped
            .replace("selector:\n  service: ${service}", "selector:\n  " + selector)
            .replace("services:\n  - ${service}", "services:\n  - " + services));
    return ChangeTypeCatalog.of(folder).content().types().stream()
        .map(RolloutType.class::cast)
        .toList();
  }

  @Test
  void whateverAParameterMaySelectIsLookedAt() throws IOException {
    assertThat(Lookout.of(types("service: ${service}", "${service}")))
        .containsExactly(new Lookout(Map.of(), "service", ""));
  }

  @Test
  void theLabelThatNamesTheServiceIsTakenFromTheType() throws IOException {
    Lookout only = Lookout.of(types("app: ${service}\n  kind: pod", "${service}")).getFirst();
    assertThat(only).isEqualTo(new Lookout(Map.of("kind", "pod"), "app", ""));
  }

  @Test
  void aTypeThatNamesItsServiceItselfNeedsNoLabel() throws IOException {
    Lookout only = Lookout.of(types("shard: ${service}", "orders")).getFirst();
    assertThat(only.serviceOf(RecordingSubDomain.target("n1"))).isEqualTo("orders");
  }

  @Test
  void whatOneSelectorSeesNeedsNoOther() throws IOException {
    RolloutType narrow = types("app: ${service}\n  kind: pod", "${service}").getFirst();
    RolloutType wide = types("app: ${service}", "${service}").getFirst();
    Lookout all = new Lookout(Map.of(), "app", "");
    assertThat(Lookout.of(List.of(narrow, wide))).containsExactly(all);
    assertThat(Lookout.of(List.of(wide, narrow))).containsExactly(all);
  }
}
