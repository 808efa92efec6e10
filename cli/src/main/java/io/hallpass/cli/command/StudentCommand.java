package io.hallpass.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.hallpass.cli.kafka.StudentDecisions;
import io.hallpass.cli.kafka.StudentDecisions.Decision;
import io.hallpass.cli.kafka.StudentDecisions.Held;
import io.hallpass.cli.kafka.StudentDecisions.Person;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.topics.Names;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass student}. */
@Command(
    name = "student",
    mixinStandardHelpOptions = true,
    description = {
      "Says that two registered students are one, or that they are two after all.",
      "What is denied of either is denied of both before anything moves, and after a split as well."
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      StudentCommand.Merge.class,
      StudentCommand.Split.class,
      StudentCommand.Show.class
    })
public final class StudentCommand {
  private StudentCommand() {}

  /** What the three have in common. */
  abstract static class OfDistrict implements Callable<Integer> {
    @Option(
        names = "--district",
        required = true,
        paramLabel = "D",
        description = "The district's name.")
    private String district;

    @Mixin private StackOptions stack;

    @Spec private CommandSpec spec;

    StudentDecisions decisions() {
      return new StudentDecisions(stack.endpoints(), district);
    }

    PrintWriter out() {
      return spec.commandLine().getOut();
    }
  }

  /** What merge and split have in common. */
  abstract static class Deciding extends OfDistrict {
    @Option(
        names = "--duplicate",
        required = true,
        paramLabel = "SYSTEM:VALUE",
        description = "The student whose own id goes with a merge and comes back with a split.")
    private String duplicate;

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who decided.")
    String by;

    @Option(
        names = "--form",
        paramLabel = "REF",
        defaultValue = "",
        description = "Where it is written why.")
    String form;

    Person duplicate(List<String> problems) {
      return person("--duplicate", duplicate, problems);
    }
  }

  private static Person person(String option, String text, List<String> problems) {
    String[] parts = text.split(":", 2);
    if (parts.length != 2 || !Names.valid(parts[0]) || parts[1].isBlank()) {
      problems.add(option + " must be SYSTEM:VALUE, as sis:1234567");
      return new Person("", text);
    }
    return new Person(parts[0], parts[1]);
  }

  private static void refuseAny(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** {@code hallpass student merge}. */
  @Command(
      name = "merge",
      mixinStandardHelpOptions = true,
      description = {
        "Two registered students are one from now on. The one who is kept keeps the id that warehouses",
        "know; the other's records move there. Name both by the ids with which they are registered."
      })
  static final class Merge extends Deciding {
    @Option(
        names = "--keep",
        required = true,
        paramLabel = "SYSTEM:VALUE",
        description = "The student whose id is kept.")
    private String keep;

    @Override
    public Integer call() {
      List<String> problems = new ArrayList<>();
      Person duplicate = duplicate(problems);
      Person kept = person("--keep", keep, problems);
      if (problems.isEmpty() && kept.equals(duplicate)) {
        problems.add("--keep and --duplicate are the same; a student is not merged with itself");
      }
      refuseAny(problems);
      StudentDecisions decisions = decisions();
      Map<String, Decision> all = decisions.read();
      Optional<Decision> before =
          Optional.ofNullable(all.get(duplicate.toString())).filter(Decision::merge);
      if (before.filter(merge -> merge.kept().equals(kept)).isPresent()) {
        out().println("already merged");
        return 0;
      }
      before.ifPresent(
          merge ->
              problems.add(
                  "--duplicate is merged into " + merge.kept() + " already; split it first"));
      Optional.ofNullable(all.get(kept.toString()))
          .filter(Decision::merge)
          .ifPresent(
              merge ->
                  problems.add("--keep is merged into " + merge.kept() + " itself; keep that one"));
      all.values().stream()
          .filter(one -> one.merge() && one.kept().equals(duplicate))
          .forEach(
              one ->
                  problems.add(
                      one.duplicate()
                          + " is merged into --duplicate; keep that one, or split "
                          + one.duplicate()
                          + " first"));
      refuseAny(problems);
      decisions.write(duplicate, kept, true, by, form);
      out().println("recorded merge of " + duplicate + " into " + kept);
      return 0;
    }
  }

  /** {@code hallpass student split}. */
  @Command(
      name = "split",
      mixinStandardHelpOptions = true,
      description = {
        "Undoes a merge: the duplicate's records move back under its own id. What was denied of the",
        "one student stays denied of both, and what was revoked revoked; decide anew where it should not."
      })
  static final class Split extends Deciding {
    @Override
    public Integer call() {
      List<String> problems = new ArrayList<>();
      Person duplicate = duplicate(problems);
      refuseAny(problems);
      StudentDecisions decisions = decisions();
      Optional<Decision> merge = decisions.merge(duplicate);
      if (merge.isEmpty()) {
        throw new ConfigException(
            List.of(duplicate + " is merged into nobody; 'hallpass student list' shows who is"));
      }
      decisions.write(duplicate, merge.get().kept(), false, by, form);
      out().println("recorded split of " + duplicate + " from " + merge.get().kept());
      return 0;
    }
  }

  /** {@code hallpass student list}. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the merges, and what was split again, with who decided and when; those that wait and",
        "why; and pairs of students that share an id, of which nothing is released."
      })
  static final class Show extends OfDistrict {
    @Option(names = "--json", description = "As JSON.")
    private boolean asJson;

    @Override
    public Integer call() throws JsonProcessingException {
      StudentDecisions decisions = decisions();
      Map<String, Decision> all = decisions.read();
      Held held = decisions.held();
      if (asJson) {
        out().println(StudentList.json(all.values(), held));
      } else {
        StudentList.text(all.values(), held).forEach(out()::println);
      }
      return 0;
    }
  }
}
