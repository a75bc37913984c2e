package dev.sluice.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a figure was measured. */
record Machine(String processor, int processors, String system, String java) {
  private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");

  static Machine here() throws IOException {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version());
  }

  private static String processorName() throws IOException {
    if (!Files.isReadable(LINUX_PROCESSORS)) {
      return "unknown processor";
    }
    try (Stream<String> lines = Files.lines(LINUX_PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    }
  }

  @Override
  public String toString() {
    return "%s, %d processors seen, %s, %s".formatted(processor, processors, system, java);
  }
}
