package io.hallpass.cli.command;

import io.hallpass.cli.demo.Demo;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.stack.StackPorts;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.sis.SisMismatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
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
  public Integer call() throws IOException, SQLException, InterruptedException {
    Out out = new Out(spec.commandLine().getOut());
    Path data = keep ? Path.of(".hallpass") : Files.createTempDirectory("hallpass-demo");
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    long began = System.nanoTime();
    StackPorts ports = keep ? StackPorts.onUsual() : StackPorts.of(OptionalInt.empty());
    try (WholeStack stack = WholeStack.start(data, ports, true, out::progress)) {
      Stopping.onShutdown(stop, stopped);
      out.line(String.format("everything is up after %.1f s", (System.nanoTime() - began) / 1e9));
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
      out.line(String.format("all of it true, %.1f s in all", (System.nanoTime() - began) / 1e9));
      if (keep) {
        stay(out, stack, data, stop);
      }
    } finally {
      if (!keep) {
        delete(data);
      }
      stopped.countDown();
    }
    return 0;
  }

  private static void stay(Out out, WholeStack stack, Path data, CountDownLatch stop)
      throws InterruptedException {
    Endpoints endpoints = stack.endpoints();
    endpoints.write(data.resolve("endpoints.properties"));
    out.line("it stays until Ctrl-C; Kafka is at " + endpoints.bootstrapServers());
    stop.await();
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
