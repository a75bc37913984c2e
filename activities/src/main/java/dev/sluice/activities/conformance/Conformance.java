package dev.sluice.activities.conformance;

import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.SubDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tries whether a sub-domain keeps its contract. */
public final class Conformance {
  private Conformance() {}

  /** Every check, in the order they are made. */
  public static List<Check> checks() {
    return Stream.of(
            ListingChecks.ALL, OrderChecks.ALL, CrowdChecks.ALL, FenceChecks.ALL, CallChecks.ALL)
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Makes every check, one after the other.
   *
   * @param each hears of each finding as soon as it is made
   */
  public static List<Finding> run(SubDomain subDomain, Trial trial, Consumer<Finding> each)
      throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks()) {
      Finding finding = run(check, subDomain, trial);
      findings.add(finding);
      each.accept(finding);
    }
    return findings;
  }

  /** Makes one check, and takes back what it changed. */
  public static Finding run(Check check, SubDomain subDomain, Trial trial)
      throws InterruptedException {
    if (check.needsRestart() && trial.restart() == null) {
      return found(check, Finding.Answer.SKIPPED, "nobody said how it is restarted");
    }
    Hands hands = new Hands(subDomain, trial, check.name());
    String why;
    try {
      why = said(() -> check.body().run(hands));
    } catch (SkippedCheckException e) {
      return found(check, Finding.Answer.SKIPPED, String.valueOf(e.getMessage()));
    }
    String left = said(hands::cleanUp);
    if (!left.isEmpty()) {
      String spoiled = "what the check changed could not be taken back: " + left;
      why = why.isEmpty() ? spoiled : why + "; " + spoiled;
    }
    return found(check, why.isEmpty() ? Finding.Answer.KEPT : Finding.Answer.BROKEN, why);
  }

  private static Finding found(Check check, Finding.Answer answer, String why) {
    return new Finding(check.name(), check.claim(), answer, why);
  }

  private interface Work {
    void run() throws Exception;
  }

  /** What speaks against it; empty for nothing. */
  private static String said(Work work) throws InterruptedException {
    try {
      work.run();
      return "";
    } catch (InterruptedException | SkippedCheckException e) {
      throw e;
    } catch (ProblemException e) {
      return "met %s: %s".formatted(e.problem().code(), e.problem().message());
    } catch (BrokenClaimException e) {
      return String.valueOf(e.getMessage());
    } catch (Exception e) {
      return "broke with %s".formatted(e);
    }
  }
}
