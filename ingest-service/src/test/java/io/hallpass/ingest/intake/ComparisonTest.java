package io.hallpass.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final int SMALL = 5;

  /** A row of the plain model. */
  private record Row(long cells, String school) {}

  private static Comparison whole() {
    return new Comparison(true, false);
  }

  private static void before(Comparison comparison, String school, int from, int to) {
    for (int i = from; i < to; i++) {
      comparison.before(i, 1, school);
    }
  }

  private static void now(Comparison comparison, String school, int from, int to, long cells) {
    for (int i = from; i < to; i++) {
      comparison.now(i, cells, school);
    }
  }

  @Test
  void goneChangedAndNewRowsAreCountedForTheSchoolThatHadThem() {
    Comparison comparison = whole();
    before(comparison, "a", 0, 10);
    before(comparison, "b", 10, 20);
    comparison.settle();
    now(comparison, "a", 0, 7, 1);
    now(comparison, "b", 10, 14, 2);
    now(comparison, "b", 14, 23, 1);

    assertThat(comparison.groups(SMALL))
        .containsExactly(
            new Group(Group.ALL, 20, 20, 3, 4, 3),
            new Group("a", 10, 7, 3, 0, 0),
            new Group("b", 10, 13, 0, 4, 3));
  }

  @Test
  void aRowThatMovedToAnotherSchoolIsNeitherGoneNorNew() {
    Comparison comparison = whole();
    before(comparison, "a", 0, 10);
    comparison.settle();
    now(comparison, "b", 0, 10, 1);

    assertThat(comparison.groups(SMALL))
        .containsExactly(
            new Group(Group.ALL, 10, 10, 0, 0, 0),
            new Group("a", 10, 0, 0, 0, 0),
            new Group(Group.OTHERS, 0, 10, 0, 0, 0));
  }

  @Test
  void aSchoolOfFewRowsIsNotNamed() {
    Comparison comparison = whole();
    before(comparison, "a", 0, 10);
    before(comparison, "Ann", 10, 14);
    before(comparison, "", 14, 15);
    comparison.settle();
    now(comparison, "a", 0, 10, 1);

    assertThat(comparison.groups(SMALL))
        .containsExactly(
            new Group(Group.ALL, 15, 10, 5, 0, 0),
            new Group("a", 10, 10, 0, 0, 0),
            new Group(Group.OTHERS, 5, 0, 5, 0, 0));
  }

  @Test
  void ofChangesOnlyDeletionsAreGoneAndTheOthersAreStillThere() {
    Comparison comparison = new Comparison(false, false);
    before(comparison, "a", 0, 10);
    comparison.settle();
    comparison.nowGone(1);
    comparison.nowGone(1);
    comparison.nowGone(99);
    comparison.now(2, 2, "a");
    comparison.now(3, 1, "a");
    comparison.now(50, 1, "a");

    assertThat(comparison.groups(SMALL).get(0)).isEqualTo(new Group(Group.ALL, 10, 10, 1, 1, 1));
    assertThat(comparison.rows()).isEqualTo(6);
  }

  @Test
  void whatWasThereIsAWholeFileAndTheChangesAfterIt() {
    Comparison comparison = whole();
    before(comparison, "a", 0, 10);
    comparison.settle();
    comparison.before(2, 2, "b");
    comparison.before(20, 1, "b");
    comparison.beforeGone(3);
    comparison.beforeGone(9);
    comparison.settle();
    comparison.before(3, 5, "b");
    comparison.settle();
    now(comparison, "a", 0, 2, 1);
    comparison.now(2, 2, "b");
    comparison.now(3, 5, "b");
    now(comparison, "a", 4, 10, 1);

    assertThat(comparison.groups(SMALL))
        .containsExactly(
            new Group(Group.ALL, 10, 10, 1, 0, 1),
            new Group("a", 7, 8, 0, 0, 1),
            new Group(Group.OTHERS, 3, 2, 1, 0, 0));
  }

  @Test
  void whereOnlyKeysCanBeComparedNothingHasChanged() {
    Comparison comparison = new Comparison(true, true);
    before(comparison, "a", 0, 10);
    comparison.settle();
    now(comparison, "a", 0, 9, 7);

    assertThat(comparison.groups(SMALL).get(0)).isEqualTo(new Group(Group.ALL, 10, 9, 1, 0, 0));
  }

  @Test
  void rowsThatCannotBeTakenAreRowsOfTheFile() {
    Comparison comparison = whole();
    before(comparison, "a", 0, 10);
    comparison.settle();
    now(comparison, "a", 0, 9, 1);
    comparison.refused();

    assertThat(comparison.rows()).isEqualTo(10);
    assertThat(comparison.groups(SMALL).get(0)).isEqualTo(new Group(Group.ALL, 10, 10, 1, 0, 0));
  }

  @Test
  void moreSchoolsThanCanBeToldApartAreCountedTogether() {
    Comparison comparison = whole();
    int schools = 70_000;
    for (int i = 0; i < schools * SMALL; i++) {
      comparison.before(i, 1, "s" + i % schools);
    }
    comparison.settle();

    List<Group> groups = comparison.groups(SMALL);

    assertThat(groups.get(0)).isEqualTo(new Group(Group.ALL, 350_000, 0, 350_000, 0, 0));
    assertThat(groups.subList(1, groups.size()).stream().mapToLong(Group::gone).sum())
        .isEqualTo(350_000);
  }

  @Test
  void whatIsCountedIsWhatAPlainModelCounts() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<Long, Row> was = rows(random, 20_000);
    Map<Long, Row> is = new HashMap<>(was);
    is.keySet().removeIf(key -> random.nextInt(10) == 0);
    is.replaceAll((key, row) -> random.nextInt(5) == 0 ? row(random) : row);
    is.putAll(rows(random, 1_000));
    Comparison comparison = whole();
    was.forEach((key, row) -> comparison.before(key, row.cells(), row.school()));
    comparison.settle();

    is.forEach((key, row) -> comparison.now(key, row.cells(), row.school()));

    assertThat(comparison.groups(SMALL))
        .as("seed " + seed)
        .containsExactlyElementsOf(model(was, is));
  }

  /** Every third key has one of few first bits, as no hash would. */
  private static Map<Long, Row> rows(Random random, int count) {
    Map<Long, Row> rows = new HashMap<>();
    for (int i = 0; i < count; i++) {
      long key = i % 3 == 0 ? random.nextInt(100_000) : random.nextLong();
      rows.put(key, row(random));
    }
    return rows;
  }

  private static Row row(Random random) {
    return new Row(random.nextLong(), "school " + random.nextInt(10));
  }

  private static List<Group> model(Map<Long, Row> was, Map<Long, Row> is) {
    Map<String, Group> groups = new TreeMap<>();
    was.forEach(
        (key, row) -> {
          Row now = is.get(key);
          long changed = now != null && now.cells() != row.cells() ? 1 : 0;
          groups.merge(
              row.school(),
              new Group(row.school(), 1, 0, now == null ? 1 : 0, changed, 0),
              Group::plus);
        });
    is.forEach(
        (key, row) ->
            groups.merge(
                row.school(),
                new Group(row.school(), 0, 1, 0, 0, was.containsKey(key) ? 0 : 1),
                Group::plus));
    List<Group> all = new ArrayList<>(groups.values());
    all.add(0, all.stream().reduce(Group.of(Group.ALL), Group::plus));
    return all;
  }
}
