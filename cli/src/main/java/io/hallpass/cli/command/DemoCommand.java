package io.hallpass.cli.command;

import io.hallpass.cli.demo.Demo;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.stack.StackPorts;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.sis.SisMismatchException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts everything, moves a synthetic district from a OneRoster zip and a SIS database into two warehouses,",
      "withdraws one student's consent and grants it again. Exit code 0 means that every fact shown was read back",
      "from the warehouses. Nobody in it is real."
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--students",
      paramLabel = "N",
      defaultValue = "500",
      description = "How many students (default: ${DEFAULT-VALUE}).")
  private int students;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Same seed, same district (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--withdrawals",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Afterwards withdraw the names of N students, one after the other, and say how long it took.")
  private int withdrawals;

  @Option(
      names = "--keep",
      description =
          "Leave it running, in .hallpass, to look at with other commands and Kafka's own tools, until Ctrl-C. Again with --keep it goes on with the same district.")
  private boolean keep;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Out out = new Out(spec.commandLine().getOut());
    return Stopping.run(out, stopping -> run(out, stopping));
  }

  private void run(Out out, Stopping stopping) throws Exception {
    Path data = keep ? Path.of(".hallpass") : Files.createTempDirectory("hallpass-demo");
    try {
      play(out, data, stopping);
    } finally {
      stopping.awaitWork();
      if (!keep) {
        delete(data);
      }
    }
  }

  private void play(Out out, Path data, Stopping stopping) throws Exception {
    long began = System.nanoTime();
    StackPorts ports = keep ? StackPorts.onUsual() : StackPorts.of(OptionalInt.empty());
    try (WholeStack stack = WholeStack.start(data, ports, true, out::progress, stopping::check)) {
      out.line(String.format("everything is up after %.1f s", (System.nanoTime() - began) / 1e9));
      stopping.during(() -> demo(out, data, stack));
      out.line(String.format("all of it true, %.1f s in all", (System.nanoTime() - began) / 1e9));
      if (keep) {
        stay(out, stack, data, stopping);
      }
    }
  }

  private void demo(Out out, Path data, WholeStack stack) throws Exception {
    SyntheticDistrict district = SyntheticDistrict.of(seed, students);
    try {
      new Demo(stack, district, out::line, out::progress).run(data.resolve("demo"), withdrawals);
    } catch (SisMismatchException e) {
      throw new ConfigException(
          List.of(
              data
                  + ": "
                  + e.getMessage()
                  + "; give the same --students and --seed, or remove "
                  + data));
    }
  }

  private static void stay(Out out, WholeStack stack, Path data, Stopping stopping) {
    Endpoints endpoints = stack.endpoints();
    endpoints.write(data.resolve("endpoints.properties"));
    out.line("it stays until Ctrl-C; Kafka is at " + endpoints.bootstrapServers());
    stopping.await();
  }

  /** A file may come or go while it is walked through, so a second try. */
  private static void delete(Path dir) throws IOException {
    try {
      deleteOnce(dir);
    } catch (IOException | UncheckedIOException e) {
      deleteOnce(dir);
    }
  }

  private static void deleteOnce(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
