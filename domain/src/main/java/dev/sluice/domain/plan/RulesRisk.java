package dev.sluice.domain.plan;

import dev.sluice.domain.control.RiskRules;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The risk of a classified change as type and rules alone had it, before model and policies, read
 * back from the reasons that {@link Assessment} gave.
 *
 * @param risk 1 to 5
 * @param raises rules that raised it, 0 or more
 * @param changeClass as the type has it
 */
public record RulesRisk(int risk, int raises, ChangeClass changeClass) {
  private static final Pattern RISE =
      Pattern.compile(
          Pattern.quote(Assessment.RISE)
              .replaceFirst("%d", "\\\\E([1-5])\\\\Q")
              .replaceFirst("%d", "\\\\E([1-5])\\\\Q")
              .replaceFirst("%s", "\\\\E(.*)\\\\Q"),
          Pattern.DOTALL);
  private static final Pattern BY_POLICY = Pattern.compile("rule .* raises it");

  /**
   * Reads them back.
   *
   * @param changeClass as it came out of the classification
   * @param risk as it came out of the classification
   * @param reasons of the classification
   */
  public static RulesRisk of(ChangeClass changeClass, int risk, List<String> reasons) {
    ChangeClass byType =
        reasons.contains(Assessment.MADE_NORMAL) ? ChangeClass.STANDARD : changeClass;
    int raises = 0;
    for (String reason : reasons) {
      Matcher rise = RISE.matcher(reason);
      if (rise.matches()) {
        if (isFromElsewhere(rise.group(3))) {
          return new RulesRisk(Integer.parseInt(rise.group(1)), raises, byType);
        }
        raises++;
      }
    }
    return new RulesRisk(risk, raises, byType);
  }

  /** The model comes behind all rules, and policies behind the model. */
  private static boolean isFromElsewhere(String why) {
    return why.startsWith(RiskRules.BY_MODEL) || BY_POLICY.matcher(why).matches();
  }
}
