package io.hallpass.cli.command;

import io.hallpass.cli.apply.Applier;
import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.remap.Remap;
import io.hallpass.cli.remap.RemapJson;
import io.hallpass.cli.remap.RemapText;
import io.hallpass.runtime.config.ConfigException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass remap}. */
@Command(
    name = "remap",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a mended mapping would change, before it is applied.",
      "",
      "Every row that the landing store keeps is mapped with the mapping in force and with the folder's: of each entity"
          + " how many records would come, go and change, and in which fields; rejected rows and codes nobody knows, now"
          + " and then; and how many students are touched. Never a value. 'not known' counts records whose row is"
          + " rejected now: what they say comes from an earlier row, which is not kept.",
      "",
      "--students names the students and, of each, the entities and fields: by studentId, which Hallpass made at random"
          + " and warehouses know, never by a vendor's id.",
      "",
      "'hallpass apply' then maps these rows again by itself, without asking any vendor. What no mapping collected"
          + " before is not among them; it is named.",
      "",
      "It reads what normalize keeps, so it needs the right to read the topics <district>.normalize-*, and the"
          + " district's secret."
    },
    footer = {"", "Exit codes: 0 shown; 1 failed; 2 the folder or the command is wrong."})
public final class RemapCommand implements Callable<Integer> {
  @Option(
      names = "--dry-run",
      description = "Needed: this command only looks. 'hallpass apply' does it.")
  private boolean dryRun;

  @Option(names = "--students", description = "Name the students that would be touched.")
  private boolean students;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "Name so many of each source (default: ${DEFAULT-VALUE}); the rest is counted.")
  private int limit;

  @Mixin private FolderOptions folder;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (!dryRun) {
      throw new ConfigException(
          List.of(
              "remap only looks: say --dry-run; 'hallpass apply "
                  + folder.dir()
                  + "' maps again what is kept, by itself"));
    }
    if (limit < 1) {
      throw new ConfigException(List.of("--limit: must be 1 or more"));
    }
    CheckedDistrict checked = folder.checked();
    Endpoints endpoints = folder.endpoints();
    Remap remap;
    try (Applier applier = new Applier(endpoints, checked.catalogue())) {
      Plan plan = applier.plan(checked.district(), checked.mappings());
      remap = Remap.of(endpoints, checked, plan, students ? limit : 0);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (folder.json()) {
      RemapJson.print(remap, out);
    } else {
      RemapText.print(remap, out);
    }
    return 0;
  }
}
