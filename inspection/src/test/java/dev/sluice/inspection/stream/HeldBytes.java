package dev.sluice.inspection.stream;

import dev.sluice.domain.inspection.MetricSpec;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The heap that a live metric holds, as a JVM below 32 GiB lays objects out: what it reaches, but
 * for what it shares with all other metrics of its kind.
 */
final class HeldBytes {
  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = 4;
  private static final int ALIGNED_TO = 8;
  private static final List<Class<?>> SHARED =
      List.of(Layout.class, MetricSpec.class, JudgeSettings.class);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private HeldBytes() {}

  static int of(MetricStream stream) {
    return new HeldBytes().sum(stream);
  }

  private int sum(Object root) {
    int sum = 0;
    reach(root);
    while (!open.isEmpty()) {
      Object object = open.pop();
      int bytes = object.getClass().isArray() ? array(object) : fields(object);
      sum += (bytes + ALIGNED_TO - 1) / ALIGNED_TO * ALIGNED_TO;
    }
    return sum;
  }

  private void reach(@Nullable Object object) {
    if (object != null && !SHARED.contains(object.getClass()) && seen.add(object)) {
      open.push(object);
    }
  }

  private static int array(Object array) {
    return ARRAY_HEADER + Array.getLength(array) * size(array.getClass().getComponentType());
  }

  private int fields(Object object) {
    int bytes = HEADER;
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          bytes += size(field.getType());
          if (!field.getType().isPrimitive()) {
            reach(value(field, object));
          }
        }
      }
    }
    return bytes;
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static int size(Class<?> type) {
    return Arrays.asList(double.class, long.class).contains(type)
        ? Long.BYTES
        : Arrays.asList(float.class, int.class).contains(type)
            ? Integer.BYTES
            : Arrays.asList(short.class, char.class).contains(type)
                ? Short.BYTES
                : type.isPrimitive() ? Byte.BYTES : REFERENCE;
  }
}
