package dev.sluice.activities.subdomain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubDomainCatalogTest {
  private final RecordingSubDomain fleet = new RecordingSubDomain(1);
  private final SubDomainCatalog catalog = new SubDomainCatalog(List.of(fleet));

  @Test
  void findsASubDomainByItsName() {
    assertThat(catalog.named("fleet")).isSameAs(fleet);
  }

  @Test
  void tellsTheAuthorOfAnUnknownNameWhichExist() {
    assertThatThrownBy(() -> catalog.named("flet"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.ForAuthor.class);
              assertThat(e.problem().message()).contains("\"flet\"").contains("fleet");
            });
  }

  @Test
  void refusesTwoOfTheSameName() {
    assertThatThrownBy(() -> new SubDomainCatalog(List.of(fleet, new RecordingSubDomain(2))))
        .hasMessageContaining("fleet");
  }
}
