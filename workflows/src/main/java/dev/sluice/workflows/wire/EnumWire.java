package dev.sluice.workflows.wire;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Enums with the same names on both sides. */
final class EnumWire {
  /**
   * The constant of {@code to} that has the name of {@code from}.
   *
   * @throws IllegalArgumentException when there is none: the value was not set, or was written by a
   *     newer version
   */
  static <E extends Enum<E>> E sameName(Class<E> to, Enum<?> from) {
    return named(to, from.name());
  }

  static <E extends Enum<E>> E named(Class<E> to, String name) {
    for (E constant : to.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        to.getSimpleName()
            + " can't be \""
            + name
            + "\"; set it to one of "
            + Arrays.stream(to.getEnumConstants())
                .map(Enum::name)
                .collect(Collectors.joining(", ")));
  }

  private EnumWire() {}
}
