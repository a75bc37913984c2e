package dev.sluice.cli.client;

import dev.sluice.cli.terminal.Environment;
import io.grpc.ClientInterceptor;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

/** Who calls, for a server on loopback that asks for no token. */
public final class Actor {
  private static final Metadata.Key<String> HEADER =
      Metadata.Key.of("sluice-actor", Metadata.ASCII_STRING_MARSHALLER);
  private static final int MOST = 64;

  private Actor() {}

  /** A name as servers take it: letters, digits and ._@-, at most 64 of them. */
  public static String named(String name) {
    String clean = name.replaceAll("[^A-Za-z0-9._@-]", "");
    return clean.substring(0, Math.min(MOST, clean.length()));
  }

  /** Who the caller's shell says it is: SLUICE_ACTOR, else USER; empty where neither is set. */
  public static String of(Environment environment) {
    String given = environment.value("SLUICE_ACTOR");
    String user = environment.value("USER");
    String actor = given == null || given.isEmpty() ? user : given;
    return actor == null ? "" : named(actor);
  }

  static ClientInterceptor header(String actor) {
    Metadata headers = new Metadata();
    if (!actor.isEmpty()) {
      headers.put(HEADER, actor);
    }
    return MetadataUtils.newAttachHeadersInterceptor(headers);
  }
}
