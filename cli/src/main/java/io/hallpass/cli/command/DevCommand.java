package io.hallpass.cli.command;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.stack.StackPorts;
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
          "Kafka N, its controller N+1, PostgreSQL N+2, registry N+3, Connect N+4. Left out: the usual ones, 9092, 9093, 5432, 8081 and 8083, and a free one in place of each that is taken.")
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
    StackPorts ports =
        portBase == null ? StackPorts.onUsual() : StackPorts.of(OptionalInt.of(portBase));
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

  private void say(Out out, Endpoints endpoints, Path file, long began) {
    endpoints.write(file);
    out.line(String.format("ready after %.1f s", (System.nanoTime() - began) / 1e9));
    out.line(at("bootstrap.servers", endpoints.bootstrapServers(), StackPorts.KAFKA));
    out.line(at("schema.registry.url", endpoints.schemaRegistryUrl(), StackPorts.REGISTRY));
    out.line(at("connect.url", endpoints.connectUrl(), StackPorts.CONNECT));
    out.line(at("warehouse.jdbc.url", endpoints.warehouseJdbcUrl(), StackPorts.POSTGRES));
    out.line(
        "for recipients       database '"
            + WholeStack.WAREHOUSE
            + "', user '"
            + WholeStack.WAREHOUSE_USER
            + "', any password");
    out.line("written to " + file + "; Ctrl-C stops everything");
  }

  private String at(String name, String address, int usual) {
    String noted = portBase == null ? StackPorts.noted(address, usual) : address;
    return String.format("%-20s %s", name, noted);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
