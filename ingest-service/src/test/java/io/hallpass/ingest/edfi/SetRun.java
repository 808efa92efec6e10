package io.hallpass.ingest.edfi;

import io.hallpass.ingest.Patience;
import io.hallpass.ingest.StoredOffsets;
import io.hallpass.ingest.Taken;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.row.RowColumns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.source.SourceRecord;

/** A task over sets of interchanges, with offsets that outlive it. */
final class SetRun {
  static final String NAMESPACE = "http://ed-fi.org/0200";
  static final String STUDENTS = "everett.raw.sis.student";
  static final String ENROLLMENTS = "everett.raw.sis.student-school-association";
  static final String ACTIONS = "everett.raw.sis.discipline-action";

  private final StoredOffsets offsets = new StoredOffsets();
  private EdFiXmlSourceSettings settings;
  private EdFiXmlSourceTask task;
  private String progress = "";

  SetRun(Path path, UnaryOperator<FileSetSettings> files) {
    settings = settings(path, files);
    restart();
  }

  /** Of the set at a fixed path, with nothing archived. */
  SetRun(Path path) {
    this(path, files -> files.withArchive(new FileSetSettings.Kept("", 0)));
  }

  static EdFiXmlSourceSettings settings(Path path, UnaryOperator<FileSetSettings> files) {
    Map<String, RowColumns> resources = new LinkedHashMap<>();
    resources.put("Student", new RowColumns(List.of("Id"), List.of("Name/FirstName")));
    resources.put(
        "StudentSchoolAssociation",
        new RowColumns(List.of("StudentReference/StudentIdentity/Id", "EntryDate"), List.of()));
    resources.put("DisciplineAction", new RowColumns(List.of("Id"), List.of()));
    FileSetSettings at = FileSetSettings.of("everett", "sis", 2, path.toString());
    return new EdFiXmlSourceSettings(
        files.apply(at.withTimes(10, 0)), resources, List.of(NAMESPACE));
  }

  /** Stops the task, as at a crash: what was not committed is forgotten. */
  void restart() {
    if (task != null) {
      task.stop();
    }
    task = new EdFiXmlSourceTask();
    task.initialize(offsets.context(settings.connectorConfig()));
    task.start(settings.connectorConfig());
  }

  /** Goes on with other settings of its files. */
  void reconfigure(UnaryOperator<FileSetSettings> change) {
    settings =
        new EdFiXmlSourceSettings(
            change.apply(settings.files()), settings.resources(), settings.namespaces());
    restart();
  }

  /** Goes on with these columns of pupils. */
  void collect(String... columns) {
    Map<String, RowColumns> resources = new LinkedHashMap<>(settings.resources());
    resources.put("Student", new RowColumns(List.of("Id"), List.of(columns)));
    settings = new EdFiXmlSourceSettings(settings.files(), resources, settings.namespaces());
    restart();
  }

  void stop() {
    task.stop();
  }

  /** The records of one poll that has some; those up to the last are committed. */
  List<SourceRecord> poll() throws Exception {
    Patience patience = new Patience();
    while (true) {
      patience.check("nothing came");
      List<SourceRecord> records = task.poll();
      if (records != null && !records.isEmpty()) {
        offsets.commit(records.get(records.size() - 1));
        return records;
      }
    }
  }

  /** Everything until {@code status} says that a set was read and none is held. */
  List<SourceRecord> untilRead() throws Exception {
    return untilTold(text -> text.contains("position") && !text.contains("held"));
  }

  /** Everything until {@code status} says that a set is held. */
  List<SourceRecord> untilHeld() throws Exception {
    return untilTold(text -> text.contains("held"));
  }

  /** Lets the task do what is next; what came is committed. */
  List<SourceRecord> look() throws Exception {
    List<SourceRecord> records = task.poll();
    if (records == null || records.isEmpty()) {
      return List.of();
    }
    offsets.commit(records.get(records.size() - 1));
    return records;
  }

  /** Everything until {@code status} says something. */
  List<SourceRecord> untilTold(Predicate<String> enough) throws Exception {
    List<SourceRecord> all = new ArrayList<>();
    Patience patience = new Patience();
    while (true) {
      patience.check("status says %s", progress);
      List<SourceRecord> records = task.poll();
      if (records == null || records.isEmpty()) {
        continue;
      }
      all.addAll(records);
      SourceRecord last = records.get(records.size() - 1);
      offsets.commit(last);
      if (last.topic().equals("everett.control.status")) {
        progress = Taken.text(last.value());
        if (enough.test(progress)) {
          return all;
        }
      }
    }
  }

  /** What {@code status} was told last. */
  String progress() {
    return progress;
  }

  static String interchange(String name, String... elements) {
    return versioned(NAMESPACE, name, String.join("\n", elements));
  }

  static String versioned(String namespace, String name, String elements) {
    return "<?xml version=\"1.0\"?>\n<Interchange"
        + name
        + " xmlns=\""
        + namespace
        + "\">\n"
        + elements
        + "\n</Interchange"
        + name
        + ">\n";
  }

  static String student(String id) {
    return "<Student><Id>"
        + id
        + "</Id><Name><FirstName>Ada "
        + id
        + "</FirstName></Name><Ssn>CANARY</Ssn></Student>";
  }

  static String enrollment(String student) {
    return "<StudentSchoolAssociation><StudentReference><StudentIdentity><Id>"
        + student
        + "</Id></StudentIdentity></StudentReference><EntryDate>2026-08-24</EntryDate>"
        + "</StudentSchoolAssociation>";
  }

  static String action(String id) {
    return "<DisciplineAction><Id>" + id + "</Id></DisciplineAction>";
  }

  static void write(Path folder, String file, String text) throws Exception {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(file), text);
  }
}
