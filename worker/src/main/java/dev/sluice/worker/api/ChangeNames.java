package dev.sluice.worker.api;

import com.google.protobuf.ByteString;
import dev.sluice.proto.history.v1.ChangeInput;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.TreeMap;

/** Resource names, workflow ids and what tells one request from another. */
final class ChangeNames {
  private static final String CHANGES = "changes/";
  private static final String TYPES = "changeTypes/";
  private static final int ID_DIGITS = 10;

  static String ofId(String id) {
    return CHANGES + id;
  }

  static String idIn(String name) {
    return name.substring(CHANGES.length());
  }

  static String ofType(String type) {
    return TYPES + type;
  }

  static String typeIn(String name) {
    return name.substring(TYPES.length());
  }

  /** The id of a change whose caller chose none: the same request gives the same id. */
  static String idFor(String type, String requestId) {
    return type + "-" + sha256(ByteString.copyFromUtf8(requestId)).substring(0, ID_DIGITS);
  }

  /**
   * What makes two requests the same: type, parameters, requester and request id. Each part is
   * preceded by its length, so that no two requests run together into the same text.
   */
  static String fingerprint(ChangeInput input) {
    StringBuilder parts = new StringBuilder();
    part(parts, input.getType());
    part(parts, input.getRequester());
    part(parts, input.getRequestId());
    new TreeMap<>(input.getParametersMap())
        .forEach((name, value) -> {
          part(parts, name);
          part(parts, value);
        });
    return sha256(ByteString.copyFrom(parts.toString(), StandardCharsets.UTF_8));
  }

  private static void part(StringBuilder parts, String part) {
    parts.append(part.length()).append(':').append(part);
  }

  private static String sha256(ByteString bytes) {
    return HexFormat.of().formatHex(Digests.sha256(bytes.toByteArray()));
  }

  private ChangeNames() {}
}
