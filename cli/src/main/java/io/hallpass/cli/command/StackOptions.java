package io.hallpass.cli.command;

import io.hallpass.cli.kafka.Endpoints;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a command finds the stack. */
final class StackOptions {
  @Option(
      names = "--endpoints",
      paramLabel = "FILE",
      defaultValue = Endpoints.DEFAULT_FILE,
      description = {
        "Where the stack is; 'dev' writes this file (default: ${DEFAULT-VALUE}).",
        "Keys: bootstrap.servers, schema.registry.url, connect.url, sink.connect.url, kafka.*"
      })
  private Path file;

  Endpoints endpoints() {
    return Endpoints.read(file);
  }
}
