package io.hallpass.cli.command;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.VendorsWord;
import io.hallpass.runtime.avro.RegistrySchemaIds;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass consent complete}. */
@Command(
    name = "complete",
    mixinStandardHelpOptions = true,
    description = {
      "Says that a vendor that publishes to Kafka itself (kind: kafka-topic) has published every decision it holds.",
      "Files and databases say so by their end. Until a consent source has, recipients with an opt-out get nothing new.",
      "Say it only when it is so: a denial that is still to come counts from when it comes."
    })
final class CompleteCommand implements Callable<Integer> {
  @Option(
      names = "--district",
      required = true,
      paramLabel = "D",
      description = "The district's name.")
  private String district;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "S",
      description = "The source, as its file in sources/ is called.")
  private String source;

  @Mixin private StackOptions stack;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Endpoints endpoints = stack.endpoints();
    RegistrySchemaIds ids = new RegistrySchemaIds(endpoints.schemaRegistryUrl());
    new VendorsWord(endpoints, district, ids)
        .complete(source)
        .forEach(topic -> spec.commandLine().getOut().println("complete: " + topic));
    return 0;
  }
}
