package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.changetype.ParameterSpec;
import dev.sluice.domain.changetype.ParameterType;
import dev.sluice.domain.changetype.ValueLimits;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.Capability.WayBack;
import dev.sluice.domain.subdomain.Description;
import dev.sluice.domain.subdomain.Limits;
import dev.sluice.domain.subdomain.TargetKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done to configuration keys. */
final class Capabilities {
  static final String SET = "set";
  static final String REMOVE = "remove";
  static final String SERVICE = "service";
  static final String KEY = "key";
  static final String VALUE = "value";
  static final String PATCH = "patch";
  static final String DRAFT = "draft";
  static final String SCHEMA = "schema";

  private static final String TARGET = "key";
  private static final WayBack BACK =
      WayBack.by("Writes the text back that was there, unless somebody else wrote the key since.");

  private static final ParameterSpec SERVICE_SPEC =
      ParameterSpec.required(SERVICE, "The service whose key it is.", ConfigurationKey.NAME);
  private static final ParameterSpec KEY_SPEC =
      ParameterSpec.required(KEY, "The key's name.", ConfigurationKey.NAME);

  static final Description DESCRIPTION =
      new Description(
          "Configuration keys in etcd, one for each cell.",
          List.of(new TargetKind(TARGET, "One configuration key of one service in one cell.")),
          List.of(
              new Capability(
                  SET,
                  "Gives a key a new text, and waits until the service's instances run it.",
                  TARGET,
                  List.of(
                      SERVICE_SPEC,
                      KEY_SPEC,
                      text(VALUE, "The new text; this, a patch or a draft.", null),
                      text(
                          PATCH, "A JSON merge patch (RFC 7396) for the text that is there.", null),
                      text(
                          DRAFT,
                          "A text that was put into etcd beforehand, and its version: name@sha256:…",
                          ConfigurationKey.NAME + "@sha256:[0-9a-f]{16}"),
                      text(
                          SCHEMA,
                          "Name of a JSON Schema that the new text must keep, beside the key's own.",
                          "%s(/%s)?".formatted(ConfigurationKey.NAME, ConfigurationKey.NAME))),
                  BACK),
              new Capability(
                  REMOVE,
                  "Removes a key, and waits until the service's instances run without it.",
                  TARGET,
                  List.of(SERVICE_SPEC, KEY_SPEC),
                  BACK)),
          new Limits(16, 200, Duration.ofMinutes(5)));

  private Capabilities() {}

  private static ParameterSpec text(String name, String description, @Nullable String pattern) {
    return new ParameterSpec(
        name,
        ParameterType.STRING,
        false,
        null,
        description,
        new ValueLimits(null, null, List.of(), pattern));
  }
}
