package io.hallpass.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A district folder with one recipient and, where it is wanted, a roster of two students. */
final class DistrictFiles {
  private static final String EVERYTHING =
      "['*', SPECIAL_EDUCATION, HEALTH, MEAL_STATUS, LIVING_SITUATION]";

  private final Path dir;
  private final String name;
  private final String rest;

  /**
   * Writes district and recipient.
   *
   * @param secret reference to the district's secret
   * @param more lines for {@code district.yaml}
   */
  DistrictFiles(Path dir, String name, String secret, String more) {
    this.dir = dir;
    this.name = name;
    this.rest = "\nsecret: " + secret + "\n" + more;
    partitions(2);
  }

  /** Gives its topics other than two partitions. */
  DistrictFiles partitions(int count) {
    return write("district.yaml", "name: " + name + "\ntimeZone: UTC\npartitions: " + count + rest);
  }

  Path dir() {
    return dir;
  }

  DistrictFiles write(String file, String text) {
    Path path = dir.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * The district's own warehouse, with everything; its schema is the district's name.
   *
   * @param url without a login
   */
  DistrictFiles warehouse(String url) {
    return recipient("own", url, schema(), "basis: DISTRICT, categories: " + EVERYTHING);
  }

  /** A recipient with one agreement. */
  DistrictFiles recipient(String recipient, String url, String schema, String terms) {
    return write(
        "recipients/" + recipient + ".yaml",
        "warehouse: { url: '"
            + url
            + "', user: hallpass, schema: "
            + schema
            + " }\nagreements:\n  - { id: "
            + recipient
            + ", purpose: reporting, "
            + terms
            + ", validFrom: 2020-07-01 }\n");
  }

  /** The district's name as a schema's. */
  String schema() {
    return name.replace('-', '_');
  }

  /** A roster in CSV files, with a column that no mapping names. */
  DistrictFiles roster() {
    return write(
            "sources/roster.yaml", "kind: csv\nmapping: roster\nregisters: student\npath: files\n")
        .write(
            "mappings/roster.yaml",
            """
            mapping: roster
            resources:
              users:
                key: [id]
                emit:
                  - register: student
                    person: { system: roster, value: row.id }
                  - entity: student
                    id: row.id
                    person: { system: roster, value: row.id }
                    fields: { givenName: row.first, sourcedId: row.id }
              days:
                key: [id, day]
                emit:
                  - entity: attendance-event
                    id: row.id + '/' + row.day
                    person: { system: roster, value: row.id }
                    fields: { eventDate: row.day, attendanceEventCategory: row.code }
            """)
        .write("files/users.csv", "id,first,password\n1,Ada,PASSWORD-1\n2,Alan,PASSWORD-2\n")
        .write("files/days.csv", "id,day,code\n1,2026-09-01,Present\n2,2026-09-01,Present\n");
  }
}
