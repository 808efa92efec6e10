package io.hallpass.cli.demo;

import io.hallpass.cli.apply.Applier;
import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.expected.Contents;
import io.hallpass.cli.expected.Denials;
import io.hallpass.cli.expected.Expectation;
import io.hallpass.cli.expected.WarehouseRow;
import io.hallpass.cli.kafka.StatusTopic;
import io.hallpass.cli.stack.WholeStack;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.people.Student;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The main job in one go: a synthetic district travels from two vendor systems into two warehouses,
 * and one student's consent is withdrawn and granted. Every fact it shows was read back from the
 * warehouses, and compared with what the generator says must be there.
 */
public final class Demo {
  private static final int PARTITIONS = 4;

  private final WholeStack stack;
  private final SyntheticDistrict district;
  private final Consumer<String> lines;
  private final Consumer<String> progress;
  private final Arrival arrival = new Arrival();
  private final DistrictTopics topics = new DistrictTopics(DemoDistrict.NAME);

  /**
   * A demo on a running stack.
   *
   * @param lines takes lines that stay
   * @param progress takes lines that the next one may replace
   */
  public Demo(
      WholeStack stack,
      SyntheticDistrict district,
      Consumer<String> lines,
      Consumer<String> progress) {
    this.stack = stack;
    this.district = district;
    this.lines = lines;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @param dir where the district's files go
   * @param withdrawals how many more withdrawals to measure
   * @throws DemoFailedException where a warehouse does not come to hold what it should
   */
  public void run(Path dir, int withdrawals) throws IOException, SQLException {
    progress.accept("inventing " + district.size() + " students, their roster and their SIS");
    DemoDistrict made = DemoDistrict.make(stack::database, district, dir, PARTITIONS);
    long began = System.nanoTime();
    apply(made.folder());
    try (Warehouse own = new Warehouse(made.warehouseUrl(), DistrictFolder.OWN);
        Warehouse partner = new Warehouse(made.warehouseUrl(), DistrictFolder.PARTNER)) {
      Map<String, Long> expected = Expectation.ownCounts(district);
      arrival.await(DistrictFolder.OWN, () -> arrived(own, expected));
      Map<String, String> ids = own.studentIds();
      Expectation rows =
          new Expectation(district, made.secret(), i -> ids.get(district.student(i).sourcedId()));
      Contents ownContents = contents(rows.own());
      Contents partnerContents = contents(rows.partner(Denials.of(district)));
      progress.accept("comparing both warehouses with what the district's own records make");
      arrival.await(DistrictFolder.OWN, () -> own.differences(ownContents));
      arrival.await(DistrictFolder.PARTNER, () -> partner.differences(partnerContents));
      double seconds = (System.nanoTime() - began) / 1e9;
      counts(ownContents.size(), seconds);
      new CategoryTable(ownContents, partnerContents).show(own, partner, lines);
      new ConsentScene(stack.endpoints(), lines).play(own, partner, showcase());
      if (withdrawals > 0) {
        lines.accept(
            new Withdrawals(stack.endpoints(), district).measure(own, partner, withdrawals));
        lines.accept(heap());
      }
      arrival.await(DistrictFolder.PARTNER, () -> partner.differences(partnerContents));
    }
  }

  private static String heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return String.format(
        "heap after a collection: %,d MB", (runtime.totalMemory() - runtime.freeMemory()) >> 20);
  }

  private Student showcase() {
    return district.student(SyntheticDistrict.SHOWCASE);
  }

  private void apply(Path folder) {
    CheckedDistrict checked = CheckedDistrict.require(folder);
    try (Applier applier = new Applier(stack.endpoints(), checked.catalogue())) {
      Plan plan = applier.plan(checked.district(), checked.mappings());
      applier.apply(
          plan,
          applier.difference(plan, checked.district(), checked.mappings()),
          checked.district(),
          checked.mappings());
    }
  }

  private List<String> arrived(Warehouse own, Map<String, Long> expected) throws SQLException {
    Map<String, Long> rows = own.rows();
    long there = rows.values().stream().mapToLong(Long::longValue).sum();
    long all = expected.values().stream().mapToLong(Long::longValue).sum();
    long raw = sum(landing(), ".rows");
    progress.accept(
        String.format(
            "%,d rows in, %,d of %,d records in the district's own warehouse", raw, there, all));
    return Contents.counts(expected, rows);
  }

  private static Contents contents(Stream<WarehouseRow> rows) {
    Contents contents = new Contents();
    rows.forEach(contents::add);
    return contents;
  }

  private Map<String, Long> landing() {
    return new StatusTopic(stack.endpoints(), topics).sums("landing/");
  }

  private static long sum(Map<String, Long> counts, String ending) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().endsWith(ending))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void counts(long records, double seconds) {
    Map<String, Long> landing = landing();
    lines.accept("");
    lines.accept(String.format("rows from the vendors   %,10d", sum(landing, ".rows")));
    lines.accept(String.format("records, common schema  %,10d", records));
    lines.accept(String.format("rows rejected           %,10d", sum(landing, ".rejected")));
    lines.accept(String.format("seconds                 %10.1f", seconds));
    lines.accept("");
  }
}
