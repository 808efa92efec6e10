package io.hallpass.ingest.edfi;

import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an interchange whole and keeps what came of it. */
final class Reading {
  static final Map<String, TreeRows> STUDENTS =
      Map.of(
          "Student",
          new TreeRows(
              new RowColumns(
                  List.of("StudentUniqueId"), List.of("@id", "Name/FirstName", "StudentUniqueId"))),
          "Enrollment",
          new TreeRows(
              new RowColumns(
                  List.of("StudentReference/StudentIdentity/StudentUniqueId", "EntryDate"),
                  List.of())));

  /** One text a row: where, which resource, and its value or the code it was refused with. */
  final List<String> rows = new ArrayList<>();

  Map<String, Long> elements = new LinkedHashMap<>();

  /** Why it could not be read on, or null. */
  IOException trouble;

  static Reading of(String xml) {
    return of(xml.getBytes(StandardCharsets.UTF_8));
  }

  static Reading of(byte[] xml) {
    Reading reading = new Reading();
    try (InterchangeReader reader =
        new InterchangeReader("s.xml", new ByteArrayInputStream(xml), STUDENTS)) {
      while (reader.next()) {
        reading.rows.add(reader.at() + " " + reader.resource() + " " + text(reader.row()));
      }
      reading.elements = reader.elements();
    } catch (IOException e) {
      reading.trouble = e;
    }
    return reading;
  }

  private static String text(TreeRows.Result result) {
    return result instanceof TreeRows.Result.Row row
        ? new String(row.value(), StandardCharsets.UTF_8)
        : result.toString();
  }
}
