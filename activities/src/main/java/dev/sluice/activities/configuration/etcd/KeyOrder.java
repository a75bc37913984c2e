package dev.sluice.activities.configuration.etcd;

import dev.sluice.domain.changetype.Fault;
import dev.sluice.domain.changetype.ParameterCheck;
import dev.sluice.domain.problem.Problem;
import dev.sluice.domain.problem.ProblemException;
import dev.sluice.domain.subdomain.Capability;
import dev.sluice.domain.subdomain.TargetOrder;
import io.etcd.jetcd.ByteSequence;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * An order that makes sense.
 *
 * @param order as it was given
 * @param key of its target
 */
record KeyOrder(TargetOrder order, ConfigurationKey key) {
  /**
   * @throws ProblemException for the author, with what would be right
   */
  static KeyOrder of(TargetOrder order) {
    Capability capability =
        Capabilities.DESCRIPTION
            .capability(order.capability())
            .orElseThrow(() ->
                author(
                    "UNKNOWN_CAPABILITY",
                    "configuration has no capability %s; use %s or %s"
                        .formatted(order.capability(), Capabilities.SET, Capabilities.REMOVE)));
    List<Fault> faults = ParameterCheck.faults(capability.parameters(), order.parameters());
    if (!faults.isEmpty()) {
      throw author(
          "WRONG_PARAMETERS",
          faults.stream()
              .map(fault -> "%s %s".formatted(fault.path(), fault.message()))
              .collect(Collectors.joining("; ")));
    }
    ConfigurationKey key =
        GrayCells.keyOf(order.target())
            .orElseThrow(() ->
                author(
                    "UNKNOWN_TARGET",
                    "\"%s\" is no target of configuration: those are named gray/cell/service/key or live/cell/service/key"
                        .formatted(order.target())));
    KeyOrder given = new KeyOrder(order, key);
    given.refuseOtherKey();
    return given;
  }

  /** A selector that is too wide would write one key's text over another. */
  private void refuseOtherKey() {
    String service = parameter(Capabilities.SERVICE);
    String name = parameter(Capabilities.KEY);
    if (!key.service().equals(service) || !key.name().equals(name)) {
      throw author(
          "WRONG_TARGET",
          "%s is not key %s of %s; select targets by service=%s and key=%s"
              .formatted(order.target(), name, service, service, name));
    }
  }

  /** Name of the schema that the author asks for; empty for none. */
  String schema() {
    return parameter(Capabilities.SCHEMA);
  }

  /**
   * The text that the key shall have; null where it shall be removed.
   *
   * @param there the text that is there
   * @param drafts by name; null for none of that name
   * @throws ProblemException for the author where it can't be made or is too large
   */
  @Nullable ByteSequence wanted(
      @Nullable Text there, Function<String, @Nullable ByteSequence> drafts) {
    if (order.capability().equals(Capabilities.REMOVE)) {
      return null;
    }
    List<String> given =
        Stream.of(Capabilities.VALUE, Capabilities.PATCH, Capabilities.DRAFT)
            .filter(name -> !parameter(name).isEmpty())
            .toList();
    if (given.size() != 1) {
      throw author(
          "WRONG_PARAMETERS",
          "give one of value, the new text, patch, a JSON merge patch, and draft, a text in etcd; given: %s"
              .formatted(given));
    }
    ByteSequence wanted =
        switch (given.getFirst()) {
          case Capabilities.PATCH -> patched(there, parameter(Capabilities.PATCH));
          case Capabilities.DRAFT -> draft(parameter(Capabilities.DRAFT), drafts);
          default -> Layout.bytes(parameter(Capabilities.VALUE));
        };
    if (wanted.size() > Text.MOST_BYTES) {
      throw author(
          "VALUE_TOO_LARGE",
          "the new text of %s would have %,d bytes, and at most %,d are allowed; split it over several keys"
              .formatted(key.path(), wanted.size(), Text.MOST_BYTES));
    }
    return wanted;
  }

  private ByteSequence patched(@Nullable Text there, String patch) {
    JsonNode changes = json(patch, "patch is no JSON");
    ByteSequence bytes = there == null ? ByteSequence.EMPTY : there.bytes();
    JsonNode value =
        bytes.isEmpty()
            ? Json.MAPPER.createObjectNode()
            : json(
                bytes.toString(StandardCharsets.UTF_8),
                "%s can't be patched, since its text is no JSON".formatted(key.path()));
    return Layout.bytes(MergePatch.apply(value, changes).toString());
  }

  /** Held to its version, so that every target gets the same text whatever becomes of the draft. */
  private static ByteSequence draft(String named, Function<String, @Nullable ByteSequence> drafts) {
    String name = named.substring(0, named.indexOf('@'));
    String version = named.substring(name.length() + 1);
    ByteSequence draft = drafts.apply(name);
    if (draft == null || !Text.versionOf(draft).equals(version)) {
      throw author(
          "UNKNOWN_DRAFT",
          "there is no draft %s of version %s in etcd%s; put it there, or name the version that is there"
              .formatted(
                  name, version, draft == null ? "" : ", but one of " + Text.versionOf(draft)));
    }
    return draft;
  }

  /** What the parser says is kept back: it quotes the text, which may hold secrets. */
  private static JsonNode json(String text, String what) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw author(
          "VALUE_NOT_JSON",
          "%s: line %d, column %d is wrong; correct it, or give a whole text instead"
              .formatted(what, e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
  }

  private String parameter(String name) {
    return order.parameters().getOrDefault(name, "");
  }

  private static ProblemException author(String code, String message) {
    return new ProblemException(new Problem.ForAuthor(code, message));
  }
}
