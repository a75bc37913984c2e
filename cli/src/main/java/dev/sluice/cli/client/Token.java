package dev.sluice.cli.client;

import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The caller's secret, read from a file so that it never stands on a command line. */
final class Token {
  private static final int MOST_BYTES = 16 << 10;
  private static final Pattern ALLOWED = Pattern.compile("[!-~]+");
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final String secret;

  private Token(String secret) {
    this.secret = secret;
  }

  static Token read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      String secret = new String(bytes, StandardCharsets.UTF_8).strip();
      if (bytes.length > MOST_BYTES || !ALLOWED.matcher(secret).matches()) {
        throw new IllegalArgumentException(
            "the token file " + file + " must hold one token on one line, without spaces");
      }
      return new Token(secret);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("can't read the token file " + file, unreadable);
    }
  }

  ClientInterceptor bearer() {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + secret);
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
