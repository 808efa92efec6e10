package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.KeySchools;
import io.hallpass.ingest.row.JsonBytes;
import java.util.Map;

/** Finds the school of a file's rows: in a column, or that of the row whose key stands there. */
final class RowSchool {
  private final String name;
  private final KeySchools schools;
  private final byte[] keyName;
  private final JsonBytes json = new JsonBytes();
  private int column;

  /**
   * Of a resource.
   *
   * @param schools of resources whose rows say the school of others
   */
  RowSchool(String resource, Intake intake, Format format, Map<String, KeySchools> schools) {
    String target = intake.schoolsOf(resource).orElse("");
    this.name = intake.watched(resource).school();
    this.schools = schools.get(target);
    this.keyName = target.isEmpty() ? null : JsonBytes.name(format.key(target));
  }

  /** Looks where a file has it. */
  void begin(FileRows file) {
    column = file.column(name);
  }

  /** The school of the row on which the file stands; empty where it has none. */
  String of(FileRows file) {
    String cell = file.text(column);
    if (keyName == null || cell.isBlank()) {
      return cell;
    }
    return schools == null ? "" : schools.of(key(cell));
  }

  private long key(String cell) {
    json.begin();
    json.field(keyName);
    json.text(cell);
    return Inspection.hash(json.end());
  }
}
