package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.spine.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Files that would do harm, on a real stack. */
@ExtendWith(RunningStack.Extension.class)
final class IntakeCommandTest {
  private static final String SOURCE =
      """
      kind: csv
      mapping: roster
      registers: student
      path: files
      intake:
        gone: 20
        school: { users: school }
      """;

  private static TestDistrict district(RunningStack stack, String name) {
    TestDistrict district = stack.district(name);
    district
        .files()
        .roster()
        .write("sources/roster.yaml", SOURCE)
        .write("files/users.csv", users(100, 50));
    district.applied();
    Wait.until("all students", () -> district.count("student") == 150);
    return district;
  }

  /** So many users of two schools. */
  private static String users(int north, int south) {
    return "id,first,school\n" + rows("n", "north", north) + rows("s", "south", south);
  }

  private static String rows(String prefix, String school, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> prefix + i + ",Ada-" + prefix + i + "," + school + "\n")
        .collect(Collectors.joining());
  }

  private static Command intake(RunningStack stack, String district, String... args) {
    String[] all = new String[args.length + 3];
    all[0] = "intake";
    all[1] = args[0];
    all[2] = "--district";
    all[3] = district;
    System.arraycopy(args, 1, all, 4, args.length - 1);
    return stack.on(all);
  }

  /** The id of the set that is held. */
  private static String held(RunningStack stack, String district) {
    Wait.until(
        "a set to be held", () -> intake(stack, district, "list").out().contains("roster  "));
    return intake(stack, district, "list").out().replaceAll("(?s)^roster  (\\w+).*", "$1");
  }

  @Test
  void aFileOfWhichMuchIsGoneIsHeldAndTakenOnceItIsApproved(RunningStack stack) {
    TestDistrict district = district(stack, "approving");
    assertThat(intake(stack, "approving", "list").out()).contains("nothing is held");
    district.files().write("files/users.csv", users(70, 35));
    String id = held(stack, "approving");

    Command list = intake(stack, "approving", "list", "--source", "roster");
    Command show = intake(stack, "approving", "show", id);
    Command json = intake(stack, "approving", "show", "--json");
    Command before =
        stack.on("intake", "--json", "list", "--district", "approving", "--source", "roster");

    assertThat(list.out())
        .contains("roster  " + id + "  (approve or discard)")
        .contains("users.csv: 45 of 150 rows are gone (30 %; the limit is 20 %)")
        .contains("users.csv, school south: 15 of 50 rows are gone (30 %; the limit is 20 %)")
        .doesNotContain("Ada");
    assertThat(show.out())
        .containsPattern("! users.csv +\\(all\\) +150 +105 +45 +0 +0")
        .containsPattern("! users.csv +north +100 +70 +30 +0 +0")
        .containsPattern(" {4}days.csv +\\(all\\) +2 +2 +0 +0 +0");
    assertThat(json.out()).contains("\"school\" : \"north\"", "\"gone\" : 30", id);
    assertThat(before.out()).isEqualTo(json.out());
    assertThat(intake(stack, "approving", "list", "--source", "other").out())
        .contains("nothing is held");

    Command approve = intake(stack, "approving", "approve", id.substring(0, 8));
    Command apply = district.apply();

    assertThat(approve.out()).contains("approved " + id);
    assertThat(apply.out()).contains("nothing to change");
    Wait.until(() -> "the set to be taken", () -> district.count("student") == 105);
    Wait.until(
        "nothing to be held",
        () -> intake(stack, "approving", "list").out().contains("nothing is held"));
  }

  private static void untilDiscarded(RunningStack stack, String district, String id) {
    Wait.until(
        "it to be shown as discarded",
        () -> {
          String out = intake(stack, district, "list").out();
          return out.contains(id) && out.contains("  discarded: ");
        });
  }

  @Test
  void aDiscardedFileIsNotTakenAndTheNextIsLookedAt(RunningStack stack) throws Exception {
    TestDistrict district = district(stack, "discarding");
    district.files().write("files/users.csv", users(70, 50));
    String id = held(stack, "discarding");

    Command discard = intake(stack, "discarding", "discard", id, "--json");
    untilDiscarded(stack, "discarding", id);
    long after = district.count("student");
    district.files().write("files/users.csv", users(101, 50));

    assertThat(discard.out())
        .contains("\"decision\" : \"discarded\"", "\"source\" : \"roster\"", "\"id\" : \"" + id);
    assertThat(after).isEqualTo(150);
    Wait.until("the next to be taken", () -> district.count("student") == 151);
  }

  @Test
  void aDiscardedFileThatStillLiesThereCanBeApproved(RunningStack stack) throws Exception {
    TestDistrict district = district(stack, "regretting");
    district.files().write("files/users.csv", users(70, 50));
    String id = held(stack, "regretting");
    intake(stack, "regretting", "discard", id);
    untilDiscarded(stack, "regretting", id);

    Command approve = intake(stack, "regretting", "approve", id);

    assertThat(approve.out()).contains("approved " + id);
    Wait.until("it to be taken", () -> district.count("student") == 120);
  }

  @Test
  void whatCannotBeDecidedIsSaid(RunningStack stack) {
    TestDistrict district = stack.district("undecided");
    district
        .files()
        .roster()
        .write(
            "sources/roster.yaml",
            "kind: csv\nmapping: roster\nregisters: student\npath: drop\ndrop: '*'\n")
        .write("drop/1/users.csv", "id,first\n1,Ada\n")
        .write("drop/1/days.csv", "id,day\n1,2026-09-01\n");
    district.applied();
    String id = held(stack, "undecided");

    Command approve = intake(stack, "undecided", "approve", id);
    Command unknown = intake(stack, "undecided", "discard", "0123456789abcdef");
    Command atlantis = intake(stack, "atlantis", "list");
    Command without = intake(stack, "undecided", "approve");

    assertThat(intake(stack, "undecided", "list").out()).contains("  1  (mend or discard)");
    assertThat(approve.err()).contains(id + " cannot be taken as it is; mend the files");
    assertThat(approve.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("0123456789abcdef is no held set of undecided");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(atlantis.err()).contains("no such district: [atlantis]");
    assertThat(without.err()).contains("Missing required parameter: 'ID'");
    assertThat(without.exitCode()).isEqualTo(2);

    assertThat(intake(stack, "undecided", "discard", id).exitCode()).isZero();
    Path drop = district.files().dir().resolve("drop");
    Wait.until("it to be put aside", () -> Files.notExists(drop.resolve("1")));
  }
}
