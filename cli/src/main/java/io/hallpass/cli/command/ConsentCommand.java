package io.hallpass.cli.command;

import picocli.CommandLine.Command;

/** {@code hallpass consent}. */
@Command(
    name = "consent",
    mixinStandardHelpOptions = true,
    description = {
      "Records what a parent, a guardian or an eligible student decided.",
      "A denial overrides a grant; a newer decision of the same person ends the older one."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ConsentDecisions.Grant.class,
      ConsentDecisions.Deny.class,
      ConsentDecisions.Revoke.class,
      CompleteCommand.class,
      UnmatchedCommand.class
    })
public final class ConsentCommand {}
