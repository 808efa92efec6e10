package io.hallpass.cli.command;

import io.hallpass.cli.kafka.Unmatched;
import io.hallpass.cli.kafka.Unmatched.Denial;
import java.io.PrintWriter;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hallpass consent unmatched}. */
@Command(
    name = "unmatched",
    mixinStandardHelpOptions = true,
    description = {
      "Denials and revocations that name a student nobody has registered. They hold the gate closed (unmatchedDenials:",
      "hold) until the student turns up, they are mended at their source, or somebody dismisses them."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {UnmatchedCommand.ListThem.class, UnmatchedCommand.Dismiss.class})
final class UnmatchedCommand {

  /** {@code hallpass consent unmatched list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists them, with the student each one names.")
  static final class ListThem implements Callable<Integer> {
    @Option(
        names = "--district",
        required = true,
        paramLabel = "D",
        description = "The district's name.")
    private String district;

    @Mixin private StackOptions stack;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      List<Denial> denials = new Unmatched(stack.endpoints(), district).list();
      if (denials.isEmpty()) {
        out.println("no unmatched denials or revocations");
      }
      denials.forEach(denial -> out.println(denial.consent() + "  " + denial.person()));
      return 0;
    }
  }

  /** {@code hallpass consent unmatched dismiss}. */
  @Command(
      name = "dismiss",
      mixinStandardHelpOptions = true,
      description =
          "Lets a denial or a revocation no longer hold the gate; it still counts once its student turns up.")
  static final class Dismiss implements Callable<Integer> {
    @Option(
        names = "--district",
        required = true,
        paramLabel = "D",
        description = "The district's name.")
    private String district;

    @Parameters(paramLabel = "CONSENT", arity = "1..*", description = "As 'list' shows it.")
    private List<UUID> consents;

    @Mixin private StackOptions stack;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      new Unmatched(stack.endpoints(), district).dismiss(consents);
      spec.commandLine().getOut().println("dismissed " + consents.size());
      return 0;
    }
  }
}
