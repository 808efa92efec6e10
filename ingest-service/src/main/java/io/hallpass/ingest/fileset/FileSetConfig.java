package io.hallpass.ingest.fileset;

import io.hallpass.ingest.connect.ConnectorConfigs;
import io.hallpass.ingest.sftp.SftpConfig;
import io.hallpass.ingest.sftp.SftpSettings;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys that every connector of file sets has, whatever its format. */
public final class FileSetConfig {
  /** Ids of held sets that an operator wants to be taken, with commas between. */
  public static final String APPROVED = "intake.approved";

  /** Ids of held sets that an operator wants to be put aside, with commas between. */
  public static final String DISCARDED = "intake.discarded";

  static final long POLL_MILLIS = 5_000;
  static final long QUIET_MILLIS = 5_000;
  private static final int LONGEST = 86_400_000;

  private FileSetConfig() {}

  /** The common keys of all connectors, and those of file sets. */
  public static ConfigDef definition() {
    ConfigDef definition =
        ConnectorConfigs.common()
            .define(
                "path",
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new ConfigDef.NonEmptyString(),
                Importance.HIGH,
                "A folder, or a .zip, on the machine of the Connect worker. A set of files that was"
                    + " read is read again when the contents of a mapped file have changed. With"
                    + " `drop`, the folder into which sets are dropped.")
            .define(
                "drop",
                Type.STRING,
                "",
                Importance.MEDIUM,
                "Which names in `path` are sets, as `*.zip`; `*` for every zip and every folder."
                    + " Sets are taken one after the other, and moved to the archive then. Names"
                    + " that begin with a dot or end in .part, .tmp or .filepart are never sets.")
            .define(
                "drop.order",
                Type.STRING,
                "name",
                ConfigDef.ValidString.in("name", "time"),
                Importance.LOW,
                "In which order sets are taken: by name, digits in it as numbers, or by the time of"
                    + " their youngest file. A set that comes after a later one was taken is held.")
            .define(
                "archive.path",
                Type.STRING,
                "",
                Importance.LOW,
                "The folder that keeps sets that were taken, readable by its owner only. They hold"
                    + " everything the vendor wrote. Empty for"
                    + " `$HALLPASS_STATE_DIR/archive/<connector>` where the worker has that"
                    + " variable, else for `<path>.archive`.")
            .define(
                "archive.keep",
                Type.INT,
                1,
                ConfigDef.Range.between(0, 1_000),
                Importance.LOW,
                "How many sets the archive keeps. With 0 a set in a fixed path is not copied, and a"
                    + " dropped one is deleted when it was taken.")
            .define(
                "pause.windows",
                Type.LIST,
                "",
                Importance.LOW,
                "Days on which sets are held, each `first/end` as `2026-07-01/2026-08-15`; the end"
                    + " is the first day on which they are taken again.")
            .define(
                "time.zone",
                Type.STRING,
                "UTC",
                Importance.LOW,
                "The district's time zone, whose days `pause.windows` are of.")
            .define(
                "consent.resources",
                Type.LIST,
                "",
                Importance.MEDIUM,
                "Resources whose rows say what parents decided: they are sent from held sets too.")
            .define(
                "consent.alone",
                Type.LIST,
                "",
                Importance.LOW,
                "Those of `consent.resources` that hold nothing else: for them the end of a held"
                    + " set counts as an end.")
            .define(
                APPROVED,
                Type.LIST,
                "",
                Importance.LOW,
                "Ids of held sets, as `status` shows them, that are to be taken all the same. Each"
                    + " counts until its set was taken. Behind an id may stand `@` and when it was"
                    + " approved, so that the same set can be approved once more.")
            .define(
                DISCARDED,
                Type.LIST,
                "",
                Importance.LOW,
                "Ids of held sets that are to be put aside.");
    return SftpConfig.define(IntakeConfig.define(definition))
        .define(
            "poll.interval.ms",
            Type.LONG,
            POLL_MILLIS,
            ConfigDef.Range.between(10, LONGEST),
            Importance.LOW,
            "Milliseconds between two looks at the path. A set that cannot be read is held, and"
                + " read when it was mended; what hindered reading is tried again.")
        .define(
            "quiet.ms",
            Type.LONG,
            QUIET_MILLIS,
            ConfigDef.Range.between(0, LONGEST),
            Importance.LOW,
            "Milliseconds for which no mapped file may have changed before the set is read, so"
                + " that an upload under way is not. Times that the files bear are not believed:"
                + " a set is looked at twice.");
  }

