package io.hallpass.cli.command;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.stack.WholeStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass dev}. */
@Command(
    name = "dev",
    mixinStandardHelpOptions = true,
    description = {
      "Starts Kafka, a schema registry, PostgreSQL and all services on this machine, until Ctrl-C.",
      "What it holds survives in the data directory. Prints and writes where everything is."
    })
public final class DevCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".hallpass",
      description =
          "Where everything is kept: a directory of its own, made if absent (default: ${DEFAULT-VALUE}).")
  private Path data;

  @Option(
      names = "--port-base",
      paramLabel = "N",
      description =
          "Kafka N, its controller N+1, PostgreSQL N+2, registry N+3, Connect N+4. Free ports where left out.")
  private Integer portBase;

  @Option(
      names = "--no-services",
      description =
          "Only Kafka, registry and PostgreSQL; run the services as processes of their own.")
  private boolean noServices;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Out out = new Out(spec.commandLine().getOut());
    return Stopping.run(out, stopping -> run(out, stopping));
  }

  private void run(Out out, Stopping stopping) {
    Path file = data.resolve("endpoints.properties");
    OptionalInt ports = portBase == null ? OptionalInt.empty() : OptionalInt.of(portBase);
    long began = System.nanoTime();
    try (WholeStack stack =
        WholeStack.start(data, ports, !noServices, out::progress, stopping::check)) {
      try {
        say(out, stack.endpoints(), file, began);
        stopping.await();
        out.line("stopping");
      } finally {
        delete(file);
      }
    }
  }

  private static void say(Out out, Endpoints endpoints, Path file, long began) {
    endpoints.write(file);
    out.line(String.format("ready after %.1f s", (System.nanoTime() - began) / 1e9));
    out.line("bootstrap.servers    " + endpoints.bootstrapServers());
    out.line("schema.registry.url  " + endpoints.schemaRegistryUrl());
    out.line("connect.url          " + endpoints.connectUrl());
    out.line("warehouse.jdbc.url   " + endpoints.warehouseJdbcUrl());
    out.line("written to " + file + "; Ctrl-C stops everything");
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
