package io.hallpass.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.cli.kafka.HeldSets;
import io.hallpass.cli.kafka.HeldSets.Decision;
import io.hallpass.cli.kafka.HeldSets.HeldSet;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code hallpass intake}. */
@Command(
    name = "intake",
    mixinStandardHelpOptions = true,
    description = {
      "Sets of files that are held: they lack rows that were there, refer to nothing, came late … Nothing of them is sent",
      "but what parents decided, until somebody approves them or another set takes their place.",
      "",
      "And full readings of APIs and databases that lack too many rows: what came is sent, and nothing is taken back."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      IntakeCommand.ListThem.class,
      IntakeCommand.Show.class,
      IntakeCommand.Approve.class,
      IntakeCommand.Discard.class
    })
public final class IntakeCommand {
  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "One JSON document, for scripts.")
  private boolean json;

  /** What all of them take. */
  abstract static class Common implements Callable<Integer> {
    @ParentCommand private IntakeCommand intake;

    @Option(
        names = "--district",
        required = true,
        paramLabel = "D",
        description = "The district's name.")
    private String district;

    @Option(names = "--source", paramLabel = "S", description = "Only of this source.")
    private String source;

    @Mixin private StackOptions stack;

    @Spec private CommandSpec spec;

    PrintWriter out() {
      return spec.commandLine().getOut();
    }

    Optional<String> source() {
      return Optional.ofNullable(source);
    }

    HeldSets sets() {
      Endpoints endpoints = stack.endpoints();
      try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
        List<String> known =
            admin.districts().keySet().stream().map(DistrictTopics::district).toList();
        if (!known.contains(district)) {
          throw new ConfigException(
              List.of("no such district: [" + district + "]; there are " + known));
        }
      }
      return new HeldSets(endpoints, district);
    }

    boolean asJson() {
      return intake.json;
    }

    void json(Object what) throws JsonProcessingException {
      out().println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(what));
    }

    /** All as one JSON document, or each as {@code text} says it. */
    int print(List<HeldSet> sets, Consumer<HeldSet> text) throws JsonProcessingException {
      if (asJson()) {
        json(sets);
      } else if (sets.isEmpty()) {
        out().println("nothing is held");
      } else {
        sets.forEach(text);
      }
      return 0;
    }

    void reasons(HeldSet set) {
      String choice = set.approvable() ? "approve or discard" : "mend or discard";
      String name = set.set().isEmpty() ? "" : "  " + set.set();
      out().println(set.source() + "  " + set.id() + name + "  (" + choice + ")");
      set.reasons().forEach(reason -> out().println("  " + reason));
    }
  }

  /** {@code hallpass intake list}. */
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists them, and why.")
  static final class ListThem extends Common {
    @Override
    public Integer call() throws JsonProcessingException {
      return print(sets().list(source()), this::reasons);
    }
  }

  /** {@code hallpass intake show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Shows of each file and school how many rows there were and are, and how many of them are gone, changed and new.",
        "Schools with few rows are counted together. An exclamation mark stands where a limit is exceeded."
      })
  static final class Show extends Common {
    @Parameters(
        paramLabel = "ID",
        arity = "0..1",
        description =
            "As 'list' shows it; eight characters of a set's are enough. All where left out.")
    private String id;

    @Override
    public Integer call() throws JsonProcessingException {
      HeldSets held = sets();
      List<HeldSet> sets = id == null ? held.list(source()) : List.of(held.one(source(), id));
      return print(sets, this::table);
    }

    private void table(HeldSet set) {
      reasons(set);
      if (set.table().isEmpty()) {
        return;
      }
      out().println(line("", "file", "school", "before", "now", "gone", "changed", "new"));
      for (HeldSets.Line line : set.table()) {
        out()
            .println(
                line(
                    line.over() ? "!" : "",
                    line.file(),
                    line.school().isEmpty() ? "(all)" : line.school(),
                    count(line.before()),
                    count(line.now()),
                    count(line.gone()),
                    count(line.changed()),
                    count(line.added())));
      }
      if (set.more() > 0) {
        out().println("  and " + count(set.more()) + " more lines");
      }
    }

    private static String line(Object... cells) {
      return String.format(Locale.ROOT, "  %-1s %-24s %-36s %11s %11s %11s %11s %11s", cells);
    }

    private static String count(long number) {
      return String.format(Locale.ROOT, "%,d", number);
    }
  }

  /** What was decided, as a program reads it. */
  record Decided(String decision, String source, String id, String set) {}

  /** What approving and discarding have in common. */
  abstract static class Deciding extends Common {
    @Parameters(
        paramLabel = "ID",
        description = "As 'list' shows it; eight characters of a set's are enough.")
    private String id;

    private final Decision decision;

    Deciding(Decision decision) {
      this.decision = decision;
    }

    @Override
    public Integer call() throws JsonProcessingException {
      HeldSets sets = sets();
      HeldSet set = sets.one(source(), id);
      sets.decide(set, decision);
      Decided decided =
          new Decided(decision.name().toLowerCase(Locale.ROOT), set.source(), set.id(), set.set());
      if (asJson()) {
        json(decided);
      } else {
        out().println(decided.decision() + " " + decided.id());
      }
      return 0;
    }
  }

  /** {@code hallpass intake approve}. */
  @Command(
      name = "approve",
      mixinStandardHelpOptions = true,
      description = {
        "Lets a set be taken as it is. Its id stands for its contents: another set that came meanwhile is not taken with it."
      })
  static final class Approve extends Deciding {
    Approve() {
      super(Decision.APPROVED);
    }
  }

  /** {@code hallpass intake discard}. */
  @Command(
      name = "discard",
      mixinStandardHelpOptions = true,
      description =
          "Never takes a set: it is moved aside, and where it cannot be moved, passed by. Of an API or a database, the rows stay.")
  static final class Discard extends Deciding {
    Discard() {
      super(Decision.DISCARDED);
    }
  }
}
