package io.hallpass.cli.command;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.preview.Preview;
import io.hallpass.cli.preview.PreviewJson;
import io.hallpass.cli.preview.PreviewText;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass preview}. */
@Command(
    name = "preview",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a district's files and shows what becomes of them, without Kafka and without writing anything.",
      "",
      "Of every entity its count and first records, named as in the warehouse; rejected rows by code, column and"
          + " place; codes no crosswalk knows; and which columns each recipient would get by its agreements. Ids are"
          + " made for this preview and shortened: they join within it and are not those of a warehouse.",
      "",
      "It prints values: run it where only people who may see them look on."
    },
    footer = {
      "",
      "Sources that are not files (a database, an API, a vendor's topic) are named and not read; of an Ed-Fi API, answers"
          + " that were saved as files are, where the source says pages.",
      "Exit codes: 0 shown, rejected rows or not; 1 failed; 2 the folder or its files are wrong."
    })
public final class PreviewCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DISTRICT_DIR", description = "The folder with district.yaml.")
  private Path dir;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "5",
      description = "Show so many records of each entity (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(names = "--source", paramLabel = "S", description = "Read only this source.")
  private String source;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw new ConfigException(List.of("--limit: must be 0 or more"));
    }
    CheckedDistrict checked = CheckedDistrict.require(dir);
    LocalDate today = LocalDate.now(checked.district().timeZone());
    Preview preview = Preview.of(checked, Optional.ofNullable(source), limit, today);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      PreviewJson.print(preview, out);
    } else {
      PreviewText.print(preview, out);
    }
    return 0;
  }
}
