package io.hallpass.cli.command;

import io.hallpass.cli.kafka.ConsentWriter;
import io.hallpass.cli.kafka.ConsentWriter.Decision;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.schemas.Category;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hallpass consent grant|deny|revoke}: they differ in a word. */
final class ConsentDecisions {
  private ConsentDecisions() {}

  /** What the three have in common. */
  abstract static class Deciding implements Callable<Integer> {
    @Option(
        names = "--district",
        required = true,
        paramLabel = "D",
        description = "The district's name.")
    private String district;

    @Option(
        names = "--student",
        required = true,
        paramLabel = "SYSTEM:VALUE",
        description = "The student, by an id that a mapping knows: state:1234567, oneroster:abc.")
    private String student;

    @Option(
        names = "--recipient",
        paramLabel = "R",
        description = "Whom it concerns; for a denial, left out means everybody.")
    private String recipient;

    @Option(
        names = "--category",
        paramLabel = "C",
        description =
            "A data category, as often as needed: ${COMPLETION-CANDIDATES}. For a denial, left out means all.")
    private List<Category> categories = new ArrayList<>();

    @Option(
        names = "--purpose",
        paramLabel = "P",
        defaultValue = "",
        description = "Only for this purpose.")
    private String purpose;

    @Option(
        names = "--until",
        paramLabel = "DATE",
        description = "First day on which it no longer holds, as 2027-08-01.")
    private LocalDate until;

    @Option(names = "--by", paramLabel = "NAME", defaultValue = "", description = "Who decided.")
    private String by;

    @Option(
        names = "--as",
        paramLabel = "ROLE",
        defaultValue = "",
        description = "parent, guardian or student.")
    private String as;

    @Option(
        names = "--form",
        paramLabel = "REF",
        defaultValue = "",
        description = "Where the signed form is.")
    private String form;

    @Mixin private StackOptions stack;

    @Spec private CommandSpec spec;

    private final String decision;

    Deciding(String decision) {
      this.decision = decision;
    }

    @Override
    public Integer call() {
      String[] person = student.split(":", 2);
      List<String> problems = new ArrayList<>();
      if (person.length != 2 || person[0].isBlank() || person[1].isBlank()) {
        problems.add("--student must be SYSTEM:VALUE, as state:1234567");
      }
      if (!as.isEmpty() && !List.of("parent", "guardian", "student").contains(as)) {
        problems.add("--as must be parent, guardian or student");
      }
      if (decision.equals("GRANT") && (recipient == null || categories.isEmpty())) {
        problems.add(
            "a grant names a --recipient and each --category; only a denial may cover everything");
      }
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      Endpoints endpoints = stack.endpoints();
      String named =
          categories.isEmpty()
              ? "*"
              : categories.stream().map(Enum::name).collect(Collectors.joining(" "));
      Map<String, String> scope =
          Map.of(
              "recipient", recipient == null ? "*" : recipient,
              "categories", named,
              "purpose", purpose,
              "validUntil", until == null ? "" : until.toString(),
              "holderName", by,
              "holderRole", as,
              "form", form);
      try (ConsentWriter writer = new ConsentWriter(endpoints, district)) {
        writer.requireKnown(recipient);
        String id = writer.write(new Decision(decision, person[0], person[1], scope));
        spec.commandLine()
            .getOut()
            .println("recorded " + decision.toLowerCase(java.util.Locale.ROOT) + " " + id);
      }
      return 0;
    }
  }

  /** {@code hallpass consent grant}. */
  @Command(
      name = "grant",
      mixinStandardHelpOptions = true,
      description = "Allows a recipient to have categories of a student's data.")
  static final class Grant extends Deciding {
    Grant() {
      super("GRANT");
    }
  }

  /** {@code hallpass consent deny}. */
  @Command(
      name = "deny",
      mixinStandardHelpOptions = true,
      description = "Forbids it; what was delivered is taken back.")
  static final class Deny extends Deciding {
    Deny() {
      super("DENY");
    }
  }

  /** {@code hallpass consent revoke}. */
  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Takes back what the same person decided before: a grant or a denial ends.")
  static final class Revoke extends Deciding {
    Revoke() {
      super("REVOKE");
    }
  }
}
