package dev.sluice.cli.command;

import java.util.regex.Pattern;

/** Resource names, as a person may write them: whole or only their last part. */
final class Names {
  private static final Pattern CHANGE =
      Pattern.compile("[a-z][a-z0-9-]{2,79}(\\.[a-z0-9-]{1,40}){0,2}");
  private static final Pattern GUARD = Pattern.compile("[a-z][a-z0-9-]{2,59}");
  private static final Pattern SHORT = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private Names() {}

  static String change(String written) {
    return whole(
        "changes/",
        written,
        CHANGE,
        "a change's name is 3 to 80 of a-z, 0-9 and -, then .step for a step of it");
  }

  static String guard(String written) {
    return whole("guards/", written, GUARD, "a guard's name is 3 to 60 of a-z, 0-9 and -");
  }

  static String changeType(String written) {
    return whole(
        "changeTypes/", written, SHORT, "a change type's name is 1 to 63 of a-z, 0-9 and -");
  }

  static String subDomain(String written) {
    return whole("subDomains/", written, SHORT, "a sub-domain's name is 1 to 63 of a-z, 0-9 and -");
  }

  private static String whole(String collection, String written, Pattern form, String rule) {
    String id = written.startsWith(collection) ? written.substring(collection.length()) : written;
    if (!form.matcher(id).matches()) {
      throw new UsageProblem(rule + ", not '" + written + "'");
    }
    return collection + id;
  }
}
