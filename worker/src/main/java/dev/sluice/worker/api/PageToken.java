package dev.sluice.worker.api;

import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.Base64;

/** Where the next page of a list begins, bound to the list's filter. */
final class PageToken {
  private static final int MARK_BYTES = 8;

  static String of(String filter, ByteString next) {
    if (next.isEmpty()) {
      return "";
    }
    return Base64.getUrlEncoder().encodeToString(mark(filter).concat(next).toByteArray());
  }

  /** What {@link #of} was given; empty for the first page. */
  static ByteString read(String filter, String token) {
    if (token.isEmpty()) {
      return ByteString.EMPTY;
    }
    byte[] bytes = decoded(token);
    if (bytes.length <= MARK_BYTES
        || !mark(filter).equals(ByteString.copyFrom(bytes, 0, MARK_BYTES))) {
      throw wrong();
    }
    return ByteString.copyFrom(bytes, MARK_BYTES, bytes.length - MARK_BYTES);
  }

  private static byte[] decoded(String token) {
    try {
      return Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      throw wrong();
    }
  }

  private static ByteString mark(String filter) {
    byte[] hash = Digests.sha256(ByteString.copyFromUtf8(filter).toByteArray());
    return ByteString.copyFrom(Arrays.copyOf(hash, MARK_BYTES));
  }

  static FieldProblems wrong() {
    return new FieldProblems(
        "page_token", "must be the next_page_token of a list with the same filter");
  }

  private PageToken() {}
}
