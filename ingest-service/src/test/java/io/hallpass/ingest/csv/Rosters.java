package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings.Consents;
import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Intake.Watched;
import io.hallpass.ingest.intake.Limits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** OneRoster sets of two schools that are large enough to be compared, dropped into a folder. */
final class Rosters {
  static final String ORGS = "everett.raw.sis.orgs";
  static final String USERS = "everett.raw.sis.users";
  static final String OPTOUTS = "everett.raw.sis.optouts";
  static final Map<String, String> BULK = modes("bulk");

  /** Users' schools are not collected, and known all the same. */
  static final Intake INTAKE =
      new Intake(
          Limits.DEFAULT,
          Map.of("users", new Watched("orgSourcedIds", Map.of("orgSourcedIds", "orgs"))),
          Optional.empty());

  private static final String ORGS_FILE = "sourcedId,status,name\nnorth,,North\nsouth,,South\n";

  private Rosters() {}

  static Map<String, String> modes(String users) {
    Map<String, String> modes = new LinkedHashMap<>();
    modes.put("orgs", users.equals("delta") ? "absent" : "bulk");
    modes.put("users", users);
    modes.put("optouts", "bulk");
    return modes;
  }

  static CsvSourceSettings settings(Path folder, Intake intake, Decisions decisions) {
    CsvSourceSettings settings =
        CsvSourceSettings.of(
                "everett",
                "sis",
                1,
                folder.resolve("drop").toString(),
                CsvSourceSettings.Format.oneRoster("1.2"),
                List.of(
                    new CsvResource("orgs", "orgs.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource("users", "users.csv", List.of("sourcedId"), List.of("name")),
                    new CsvResource("optouts", "optouts.csv", List.of("id"), List.of("who"))))
            .withTimes(10, 0);
    return settings.withFiles(
        settings
            .files()
            .withDrop(new DropFolder("*.zip", DropFolder.Order.NAME))
            .withConsents(new Consents(Set.of("optouts"), Set.of("optouts")))
            .withIntake(intake)
            .withDecisions(decisions));
  }

  /** A set with these users and one denial. */
  static Map<String, String> set(Map<String, String> modes, String users, String denial) {
    return Zips.oneRoster(
        modes,
        Map.of(
            "orgs.csv",
            ORGS_FILE,
            "users.csv",
            "sourcedId,status,name,orgSourcedIds\n" + users,
            "optouts.csv",
            "id,who\n" + denial + "," + denial + "\n"));
  }

  /** Users of a school; their ids are numbers from {@code from} on. */
  static String users(String school, int from, int to, String name) {
    return rows(school, from, to, "", name);
  }

  /** The same of a delta, with this status. */
  static String rows(String school, int from, int to, String status, String name) {
    return IntStream.range(from, to)
        .mapToObj(i -> "u" + i + "," + status + "," + name + i + ",\"" + school + "\"\n")
        .collect(Collectors.joining());
  }

  /** A hundred users of the north and thirty of the south. */
  static String good() {
    return users("north", 0, 100, "Ann ") + users("south", 100, 130, "Bob ");
  }

  /** The id of the first set about which an operator is asked. */
  static String held(CsvRun run) {
    Matcher id = Pattern.compile("\"id\":\"(\\w+)\"").matcher(run.progress());
    if (!id.find()) {
      throw new AssertionError("nothing to decide in " + run.progress());
    }
    return id.group(1);
  }
}
