package io.hallpass.cli.command;

import io.hallpass.cli.apply.Applier;
import io.hallpass.cli.apply.Difference;
import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.district.CheckedDistrict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass apply}. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Makes topics, mappings, agreements and connectors equal to a district folder.",
      "The folder is checked first, vendors' databases and warehouses are tried; nothing is changed where there is a",
      "problem. Applying twice changes nothing.",
      "",
      "A recipient that is gone from the folder loses its agreements, so everything it had is taken back. Its sink is",
      "what takes it back and keeps running; apply says so until somebody removes it.",
      "A source that is gone from the folder loses its connector; where it followed a database, its replication slot and",
      "publication there are dropped. Where that is not possible, apply prints the statements to run and exits with 1.",
      "What an apply that was killed left half done, the next one does to the end.",
      "",
      "A source whose connector is stopped goes on where it was. One that somebody paused stays paused, as does every sink;",
      "apply says which."
    })
public final class ApplyCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DISTRICT_DIR", description = "The folder with district.yaml.")
  private Path dir;

  @Option(
      names = "--dry-run",
      description = "Print what would change and how many students it touches; change nothing.")
  private boolean dryRun;

  @Mixin private StackOptions stack;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    CheckedDistrict checked = CheckedDistrict.require(dir);
    try (Applier applier = new Applier(stack.endpoints(), checked.catalogue())) {
      Plan plan = applier.plan(checked.district(), checked.mappings());
      Difference difference = applier.difference(plan, checked.district(), checked.mappings());
      difference.lines().forEach(out::println);
      difference.notes().forEach(note -> out.println("= " + note));
      if (difference.none()) {
        out.println(checked.district().name() + ": nothing to change");
        return 0;
      }
      if (difference.decidesAgain()) {
        out.println("  decided again for " + applier.students(plan) + " students");
      }
      if (!dryRun) {
        List<String> undone =
            applier.apply(plan, difference, checked.district(), checked.mappings());
        out.println(checked.district().name() + ": applied");
        undone.forEach(spec.commandLine().getErr()::println);
        return undone.isEmpty() ? 0 : 1;
      }
    }
    return 0;
  }
}
