package io.hallpass.cli.spine;

import io.hallpass.cli.apply.Applier;
import io.hallpass.cli.apply.Plan;
import io.hallpass.cli.demo.DemoDistrict;
import io.hallpass.cli.demo.Warehouse;
import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.expected.Contents;
import io.hallpass.cli.expected.Denials;
import io.hallpass.cli.expected.Expectation;
import io.hallpass.cli.expected.WarehouseRow;
import io.hallpass.cli.kafka.ConsentWriter;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.people.Student;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A synthetic district applied to running services, its consents, and what must become of it. */
final class Run {
  private static final String HOLDER = "guardian";

  private final Endpoints endpoints;
  private final DemoDistrict made;
  private final Denials denials;
  private final Map<String, String> studentIds = new HashMap<>();

  /**
   * A run.
   *
   * @param denials the forms that are there; decisions are added
   */
  Run(Endpoints endpoints, DemoDistrict made, Denials denials) {
    this.endpoints = endpoints;
    this.made = made;
    this.denials = denials;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  String warehouseUrl() {
    return made.warehouseUrl();
  }

  Denials denials() {
    return denials;
  }

  void apply() {
    CheckedDistrict checked = CheckedDistrict.require(made.folder());
    try (Applier applier = new Applier(endpoints, checked.catalogue())) {
      Plan plan = applier.plan(checked.district(), checked.mappings());
      applier.apply(
          plan,
          applier.difference(plan, checked.district(), checked.mappings()),
          checked.district(),
          checked.mappings());
    }
  }

  /** One decision through the command's own writer, told to the model too. */
  void decide(Student student, String decision, List<String> categories) {
    Map<String, String> scope =
        Map.of(
            "recipient", DistrictFolder.PARTNER,
            "categories", String.join(" ", categories),
            "holderRole", HOLDER,
            "holderName", "",
            "purpose", "",
            "validUntil", "",
            "form", "");
    // Records carry milliseconds, and may not be older than what they follow.
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    try (ConsentWriter writer = new ConsentWriter(endpoints, DemoDistrict.NAME)) {
      writer.write(new ConsentWriter.Decision(decision, "oneroster", student.sourcedId(), scope));
    }
    denials.decided(student.index(), HOLDER, decision.equals("DENY"), categories, now);
  }

  /** Waits until both warehouses are, value by value, what the model says. */
  void expect(SyntheticDistrict district) throws SQLException, IOException {
    try (Warehouse own = new Warehouse(made.warehouseUrl(), DistrictFolder.OWN);
        Warehouse partner = new Warehouse(made.warehouseUrl(), DistrictFolder.PARTNER)) {
      Map<String, Long> counts = Expectation.ownCounts(district);
      await(DistrictFolder.OWN, () -> Contents.counts(counts, own.rows()));
      studentIds.putAll(own.studentIds());
      Expectation expected = expectation(district);
      Contents all = contents(expected.own());
      Contents allowed = contents(expected.partner(denials));
      await(DistrictFolder.OWN, () -> own.differences(all));
      await(DistrictFolder.PARTNER, () -> partner.differences(allowed));
    }
  }

  private interface Look {
    List<String> differences() throws SQLException;
  }

  private static void await(String warehouse, Look look) {
    List<String> last = new ArrayList<>();
    Wait.until(
        () -> warehouse + " to be what the model says; " + last,
        () -> {
          List<String> now = look.differences();
          last.clear();
          last.addAll(now);
          return now.isEmpty();
        });
  }

  private static Contents contents(Stream<WarehouseRow> rows) {
    Contents contents = new Contents();
    rows.forEach(contents::add);
    return contents;
  }

  /** Once the district has arrived, what it amounts to. */
  Expectation expectation(SyntheticDistrict district) throws IOException {
    return new Expectation(
        district, made.secret(), index -> studentIds.get(district.student(index).sourcedId()));
  }

  /** The index of every student that has arrived, by the id Hallpass gave. */
  Map<String, Integer> students(SyntheticDistrict district) {
    Map<String, Integer> students = new HashMap<>();
    for (int index = 0; index < district.indexes(); index++) {
      String id = studentIds.get(district.student(index).sourcedId());
      if (id != null) {
        students.put(id, index);
      }
    }
    return students;
  }
}
