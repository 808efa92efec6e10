package io.hallpass.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.cli.kafka.DistrictStatus;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows, for each district: its sources and warehouses, how many records passed each step, what waits,",
      "what was rejected and why, how far behind each step is, and whether the consent gate is open."
    })
public final class StatusCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DISTRICT",
      arity = "0..*",
      description = "Only these; all where left out.")
  private List<String> only = new ArrayList<>();

  @Option(names = "--json", description = "One JSON document, for scripts.")
  private boolean asJson;

  @Mixin private StackOptions stack;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Endpoints endpoints = stack.endpoints();
    List<DistrictStatus> all = new ArrayList<>();
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      List<String> known =
          admin.districts().keySet().stream().map(DistrictTopics::district).toList();
      List<String> unknown = only.stream().filter(name -> !known.contains(name)).toList();
      if (!unknown.isEmpty()) {
        throw new ConfigException(List.of("no such district: " + unknown + "; there are " + known));
      }
      for (String name : only.isEmpty() ? known : only) {
        all.add(DistrictStatus.read(endpoints, admin, new DistrictTopics(name)));
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (asJson) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all));
    } else if (all.isEmpty()) {
      out.println("no district; apply a district folder");
    } else {
      all.forEach(status -> status.lines().forEach(out::println));
    }
    return 0;
  }
}
