package io.hallpass.cli.command;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.Endpoints;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands take that hold a district's folder against what runs. */
final class FolderOptions {
  @Parameters(paramLabel = "DISTRICT_DIR", description = "The folder with district.yaml.")
  private Path dir;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Mixin private StackOptions stack;

  Path dir() {
    return dir;
  }

  CheckedDistrict checked() {
    return CheckedDistrict.require(dir);
  }

  boolean json() {
    return json;
  }

  Endpoints endpoints() {
    return stack.endpoints();
  }
}
