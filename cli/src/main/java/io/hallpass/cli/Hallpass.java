package io.hallpass.cli;

import io.hallpass.cli.command.ApplyCommand;
import io.hallpass.cli.command.CheckCommand;
import io.hallpass.cli.command.ConsentCommand;
import io.hallpass.cli.command.DemoCommand;
import io.hallpass.cli.command.DevCommand;
import io.hallpass.cli.command.DriftCommand;
import io.hallpass.cli.command.GenerateCommand;
import io.hallpass.cli.command.InitCommand;
import io.hallpass.cli.command.IntakeCommand;
import io.hallpass.cli.command.PreviewCommand;
import io.hallpass.cli.command.RejectedCommand;
import io.hallpass.cli.command.RemapCommand;
import io.hallpass.cli.command.StatusCommand;
import io.hallpass.cli.command.StudentCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code hallpass} command. */
@Command(
    name = "hallpass",
    mixinStandardHelpOptions = true,
    version = "hallpass 0.1.0",
    header =
        "Moves student data from vendors to warehouses and lets no field pass without a reason.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      DevCommand.class,
      InitCommand.class,
      CheckCommand.class,
      PreviewCommand.class,
      ApplyCommand.class,
      ConsentCommand.class,
      StudentCommand.class,
      StatusCommand.class,
      RejectedCommand.class,
      RemapCommand.class,
      DriftCommand.class,
      IntakeCommand.class,
      GenerateCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "First steps:",
      "  hallpass demo                 watch a synthetic district travel, and a consent being withdrawn and granted",
      "  hallpass dev                  start everything on this machine, until Ctrl-C",
      "  hallpass init --from X DIR    look at a roster or a database and write a district folder to start from",
      "  hallpass check DIR            find every problem of a district folder",
      "  hallpass preview DIR          show its files' records, rejects and decisions as tables, without Kafka",
      "  hallpass apply DIR            make topics, connectors and agreements equal to the folder",
      "",
      "Exit codes: 0 done, 1 failed, 2 the command or the files are wrong."
    })
public final class Hallpass {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces and the services' log lines.")
  private boolean verbose;

  private Hallpass() {}

  /** Runs the command and exits. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs the command and returns its exit code. */
  public static int run(String... args) {
    return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args);
  }

  /** The same, saying what it says elsewhere. */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    Hallpass hallpass = new Hallpass();
    return new CommandLine(hallpass)
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(
            parsed -> {
              LogLevel.set(hallpass.verbose);
              return new CommandLine.RunLast().execute(parsed);
            })
        .setExecutionExceptionHandler(new ErrorLine(() -> hallpass.verbose))
        .execute(args);
  }
}
