package io.hallpass.cli.demo;

import io.hallpass.cli.kafka.ConsentWriter;
import io.hallpass.cli.kafka.ConsentWriter.Decision;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.synthetic.SyntheticDistrict;
import io.hallpass.synthetic.folder.DistrictFolder;
import io.hallpass.synthetic.people.Student;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures how long withdrawals take, from the moment the decision is handed to Kafka to the
 * committed warehouse row.
 */
final class Withdrawals {
  private static final long LOOK_EVERY = 2_000_000L;
  private static final long LONGEST = 60_000_000_000L;

  private final Endpoints endpoints;
  private final SyntheticDistrict district;

  Withdrawals(Endpoints endpoints, SyntheticDistrict district) {
    this.endpoints = endpoints;
    this.district = district;
  }

  /**
   * Withdraws one student's name after another, until {@code howMany} were, and says how long it
   * took in the middle and at worst. Then all are granted again.
   */
  String measure(Warehouse own, Warehouse partner, int howMany) throws SQLException {
    List<Double> millis = new ArrayList<>();
    List<Student> withdrawn = new ArrayList<>();
    try (ConsentWriter writer = new ConsentWriter(endpoints, DemoDistrict.NAME)) {
      for (int index = SyntheticDistrict.SHOWCASE + 1;
          index < district.size() && millis.size() < howMany;
          index++) {
        Student student = district.student(index);
        Optional<String> id = own.studentId(student.sourcedId());
        if (id.isPresent() && named(partner, id.get())) {
          millis.add(withdraw(writer, partner, student, id.get()));
          withdrawn.add(student);
        }
      }
      withdrawn.forEach(student -> writer.write(decision("GRANT", student)));
    }
    if (millis.isEmpty()) {
      throw new DemoFailedException("no student is left whose name could be withdrawn");
    }
    Collections.sort(millis);
    return String.format(
        "%d withdrawals, to the committed warehouse: p50 %.0f ms, p99 %.0f ms, longest %.0f ms",
        millis.size(),
        millis.get(millis.size() / 2),
        millis.get((int) Math.ceil(millis.size() * 0.99) - 1),
        millis.get(millis.size() - 1));
  }

  private static boolean named(Warehouse partner, String id) throws SQLException {
    return partner.student(id).map(row -> row.get("given_name") != null).orElse(false);
  }

  private static double withdraw(
      ConsentWriter writer, Warehouse partner, Student student, String id) throws SQLException {
    long began = System.nanoTime();
    writer.write(decision("DENY", student));
    while (named(partner, id)) {
      if (System.nanoTime() - began > LONGEST) {
        throw new DemoFailedException("a withdrawal did not reach the warehouse within a minute");
      }
      LockSupport.parkNanos(LOOK_EVERY);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  private static Decision decision(String word, Student student) {
    return new Decision(
        word,
        "oneroster",
        student.sourcedId(),
        Map.of(
            "recipient", DistrictFolder.PARTNER,
            "categories", "NAME",
            "holderRole", "parent"));
  }
}
