package io.hallpass.cli.command;

import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.rejected.RejectedCounts;
import io.hallpass.cli.rejected.RejectedList;
import io.hallpass.cli.rejected.RejectedRows;
import io.hallpass.cli.rejected.Replay;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.ErrorCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass rejected}. */
@Command(
    name = "rejected",
    mixinStandardHelpOptions = true,
    description = {
      "Rows that could not be taken, of the last thirty days: why, where they stood and what brings them back. Never a"
          + " value of a row.",
      "",
      "What mends a row is one of three things:",
      "  apply    the landing store has the row; once mapping or codes are mended, 'hallpass apply' maps it again by",
      "           itself; 'hallpass remap --dry-run' shows beforehand what would change",
      "  replay   it never came as far, but the topic its vendor writes may still have it: mend the mapping, apply,",
      "           then 'hallpass rejected replay'",
      "  source   nobody here has it whole; it is mended at its source, which sends it again",
      "",
      "A row counts each time it was rejected. What has been mended stays in the list until its thirty days are over;",
      "'last' says when it happened last."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RejectedCommand.ListThem.class,
      RejectedCommand.Show.class,
      RejectedCommand.ReplayThem.class
    })
public final class RejectedCommand {

  /** Which rows, and where they are. */
  static final class Which {
    @Option(
        names = "--district",
        required = true,
        paramLabel = "D",
        description = "The district's name.")
    private String district;

    @Option(names = "--source", paramLabel = "S", description = "Only rows of this source.")
    private String source;

    @Option(
        names = "--code",
        paramLabel = "C",
        description = "Only rows with this code: ${COMPLETION-CANDIDATES}.")
    private ErrorCode code;

    @Mixin private StackOptions stack;

    Endpoints endpoints() {
      return stack.endpoints();
    }

    RejectedRows rows() {
      return new RejectedRows(
          endpoints(),
          district,
          new RejectedRows.Filter(Optional.ofNullable(source), Optional.ofNullable(code)));
    }
  }

  /** {@code hallpass rejected list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Counts them by source, resource, code and column.")
  static final class ListThem implements Callable<Integer> {
    @Mixin private Which which;

    @Option(names = "--json", description = "One JSON array, for scripts.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      RejectedCounts counts = new RejectedCounts();
      which.rows().each(counts::add);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(counts.json().toPrettyString());
      } else {
        counts.lines().forEach(out::println);
      }
      return 0;
    }
  }

  /** {@code hallpass rejected show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "One line a rejected row: when, code, column, source and resource, where it stood, and what mends it.",
        "Where: file:line; topic-partition@offset; or the district's name, of a row out of the landing store."
      })
  static final class Show implements Callable<Integer> {
    @Mixin private Which which;

    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "Only the newest N (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--json", description = "One JSON array, for scripts.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      if (limit < 1) {
        throw new ConfigException(List.of("--limit: must be 1 or more"));
      }
      RejectedList list = new RejectedList(limit);
      which.rows().each(list::add);
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(list.json().toPrettyString());
      } else {
        list.lines().forEach(out::println);
      }
      return 0;
    }
  }

  /** {@code hallpass rejected replay}. */
  @Command(
      name = "replay",
      mixinStandardHelpOptions = true,
      description = {
        "Puts rows on their vendor's topic again (kind: kafka-topic), once their mapping is mended and applied.",
        "",
        "They go as they stand there, with the position they had, so they are judged like any other row: what is older"
            + " than what is stored is refused, what has come right meanwhile stays as it is. To do it twice does no"
            + " harm. Rows that 'apply' or their source mends are counted and left alone.",
        "",
        "Of these rows no bytes are kept beside, as they may hold what nobody maps: replay needs the vendor's topic,"
            + " which keeps them for seven days unless it says otherwise."
      },
      footer = {"", "Exit codes: 0 done; 1 Kafka did not take all of them, do it again; 2 wrong."})
  static final class ReplayThem implements Callable<Integer> {
    @Mixin private Which which;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      Replay.Result result = new Replay(which.endpoints(), which.rows()).run();
      PrintWriter out = spec.commandLine().getOut();
      out.println("put on their topics again: " + result.replayed());
      if (result.gone() > 0) {
        out.println(
            "no longer in their topics: " + result.gone() + "; the vendor must publish them again");
      }
      if (!result.left().isEmpty()) {
        out.println("not for replay:");
        result
            .left()
            .forEach(
                (reason, count) ->
                    out.printf(
                        "%8d  %s: %s%n",
                        count, reason.code(), reason.remedy().advice(reason.code())));
      }
      return 0;
    }
  }
}