  /**
   * Reads what {@link #definition} defines.
   *
   * @param values that the definition found valid
   * @param resources names of the connector's resources
   * @param problems gets what is wrong all the same
   */
  public static FileSetSettings read(
      AbstractConfig values, Collection<String> resources, List<String> problems) {
    String pattern = values.getString("drop");
    Optional<SftpSettings> sftp = SftpConfig.read(values, problems);
    FileSetSettings settings =
        new FileSetSettings(
            values.getString("district"),
            values.getString("source"),
            values.getInt("partitions"),
            values.getString("path"),
            pattern.isEmpty() ? Optional.empty() : Optional.of(drop(values, pattern, problems)),
            new FileSetSettings.Kept(
                values.getString("archive.path"), values.getInt("archive.keep")),
            pauses(values.getList("pause.windows"), problems),
            zone(values.getString("time.zone"), problems),
            new FileSetSettings.Consents(
                named(values, "consent.resources", resources, problems),
                named(values, "consent.alone", values.getList("consent.resources"), problems)),
            new FileSetSettings.Decisions(
                Set.copyOf(values.getList(APPROVED)), Set.copyOf(values.getList(DISCARDED))),
            IntakeConfig.read(values, resources, problems),
            sftp,
            values.getLong("poll.interval.ms"),
            values.getLong("quiet.ms"));
    if (sftp.isPresent() && pattern.isEmpty()) {
      problems.add("sftp.host needs 'drop': files are fetched into a folder of sets");
    }
    if (sftp.isPresent()) {
      zips("sftp.path", sftp.get().pattern(), problems);
      zips("drop", pattern, problems);
    }
    Path path = Path.of(settings.path()).toAbsolutePath().normalize();
    Path archive = Path.of(settings.archive().path()).toAbsolutePath().normalize();
    boolean named = !settings.archive().path().isEmpty();
    if (!pattern.isEmpty() && named && archive.startsWith(path)) {
      problems.add("archive.path must not lie in the folder into which sets are dropped");
    }
    return settings;
  }

  private static DropFolder drop(AbstractConfig values, String pattern, List<String> problems) {
    if (!DropFolder.valid(pattern)) {
      problems.add("drop must be a pattern of names, as *.zip");
    }
    String order = values.getString("drop.order").toUpperCase(Locale.ROOT);
    return new DropFolder(pattern, DropFolder.Order.valueOf(order));
  }

  /** Folders are not fetched. */
  private static void zips(String key, String pattern, List<String> problems) {
    if (!pattern.isEmpty() && DropFolder.valid(pattern) && !DropFolder.mayTakeZips(pattern)) {
      problems.add(key + " " + DropFolder.ZIPS);
    }
  }

  private static List<PauseWindow> pauses(List<String> texts, List<String> problems) {
    List<PauseWindow> pauses = new ArrayList<>();
    for (String text : texts) {
      PauseWindow.of(text)
          .ifPresentOrElse(
              pauses::add,
              () ->
                  problems.add(
                      "pause.windows must be days as 2026-07-01/2026-08-15, the first before the"
                          + " second"));
    }
    return pauses;
  }

  private static ZoneId zone(String name, List<String> problems) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      problems.add("time.zone must be an IANA time zone as America/Los_Angeles");
      return ZoneOffset.UTC;
    }
  }

  private static Set<String> named(
      AbstractConfig values, String key, Collection<String> known, List<String> problems) {
    List<String> names = values.getList(key);
    for (String name : names) {
      if (!known.contains(name)) {
        problems.add(key + " names '" + name + "', which is no such resource");
      }
    }
    return Set.copyOf(names);
  }

  /** Puts into {@code config} what {@link #read} makes these settings of. */
  public static void write(FileSetSettings settings, Map<String, String> config) {
    // A transaction for every batch would cost more than the rows in it.
    config.put("transaction.boundary", "interval");
    config.put("transaction.boundary.interval.ms", "500");
    config.put("path", settings.path());
    settings
        .drop()
        .ifPresent(
            drop -> {
              config.put("drop", drop.pattern());
              config.put("drop.order", drop.order().name().toLowerCase(Locale.ROOT));
            });
    if (!settings.archive().path().isEmpty()) {
      config.put("archive.path", settings.archive().path());
    }
    config.put("archive.keep", Integer.toString(settings.archive().keep()));
    put(config, "pause.windows", settings.pauses().stream().map(PauseWindow::toString).toList());
    config.put("time.zone", settings.zone().getId());
    put(config, "consent.resources", settings.consents().resources());
    put(config, "consent.alone", settings.consents().alone());
    put(config, APPROVED, settings.decisions().approved());
    put(config, DISCARDED, settings.decisions().discarded());
    IntakeConfig.write(settings.intake(), config);
    settings.sftp().ifPresent(sftp -> SftpConfig.write(sftp, config));
    config.put("poll.interval.ms", Long.toString(settings.pollMillis()));
    config.put("quiet.ms", Long.toString(settings.quietMillis()));
  }

  private static void put(Map<String, String> config, String key, Collection<String> texts) {
    if (!texts.isEmpty()) {
      config.put(key, String.join(",", texts.stream().sorted().toList()));
    }
  }
}
