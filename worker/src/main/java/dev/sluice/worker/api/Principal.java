package dev.sluice.worker.api;

import io.grpc.Context;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who calls.
 *
 * @param name as it is recorded with what the caller does, 1 to 64 characters
 * @param roles what the caller may do
 */
record Principal(String name, Set<Role> roles) {
  private static final Context.Key<Principal> CALLER = Context.key("sluice-principal");
  private static final String ALLOWED = "[A-Za-z0-9][A-Za-z0-9._@:/+-]{0,63}";

  Principal {
    roles = Set.copyOf(roles);
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a principal's name has 1 to 64 letters, digits and . _ @ : / + -, and begins with a"
              + " letter or digit");
    }
  }

  static boolean isName(String name) {
    return name.matches(ALLOWED);
  }

  /** Somebody on this machine, where no tokens are configured. */
  static Principal local(String name) {
    return new Principal(name, EnumSet.allOf(Role.class));
  }

  boolean may(Role role) {
    return role == Role.VIEWER || roles.contains(role);
  }

  Context in(Context context) {
    return context.withValue(CALLER, this);
  }

  /** The caller of the current call. */
  static Principal current() {
    Principal caller = CALLER.get();
    if (caller == null) {
      throw new IllegalStateException("called outside of an authenticated call");
    }
    return caller;
  }
}
