package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.tree.TreeRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OffsetPagesTest {
  private final List<String> list = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private Runnable afterEachPage = () -> {};
  private boolean total;

  private Page page(long offset, int limit) {
    int from = (int) Math.min(list.size(), offset);
    int to = Math.min(list.size(), from + limit);
    List<Row> rows =
        list.subList(from, to).stream()
            .map(id -> new Row(id, "", false, new TreeRows.Result.Row(new byte[0], new byte[0])))
            .toList();
    OptionalLong count = total ? OptionalLong.of(list.size()) : OptionalLong.empty();
    afterEachPage.run();
    return new Page(rows, count, Optional.empty(), Optional.empty());
  }

  private boolean read(int limit) throws Exception {
    return reading(limit).whole();
  }

  private OffsetPages.Reading reading(int limit) throws Exception {
    return new OffsetPages(
            "rows", offset -> page(offset, limit), rows -> rows.forEach(row -> seen.add(row.id())))
        .read();
  }

  private void rows(int count) {
    for (int i = 0; i < count; i++) {
      list.add("r" + i);
    }
  }

  @Test
  void everyRowOfAListThatDoesNotChangeIsRead() throws Exception {
    for (int count : new int[] {0, 1, 2, 9, 10, 11, 20, 21, 99}) {
      list.clear();
      seen.clear();
      rows(count);

      assertThat(read(10)).as("%d rows", count).isTrue();

      assertThat(seen).as("%d rows", count).hasSize(count);
    }
  }

  /** Whatever happens to other rows, one that is there all the time is read. */
  @Test
  void noRowThatStaysIsPassedOver() throws Exception {
    for (long seed = 1; seed <= 2_000; seed++) {
      Random random = new Random(seed);
      list.clear();
      seen.clear();
      rows(random.nextInt(200));
      Set<String> stay = new HashSet<>(list);
      int rate = 1 + random.nextInt(12);
      total = random.nextBoolean();
      int[] changes = {0};
      afterEachPage =
          () -> {
            for (int i = 0; i < rate && changes[0] < 150; i++) {
              changes[0]++;
              if (random.nextBoolean() || list.isEmpty()) {
                list.add(random.nextInt(list.size() + 1), "new" + changes[0]);
              } else {
                stay.remove(list.remove(random.nextInt(list.size())));
              }
            }
          };

      boolean whole = read(10 + random.nextInt(30));

      if (whole) {
        assertThat(seen).as("seed %d", seed).containsAll(stay);
      }
    }
  }

  @Test
  void aListWithoutAnOrderIsNotTakenForWhole() throws Exception {
    rows(300);
    Random random = new Random(5);
    afterEachPage = () -> Collections.shuffle(list, random);

    assertThat(read(10)).isFalse();
  }

  @Test
  void pagesOfOneRowAreNotTakenForWhole() throws Exception {
    rows(5);

    assertThat(read(1)).isFalse();
  }

  @Test
  void aTotalThatStaysAndIsNotMetIsNotTakenForWhole() throws Exception {
    rows(50);
    OffsetPages hidden =
        new OffsetPages(
            "rows",
            offset ->
                new Page(
                    page(offset, 10).rows(),
                    OptionalLong.of(51),
                    Optional.empty(),
                    Optional.empty()),
            rows -> {});

    assertThat(hidden.read().whole()).isFalse();
  }

  @Test
  void anEmptyPageOfAServerThatCountsRowsIsNotTakenForWhole() throws Exception {
    OffsetPages hidden =
        new OffsetPages(
            "rows",
            offset -> new Page(List.of(), OptionalLong.of(7), Optional.empty(), Optional.empty()),
            rows -> {});

    assertThat(hidden.read().whole()).isFalse();
  }

  private OffsetPages.Reading from(OffsetPages.Source source) throws Exception {
    int[] pages = {0};
    return new OffsetPages(
            "rows",
            offset -> {
              assertThat(++pages[0]).as("pages asked for").isLessThan(100);
              return source.page(offset);
            },
            rows -> {})
        .read();
  }

  @Test
  void aServerThatIgnoresOffsetsIsNotReadForEver() throws Exception {
    rows(30);

    assertThat(from(offset -> page(0, 10)).whole()).isFalse();
  }

  @Test
  void aServerThatGoesNoFurtherThanItsLastPageIsNotReadForEver() throws Exception {
    rows(30);

    assertThat(from(offset -> page(Math.min(offset, 20), 10)).whole()).isFalse();
  }

  @Test
  void rowsThatComeTwiceCountOnce() throws Exception {
    rows(99);

    assertThat(reading(10).rows()).isEqualTo(99);
  }

  @Test
  void aListIsReadAtOnceOnlyWhereTheServerSaysSo() throws Exception {
    rows(9);
    assertThat(reading(10).atOnce()).isFalse();
    total = true;

    assertThat(reading(10).atOnce()).isTrue();
    rows(3);
    assertThat(reading(10).atOnce()).isFalse();
  }

  @Test
  void readingsOfAListInWhichARowMovedAreNotTheSame() throws Exception {
    rows(30);
    String before = reading(10).ids();
    assertThat(reading(10).ids()).isEqualTo(before);
    list.add(0, list.remove(20));

    assertThat(reading(10).ids()).isNotEqualTo(before);
  }
}
