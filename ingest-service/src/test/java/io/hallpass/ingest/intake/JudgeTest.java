package io.hallpass.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final String WHAT_TO_DO =
      "look at it with 'hallpass intake show', then approve or discard it, or put a mended set there";

  private final Judge judge = new Judge(Limits.DEFAULT);

  private static Group all(long before, long now, long gone, long changed, long added) {
    return new Group(Group.ALL, before, now, gone, changed, added);
  }

  private List<String> reasons(Group... groups) {
    judge.compared("users.csv", List.of(groups));
    return judge.finding().reasons();
  }

  private static References references(int found, int dangling) {
    References references = new References();
    for (int i = 0; i < found + dangling; i++) {
      references.add(i < found);
    }
    return references;
  }

  @Test
  void whatIsAtALimitIsTaken() {
    assertThat(reasons(all(1_000, 1_900, 100, 500, 1_000))).isEmpty();
  }

  @Test
  void everyReasonIsSaidAtOnceWithCountsAndLimits() {
    assertThat(reasons(all(1_000, 1_900, 101, 501, 1_001)))
        .containsExactly(
            "users.csv: 101 of 1,000 rows are gone (10 %; the limit is 10 %)",
            "users.csv: 501 of 1,000 rows have changed (50 %; the limit is 50 %)",
            "users.csv: 1,001 rows have come to 1,000 (100 %; the limit is 100 %)",
            WHAT_TO_DO);
  }

  @Test
  void aSchoolThatLostMuchHoldsASetThatLostLittle() {
    assertThat(
            reasons(
                all(1_000, 970, 30, 0, 0),
                new Group("north", 900, 900, 0, 0, 0),
                new Group("south", 40, 20, 20, 0, 0),
                new Group(Group.OTHERS, 60, 50, 10, 0, 0)))
        .containsExactly(
            "users.csv, school south: 20 of 40 rows are gone (50 %; the limit is 10 %)",
            "users.csv, schools with few rows: 10 of 60 rows are gone (16 %; the limit is 10 %)",
            WHAT_TO_DO);
  }

  @Test
  void aSchoolMayGrowAsMuchAsItLikes() {
    assertThat(reasons(all(1_000, 1_500, 0, 0, 500), new Group("north", 40, 540, 0, 0, 500)))
        .isEmpty();
  }

  @Test
  void aSmallFileIsHeldOnlyWhereNothingIsLeft() {
    assertThat(reasons(all(19, 1, 18, 1, 0))).isEmpty();
    assertThat(reasons(all(19, 19, 19, 0, 19))).isEmpty();
    assertThat(reasons(all(0, 5_000, 0, 0, 5_000))).isEmpty();
    assertThat(reasons(all(19, 0, 19, 0, 0)))
        .containsExactly("users.csv: all 19 rows are gone", WHAT_TO_DO);
  }

  @Test
  void referencesToNothingHoldASetAboveTheirLimit() {
    judge.referred("roles.csv", "userSourcedId", "users.csv", references(990, 10));
    assertThat(judge.finding().harmful()).isFalse();

    judge.referred("roles.csv", "userSourcedId", "users.csv", references(989, 11));

    assertThat(judge.finding().reasons())
        .containsExactly(
            "roles.csv: column 'userSourcedId': 11 of 1,000 references are to nothing in"
                + " users.csv (1 %; the limit is 1 %)",
            WHAT_TO_DO);
  }

  @Test
  void fewReferencesHoldASetOnlyWhereAllAreToNothing() {
    judge.referred("orgs.csv", "parentSourcedId", "orgs.csv", references(0, 1));
    judge.referred("roles.csv", "orgSourcedId", "orgs.csv", references(1, 9));
    assertThat(judge.finding().harmful()).isFalse();

    judge.referred("roles.csv", "userSourcedId", "users.csv", references(0, 2));

    assertThat(judge.finding().harmful()).isTrue();
  }

  @Test
  void aCountThatIsNotSoHoldsASet() {
    judge.stated("users.csv", 1_000, 1_000, "control.csv");
    judge.stated("roles.csv", 1_000, 999, "control.csv");

    assertThat(judge.finding().reasons())
        .containsExactly("roles.csv: has 999 rows, and control.csv says 1,000", WHAT_TO_DO);
  }

  @Test
  void aHundredPercentIsNever() {
    Judge never = new Judge(new Limits(100, 100, Limits.MOST_ADDED, 100, 20));
    never.compared("users.csv", List.of(all(1_000, 500, 1_000, 0, 500)));
    never.compared("roles.csv", List.of(all(10, 0, 10, 0, 0)));
    never.referred("roles.csv", "userSourcedId", "users.csv", references(0, 100));
    never.referred("roles.csv", "orgSourcedId", "orgs.csv", references(0, 2));

    assertThat(never.finding().reasons()).isEmpty();
  }

  @Test
  void howeverManySchoolsTheyAreNotAllSaid() {
    List<Group> groups = new ArrayList<>(List.of(all(100_000, 85_000, 15_000, 0, 0)));
    for (int i = 0; i < 1_000; i++) {
      groups.add(new Group("s" + i, 100, 85, i < 500 ? 15 : 5, 0, 0));
    }
    judge.compared("roles.csv", List.of(all(100, 100, 0, 0, 0)));
    judge.compared("users.csv", groups);

    Finding finding = judge.finding();

    assertThat(finding.reasons())
        .hasSize(1 + 20 + 2)
        .contains("and 480 more reasons about schools");
    assertThat(finding.table()).hasSize(200).filteredOn(line -> !line.over()).hasSize(1);
    assertThat(finding.table()).extracting(Finding.Line::file).contains("roles.csv");
    assertThat(finding.more()).isEqualTo(1_002 - 200);
  }
}
