package io.hallpass.cli.demo;

import io.hallpass.cli.kafka.ConsentWriter;
import io.hallpass.cli.kafka.ConsentWriter.Decision;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.people.Student;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One student's consent is withdrawn and granted, and the partner's warehouse follows without a
 * vendor being asked.
 */
final class ConsentScene {
  private static final List<String> CATEGORIES = List.of("NAME", "CONTACT", "DISCIPLINE");
  private static final List<String> COLUMNS =
      List.of("given_name", "family_name", "email", "grade");
  private static final String DISCIPLINE = "discipline_incident";

  private final Endpoints endpoints;
  private final DistrictTopics topics = new DistrictTopics(DemoDistrict.NAME);
  private final Consumer<String> lines;

  ConsentScene(Endpoints endpoints, Consumer<String> lines) {
    this.endpoints = endpoints;
    this.lines = lines;
  }

  void play(Warehouse own, Warehouse partner, Student student) throws SQLException {
    String id = own.studentId(student.sourcedId()).orElseThrow();
    VendorRows vendorRows = VendorRows.from(endpoints, topics);
    Map<String, String> before = partner.student(id).orElseThrow();
    long incidents = partner.rowsOf(DISCIPLINE, id);
    if (before.get("given_name") == null || incidents == 0) {
      throw new DemoFailedException(
          "the partner was expected to have the name and incidents of the student to show");
    }
    lines.accept(
        "one student in "
            + DistrictFolder.PARTNER
            + "'s warehouse, "
            + CATEGORIES
            + " withdrawn, then granted");
    show("before", partner, id);

    double withdrawn = decide("DENY", student, () -> masked(partner, id));
    show(String.format("withdrawn, %.2f s later", withdrawn), partner, id);

    double granted =
        decide(
            "GRANT",
            student,
            () ->
                partner.student(id).equals(Optional.of(before))
                    && partner.rowsOf(DISCIPLINE, id) == incidents);
    show(String.format("granted, %.2f s later", granted), partner, id);

    long asked = vendorRows.since();
    lines.accept("rows asked of the vendors meanwhile: " + asked);
    if (asked != 0) {
      throw new DemoFailedException("a vendor was asked again");
    }
  }

  private static boolean masked(Warehouse partner, String id) throws SQLException {
    Optional<Map<String, String>> row = partner.student(id);
    return row.isPresent()
        && row.get().get("given_name") == null
        && row.get().get("family_name") == null
        && row.get().get("grade") != null
        && partner.rowsOf(DISCIPLINE, id) == 0;
  }

  private double decide(String decision, Student student, Await.Fact fact) throws SQLException {
    try (ConsentWriter writer = new ConsentWriter(endpoints, DemoDistrict.NAME)) {
      long began = System.nanoTime();
      writer.write(
          new Decision(
              decision,
              "oneroster",
              student.sourcedId(),
              Map.of(
                  "recipient", DistrictFolder.PARTNER,
                  "categories", String.join(" ", CATEGORIES),
                  "holderRole", "parent",
                  "holderName", "",
                  "purpose", "",
                  "validUntil", "",
                  "form", "demo")));
      Await.until("the partner's warehouse to follow", fact);
      return (System.nanoTime() - began) / 1e9;
    }
  }

  private void show(String when, Warehouse partner, String id) throws SQLException {
    Map<String, String> row = partner.student(id).orElseThrow();
    StringBuilder line = new StringBuilder(String.format("  %-26s", when));
    for (String column : COLUMNS) {
      line.append(column).append('=').append(row.get(column)).append("  ");
    }
    lines.accept(line + "discipline rows=" + partner.rowsOf(DISCIPLINE, id));
  }
}
