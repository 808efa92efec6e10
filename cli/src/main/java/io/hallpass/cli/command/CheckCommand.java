package io.hallpass.cli.command;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.district.Columns;
import io.hallpass.runtime.config.Problems;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass check}. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Looks at a district folder and names every problem at once; starts nothing and changes nothing.",
      "Mappings are type-checked against the vocabulary, files are looked at for the columns mappings name,",
      "agreements and designations for categories and fields that exist."
    })
public final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DISTRICT_DIR", description = "The folder with district.yaml.")
  private Path dir;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Problems problems = new Problems();
    CheckedDistrict checked = CheckedDistrict.read(dir, problems);
    if (checked != null) {
      Columns.check(checked, problems);
    }
    problems.throwIfAny();
    spec.commandLine()
        .getOut()
        .println(
            checked.district().name()
                + ": "
                + checked.district().sources().size()
                + " sources, "
                + checked.district().recipients().size()
                + " recipients, no problems");
    return 0;
  }
}
