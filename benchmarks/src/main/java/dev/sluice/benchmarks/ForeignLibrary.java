package dev.sluice.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A library that this build does not know: found at run time, called by the names of its methods.
 */
final class ForeignLibrary {
  private final String name;
  private final ClassLoader loader;

  /**
   * @param name for messages
   * @param classPath jars, folders of classes and folders of jars, separated as on this system
   */
  ForeignLibrary(String name, String classPath) {
    this.name = name;
    URL[] entries =
        Arrays.stream(classPath.split(File.pathSeparator))
            .filter(entry -> !entry.isBlank())
            .map(Path::of)
            .flatMap(entry -> Stream.concat(Stream.of(entry), jarsIn(entry).stream()))
            .map(ForeignLibrary::url)
            .toArray(URL[]::new);
    loader = new URLClassLoader(entries, ClassLoader.getPlatformClassLoader());
  }

  /** A new object of a class that has a constructor without arguments. */
  Object create(String type) {
    try {
      return loader.loadClass(type).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unusable(type, e);
    }
  }

  /** A new builder, as the class offers it by {@code builder()}. */
  Builder builder(String type) {
    try {
      return new Builder(loader.loadClass(type).getMethod("builder").invoke(null));
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unusable(type, e);
    }
  }

  /** What the public method of this name and number of arguments returns. */
  Object call(Object receiver, String method, Object... arguments) {
    return function(receiver, method, arguments.length).apply(arguments);
  }

  /** The public method of this name and number of arguments, looked up once to be called often. */
  Function<Object[], Object> function(Object receiver, String name, int arguments) {
    Method method = method(receiver, name, arguments);
    return values -> {
      try {
        return Objects.requireNonNull(method.invoke(receiver, values), name);
      } catch (ReflectiveOperationException | LinkageError e) {
        throw unusable(name, e);
      }
    };
  }

  private Method method(Object receiver, String name, int arguments) {
    return Arrays.stream(receiver.getClass().getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> method.getParameterCount() == arguments && !method.isBridge())
        .findFirst()
        .orElseThrow(
            () -> unusable(name, new NoSuchMethodException(receiver.getClass().getName())));
  }

  private IllegalStateException unusable(String part, Throwable reason) {
    Throwable cause =
        reason instanceof InvocationTargetException thrown && thrown.getCause() != null
            ? thrown.getCause()
            : reason;
    return new IllegalStateException(
        "%s can't be used, because of %s: %s. Correct its class path, or unset it to go without."
            .formatted(name, part, cause),
        cause);
  }

  private static List<Path> jarsIn(Path entry) {
    if (!Files.isDirectory(entry)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(entry)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URL url(Path entry) {
    try {
      return entry.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("not a place on a class path: " + entry, e);
    }
  }

  /** One of its builders, filled by the names of its properties. */
  final class Builder {
    private final Object builder;

    private Builder(Object builder) {
      this.builder = builder;
    }

    Builder with(String property, Object... values) {
      call(builder, property, values);
      return this;
    }

    Object build() {
      return call(builder, "build");
    }
  }
}
