package io.hallpass.cli.init;

import io.hallpass.cli.source.FileHeaders;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Recognises a zip or a folder by its files and their headers; no row of a CSV file is looked at.
 */
final class FileLook {
  private static final String MANIFEST = "manifest.csv";

  private final Path path;

  private FileLook(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  /**
   * Looks.
   *
   * @throws ConfigException saying what is there and what would be recognised
   */
  static Plan at(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw wrong(path, "does not exist");
    }
    FileLook look = new FileLook(path);
    Optional<EdfiRoot> edfi = EdfiRoot.find(look.path);
    return edfi.isPresent() ? look.edfi(edfi.get()) : look.csv();
  }

  private static ConfigException wrong(Path path, String what) {
    return new ConfigException(List.of("--from: " + path + " " + what));
  }

  private Plan edfi(EdfiRoot root) {
    String what = "Ed-Fi XML (" + root.interchange() + ", " + root.namespace() + ")";
    Optional<String> mapping = root.mapping();
    if (mapping.isEmpty()) {
      throw wrong(path, "holds " + what + "; known are http://ed-fi.org/0100, /0200 and /5.x");
    }
    List<String> hints = new ArrayList<>();
    hints.add("Read: every file the control file (*.ctl) names, or every *.xml.");
    if (mapping.get().equals("edfi-xml-1.0")) {
      hints.add("Participations name programs by id: say which kinds yours are in");
      hints.add("codes/edfi-program-id.csv (from,to), else their rows are rejected.");
    }
    return new Plan(
        what, "edfi", List.of("kind: edfi-xml", place()), mapping.get(), Map.of(), hints);
  }

  private Plan csv() throws IOException {
    Map<String, List<String>> headers = headers();
    if (headers.isEmpty()) {
      return PagesLook.at(path).orElseThrow(this::nothing);
    }
    if (headers.values().stream()
        .allMatch(header -> header.size() == 1 && header.get(0).matches(".*[;|\\t].*"))) {
      throw wrong(
          path,
          "every first line is one column: the delimiter is not a comma. Let init look at the files"
              + " saved with commas, then set 'delimiter' of the source");
    }
    if (headers.getOrDefault(MANIFEST, List.of()).contains("propertyName")) {
      return oneRoster(headers);
    }
    Optional<String> standard = standard(headers);
    if (standard.isEmpty()) {
      return new CsvProposal(path, headers).plan();
    }
    return planned(standard.get(), headers, List.of("kind: csv", place()), Set.of());
  }

  private ConfigException nothing() {
    if (path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(xlsx?|ods)")) {
      return wrong(
          path, "is a spreadsheet; save each of its sheets as a CSV file (UTF-8) in one folder");
    }
    return wrong(
        path,
        "holds neither CSV nor Ed-Fi XML files, nor answers of an Ed-Fi API; init recognises"
            + " OneRoster and School Data Sync files, Ed-Fi XML, JSON files of an Ed-Fi API named"
            + " after its resources (students.json), other CSV files, and a database by its JDBC"
            + " URL");
  }

  private Map<String, List<String>> headers() {
    try {
      return FileHeaders.of(path).entrySet().stream()
          .collect(
              Collectors.toMap(
                  Map.Entry::getKey,
                  entry -> entry.getValue().stream().map(String::strip).toList(),
                  (a, b) -> a,
                  () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER)));
    } catch (FileHeaders.UnreadableException e) {
      throw wrong(Path.of(e.file()), e.getMessage());
    }
  }

  private Plan oneRoster(Map<String, List<String>> headers) throws IOException {
    Manifest manifest = Manifest.read(path);
    String version = manifest.version();
    if (!version.equals("1.1") && !version.equals("1.2")) {
      throw wrong(path, "has a OneRoster manifest of a version that is not read; 1.1 and 1.2 are");
    }
    return planned(
        "oneroster-" + version + "-csv",
        headers,
        List.of("kind: oneroster-csv", place()),
        manifest.absent());
  }

  /** Of files without a manifest; their names and headers say it. */
  private static Optional<String> standard(Map<String, List<String>> headers) {
    List<String> student = headers.getOrDefault("Student.csv", List.of());
    List<String> users = headers.getOrDefault("users.csv", List.of());
    boolean roles = headers.getOrDefault("roles.csv", List.of()).contains("userSourcedId");
    if (student.contains("School SIS ID")) {
      return Optional.of("sds-1-csv");
    }
    if (student.contains("School DfE Number")) {
      return Optional.of("sds-1-uk-csv");
    }
    if (!users.contains("sourcedId")) {
      return Optional.empty();
    }
    if (users.contains("enabledUser")) {
      return Optional.of(roles ? "oneroster-1.2-csv" : "oneroster-1.1-csv");
    }
    if (roles) {
      return Optional.of("sds-2.1-csv");
    }
    return users.contains("role") && users.contains("orgSourcedIds")
        ? Optional.of("sds-2-csv")
        : Optional.empty();
  }

  private Plan planned(
      String standard, Map<String, List<String>> headers, List<String> source, Set<String> absent) {
    Narrowed narrowed =
        Narrowed.of(StandardMappings.mapping(standard).orElseThrow(), headers, absent);
    String what = "files that " + standard + " reads";
    if (narrowed.left().isEmpty()) {
      return new Plan(what, "roster", source, standard, Map.of(), List.of());
    }
    String own = standard + "-narrowed";
    List<String> hints = new ArrayList<>();
    hints.add("The mapping is the standard one without what your files lack; when they");
    hints.add("get it, say mapping: " + standard + " here and delete mappings/" + own + ".yaml.");
    narrowed.left().forEach((file, columns) -> hints.add("lacking: " + lacking(file, columns)));
    return new Plan(what, "roster", source, own, Map.of(own, narrowed.text()), hints);
  }

  private static String lacking(String file, Set<String> columns) {
    return columns.isEmpty() ? file : file + ", the columns " + String.join(", ", columns);
  }

  private String place() {
    return "path: " + Plan.quoted(path.toString());
  }
}
