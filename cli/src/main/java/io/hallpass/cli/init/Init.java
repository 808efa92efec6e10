package io.hallpass.cli.init;

import io.hallpass.cli.district.CheckedDistrict;
import io.hallpass.cli.district.Columns;
import io.hallpass.runtime.config.ConfigException;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.topics.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a district folder to start from.
 *
 * @param from a zip, a folder or a JDBC URL
 * @param user of the database; null where there is none, or the URL names it
 * @param password a reference, used for a database only
 * @param name of the district
 * @param zone of its local days
 */
public record Init(String from, String user, String password, String name, ZoneId zone) {

  /** What was done, a line each. */
  public List<String> write(Path dir) throws IOException {
    List<String> problems = new ArrayList<>();
    if (!Names.valid(name)) {
      problems.add("--name: must match " + Names.FORM);
    }
    if (Files.exists(dir) && !empty(dir)) {
      problems.add(dir + ": is not an empty folder; init writes into a new or empty one only");
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    Plan plan =
        from.startsWith("jdbc:")
            ? DatabaseLook.at(from, user, password)
            : FileLook.at(Path.of(from));
    List<String> done = new ArrayList<>();
    done.add(from + ": " + plan.what());
    for (Map.Entry<String, String> file : files(plan).entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
      done.add("wrote " + path);
    }
    check(dir);
    done.add("set " + secret() + " where the services run: at least 16 characters");
    return done;
  }

  private static boolean empty(Path dir) throws IOException {
    if (!Files.isDirectory(dir)) {
      return false;
    }
    try (Stream<Path> files = Files.list(dir)) {
      return files.findAny().isEmpty();
    }
  }

  /** What is written is what check accepts; otherwise the files themselves have a problem. */
  private static void check(Path dir) {
    Problems problems = new Problems();
    CheckedDistrict checked = CheckedDistrict.read(dir, problems);
    if (checked != null) {
      Columns.check(checked, problems);
    }
    problems.throwIfAny();
  }

  private String secret() {
    String upper = name.toUpperCase(Locale.ROOT).replace('-', '_') + "_SECRET";
    return Character.isDigit(upper.charAt(0)) ? "D" + upper : upper;
  }

  private Map<String, String> files(Plan plan) {
    Map<String, String> files = new java.util.LinkedHashMap<>();
    files.put("district.yaml", district());
    files.put("sources/" + plan.sourceName() + ".yaml", source(plan));
    plan.mappings().forEach((file, text) -> files.put("mappings/" + file + ".yaml", text));
    files.put("recipients/own.yaml", OWN.formatted(LocalDate.now(zone)));
    return files;
  }

  private String district() {
    return """
        # Written by hallpass init; yours to change.
        name: %s
        timeZone: %s
        # At least 16 characters, set where the services run. Keys of records are made with it: it must
        # not change while the district lives.
        secret: ${env:%s}
        # What the district designated as directory information this year (34 CFR 99.37), for
        # agreements of basis DIRECTORY:
        # directoryInformation: [student.givenName, student.familyName, student.grade]
        # Sources that hold opt-out forms; until each was read whole, whatever a denial could end waits:
        # consentSources: [forms]
        """
        .formatted(name, zone.getId(), secret());
  }

  private static String source(Plan plan) {
    StringBuilder yaml = new StringBuilder("# Written by hallpass init, which saw ");
    yaml.append(plan.what().replaceAll("\\p{C}", " ")).append(".\n");
    plan.hints()
        .forEach(hint -> yaml.append("# ").append(hint.replaceAll("\\p{C}", " ")).append('\n'));
    plan.source().forEach(line -> yaml.append(line).append('\n'));
    yaml.append("mapping: ").append(plan.mapping()).append('\n');
    yaml.append("registers: student # exactly one source says who is a student\n");
    return yaml.toString();
  }

  private static final String OWN =
      """
      # The district's own warehouse. Put its address in the place of this one.
      warehouse:
        url: jdbc:postgresql://localhost:5432/warehouse
        user: hallpass
        password: ${env:WAREHOUSE_PASSWORD}
        schema: own
      agreements:
        - id: own-warehouse
          purpose: reporting
          basis: DISTRICT
          # * covers all but SPECIAL_EDUCATION, HEALTH, MEAL_STATUS and LIVING_SITUATION: name those you mean.
          categories: ["*"]
          validFrom: %s
      """;
}
