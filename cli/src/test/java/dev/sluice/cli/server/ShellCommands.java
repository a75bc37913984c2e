package dev.sluice.cli.server;

import dev.sluice.cli.Sluice;
import dev.sluice.cli.client.NetworkConnector;
import dev.sluice.cli.command.Session;
import dev.sluice.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Commands for a shell script that run in this JVM: {@code sluice}, and what a test gives. A script
 * of ten calls would otherwise wait for ten JVMs to start.
 */
final class ShellCommands implements AutoCloseable {
  private static final String COMMAND =
      """
      #!/bin/sh
      # Hands the call to the test that runs, and ends as it says.
      call="FOLDER/$$"
      { basename "$0"; for argument in "$@"; do printf '%s\\n' "$argument"; done; } >"$call.new"
      mv "$call.new" "$call.asked"
      while [ ! -e "$call.done" ]; do sleep 0.05; done
      code=$(cat "$call.done")
      rm -f "$call.done"
      exit "$code"
      """;

  /** A command: its arguments give its exit code. */
  interface Command {
    int run(List<String> arguments);
  }

  private final Path folder;
  private final Map<String, String> environment;
  private final Map<String, Command> commands;
  private final List<Integer> codes = new CopyOnWriteArrayList<>();
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Thread answering;

  /**
   * @param folder for the commands, made if needed
   * @param environment what {@code sluice} sees of it
   * @param others commands beside {@code sluice}, by name
   */
  ShellCommands(Path folder, Map<String, String> environment, Map<String, Command> others)
      throws IOException {
    this.folder = Files.createDirectories(folder);
    this.environment = environment;
    commands = new TreeMap<>(others);
    commands.put("sluice", this::sluice);
    for (String name : commands.keySet()) {
      Path file = folder.resolve(name);
      Files.writeString(file, COMMAND.replace("FOLDER", folder.toString()));
      if (!file.toFile().setExecutable(true)) {
        throw new IOException(file + " can't be made executable");
      }
    }
    answering = Thread.ofVirtual().start(this::answer);
  }

  /** Exit codes of all calls of {@code sluice}, oldest first. */
  List<Integer> codes() {
    return codes;
  }

  /** What the newest call of {@code sluice} said. */
  String lastSaid() {
    return said.getLast();
  }

  /** All that {@code sluice} said, for what is shown when a test fails. */
  String said() {
    return String.join("", said);
  }

  /** Runs a script with these commands; done once it has ended. */
  CompletableFuture<Process> run(Path script) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.environment().merge("PATH", folder.toString(), (own, added) -> added + ":" + own);
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process.onExit();
  }

  int sluice(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    StringWriter written = new StringWriter();
    PrintWriter out = new PrintWriter(written, true);
    Terminal terminal =
        new Terminal(out, out, false, 120, ZoneOffset.UTC, name -> environment.get(name));
    Session session =
        new Session(
            terminal, InstantSource.system(), new Random(7), new NetworkConnector(), Thread::sleep);
    int code = Sluice.commandLine(session).execute(all.toArray(String[]::new));
    codes.add(code);
    said.add("sluice %s: %d\n%s".formatted(String.join(" ", all), code, written));
    return code;
  }

  private void answer() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        for (Path asked : asked()) {
          Thread.ofVirtual().start(() -> answer(asked));
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Calls that nobody works on yet. */
  private List<Path> asked() {
    List<Path> taken = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".asked")).toList()) {
        taken.add(Files.move(file, named(file, ".taken")));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return taken;
  }

  private static Path named(Path call, String ending) {
    String name = call.getFileName().toString();
    return call.resolveSibling(name.substring(0, name.indexOf('.')) + ending);
  }

  private void answer(Path call) {
    int code = 1;
    try {
      List<String> words = Files.readAllLines(call);
      Command command = commands.get(words.getFirst());
      code = command == null ? 127 : command.run(words.subList(1, words.size()));
      Files.delete(call);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } finally {
      done(call, code);
    }
  }

  private static void done(Path call, int code) {
    try {
      Path written = Files.writeString(named(call, ".written"), Integer.toString(code));
      Files.move(written, named(call, ".done"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  @Override
  public void close() {
    answering.interrupt();
  }
}
