package io.hallpass.cli.command;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.drift.Drift;
import io.hallpass.cli.drift.DriftJson;
import io.hallpass.cli.drift.DriftText;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass drift}. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = {
      "Shows where a district's sources and the folder's mappings have grown apart.",
      "",
      "Columns that a source has and nobody maps, and columns that a mapping names and the source has no more: of files"
          + " by the first lines of the set that lies there or was taken last, of databases by their catalogue, of"
          + " vendors' topics by their last rows, of APIs by the first 1,000 rows of each resource, for which the client"
          + " secret must be known here.",
      "",
      "Codes that no crosswalk and no code set knows, in every row that is kept, with the folder's mappings. A code is a"
          + " value of somebody's record: it is shown where at least ten people have it, else only counted.",
      "Put a code into codes/<name>.csv of the folder, look at 'remap --dry-run', and apply."
    },
    footer = {"", "Exit codes: 0 shown; 1 failed; 2 the folder is wrong."})
public final class DriftCommand implements Callable<Integer> {
  @Option(
      names = "--columns",
      description = "Only columns, of files, databases and APIs: needs no running stack.")
  private boolean columns;

  @Mixin private FolderOptions folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CheckedDistrict checked = folder.checked();
    Drift drift = Drift.of(checked, columns ? Optional.empty() : Optional.of(folder.endpoints()));
    PrintWriter out = spec.commandLine().getOut();
    if (folder.json()) {
      DriftJson.print(drift, out);
    } else {
      DriftText.print(drift, out);
    }
    return 0;
  }
}
