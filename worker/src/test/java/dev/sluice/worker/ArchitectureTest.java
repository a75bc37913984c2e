package dev.sluice.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which part may use which. Think hard about the layering before changing this file. */
final class ArchitectureTest {
  private static final String DOMAIN = "dev.sluice.domain..";
  private static final String INSPECTION = "dev.sluice.inspection..";
  private static final String WORKFLOWS = "dev.sluice.workflows..";
  private static final String ACTIVITIES = "dev.sluice.activities..";
  private static final String WORKER = "dev.sluice.worker..";
  private static final String PROTO = "dev.sluice.proto..";

  private static JavaClasses sluice;

  @BeforeAll
  static void read() {
    sluice =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sluice");
  }

  @Test
  void domainUsesNothingButJava() {
    classes()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(DOMAIN, "java..", "org.jspecify.."))
        .check(sluice);
  }

  @Test
  void inspectionAddsOnlyStatistics() {
    classes()
        .that()
        .resideInAPackage(INSPECTION)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                DOMAIN,
                INSPECTION,
                "java..",
                "org.jspecify..",
                "org.apache.commons.statistics..",
                "org.apache.commons.numbers.."))
        .check(sluice);
  }

  @Test
  void onlyTheRiskModelKnowsLightGbm() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.activities.risk..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.github.metarank..", "com.microsoft.ml.lightgbm.."))
        .check(sluice);
  }

  @Test
  void workflowsKnowNeitherAdaptersNorProcess() {
    noClasses()
        .that()
        .resideInAPackage(WORKFLOWS)
        .should()
        .dependOnClassesThat(resideInAnyPackage(ACTIVITIES, WORKER, INSPECTION))
        .check(sluice);
  }

  @Test
  void activitiesKnowNoProcessAndNoImplementationOfAWorkflow() {
    noClasses()
        .that()
        .resideInAPackage(ACTIVITIES)
        .should()
        .dependOnClassesThat(resideInAPackage(WORKER))
        .orShould()
        .dependOnClassesThat()
        .haveSimpleNameEndingWith("WorkflowImpl")
        .check(sluice);
  }

  @Test
  void contractsStayOutOfDomainAndInspection() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN, INSPECTION)
        .should()
        .dependOnClassesThat(resideInAPackage(PROTO))
        .check(sluice);
  }

  @Test
  void workflowsUseOnlyWhatIsDeterministic() {
    noClasses()
        .that()
        .resideInAPackage(WORKFLOWS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "java.util.concurrent..",
                "java.nio.file..",
                "java.net..",
                "java.io..",
                "io.temporal.client..",
                "io.temporal.serviceclient..",
                "io.temporal.worker.."))
        .check(sluice);
    noClasses()
        .that()
        .resideInAPackage(WORKFLOWS)
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.util.Random.class)
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(sluice);
  }

  @Test
  void activitiesOfTemporalAreUsedOnlyAtItsEdge() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN, INSPECTION)
        .should()
        .dependOnClassesThat(resideInAPackage("io.temporal.."))
        .check(sluice);
  }

  @Test
  void onlyTheLedgerKnowsItsDatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.activities.ledger..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.jdbi..", "org.flywaydb..", "com.zaxxer.hikari..", "org.sqlite.."))
        .check(sluice);
  }

  @Test
  void onlyPoliciesKnowTheirLanguage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.sluice.activities.policy..")
        .should()
        .dependOnClassesThat(resideInAPackage("dev.cel.."))
        .check(sluice);
  }

  @Test
  void packagesFormNoCycles() {
    slices()
        .matching("dev.sluice.domain.(*)..")
        .should()
        .beFreeOfCycles()
        .check(domainWithoutPlan());
    slices().matching("dev.sluice.inspection.(*)..").should().beFreeOfCycles().check(sluice);
    slices().matching("dev.sluice.activities.(*)..").should().beFreeOfCycles().check(sluice);
  }

  /** Plans name ranges of targets and sub-domains list them by range: these two are one thing. */
  private static JavaClasses domainWithoutPlan() {
    return sluice.that(
        com.tngtech.archunit.base.DescribedPredicate.not(
            resideInAnyPackage("dev.sluice.domain.plan..", "dev.sluice.domain.changetype..")));
  }

  @Test
  void namesSayWhatThingsAre() {
    noClasses()
        .that()
        .resideOutsideOfPackage(PROTO)
        .should()
        .haveNameMatching(".*(Manager|Helper|Utils?|Base|Common|Data)$")
        .check(sluice);
  }

  @Test
  void absenceIsAnAnswerNeverAField() {
    noFields()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage(PROTO)
        .should()
        .haveRawType(Optional.class)
        .check(sluice);
  }
}
