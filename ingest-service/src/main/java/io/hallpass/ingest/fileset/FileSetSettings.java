package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.sftp.SftpSettings;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source of file sets needs to know besides its format.
 *
 * @param district of the source
 * @param source its name
 * @param partitions of the district's raw topics
 * @param path of a set, or of the folder into which sets are dropped, on the machine of the Connect
 *     worker
 * @param drop how sets are dropped into {@code path}; empty where it is a set itself
 * @param archive what is kept of sets that were taken
 * @param pauses when sets are held, whatever they say
 * @param zone of the district, whose days the pauses are of
 * @param consents which resources are never held
 * @param decisions what an operator decided about held sets
 * @param intake what is looked at before a set is sent
 * @param sftp where new sets are fetched from; only with {@code drop}
 * @param pollMillis how long to wait between two looks at the path, in milliseconds
 * @param quietMillis how long nothing about the files may have changed before they are read, as the
 *     worker sees it, in milliseconds
 */
public record FileSetSettings(
    String district,
    String source,
    int partitions,
    String path,
    Optional<DropFolder> drop,
    Kept archive,
    List<PauseWindow> pauses,
    ZoneId zone,
    Consents consents,
    Decisions decisions,
    Intake intake,
    Optional<SftpSettings> sftp,
    long pollMillis,
    long quietMillis) {

  /**
   * What is kept of sets that were taken.
   *
   * @param path of a folder; empty for the place that {@link Archive#of} finds
   * @param keep how many sets; 0 for none
   */
  public record Kept(String path, int keep) {
    /** The last good set. */
    public static final Kept LAST = new Kept("", 1);
  }

  /**
   * Resources whose rows say what parents decided. They are sent from held sets as well.
   *
   * @param resources all of them
   * @param alone those that hold nothing else, so that the end of a held set's counts for them
   */
  public record Consents(Set<String> resources, Set<String> alone) {
    /** No consents come this way. */
    public static final Consents NONE = new Consents(Set.of(), Set.of());

    public Consents {
      resources = Set.copyOf(resources);
      alone = Set.copyOf(alone);
    }
  }

  /**
   * What an operator decided about sets, by the ids under which {@code status} shows them.
   *
   * @param approved to be taken, once; each an id, behind which {@code @} and something may stand
   *     that tells this approval from another one of the same set
   * @param discarded to be put aside
   */
  public record Decisions(Set<String> approved, Set<String> discarded) {
    /** Stands behind an approval's id where more follows. */
    public static final String AGAIN = "@";

    private static final String DISCARD = "-";

    /** Nothing was decided. */
    public static final Decisions NONE = new Decisions(Set.of(), Set.of());

    public Decisions {
      approved = Set.copyOf(approved);
      discarded = Set.copyOf(discarded);
    }

    /** The approvals of a set. */
    Set<String> approvals(String id) {
      return approved.stream()
          .filter(one -> one.equals(id) || one.startsWith(id + AGAIN))
          .collect(Collectors.toSet());
    }

    /** As {@link Memory#spent} has the discard of a set; empty where there is none. */
    Set<String> discards(String id) {
      return discarded.contains(id) ? Set.of(DISCARD + id) : Set.of();
    }

    /** All that stands, as {@link Memory#spent} has it. */
    Set<String> all() {
      return Stream.concat(approved.stream(), discarded.stream().map(DISCARD::concat))
          .collect(Collectors.toSet());
    }
  }

  public FileSetSettings {
    pauses = List.copyOf(pauses);
  }

  /** A set in a fixed path, with the defaults. */
  public static FileSetSettings of(String district, String source, int partitions, String path) {
    return new FileSetSettings(
        district,
        source,
        partitions,
        path,
        Optional.empty(),
        Kept.LAST,
        List.of(),
        ZoneOffset.UTC,
        Consents.NONE,
        Decisions.NONE,
        Intake.DEFAULT,
        Optional.empty(),
        FileSetConfig.POLL_MILLIS,
        FileSetConfig.QUIET_MILLIS);
  }

  /** The connector's name: no two sources share it. */
  public String connectorName() {
    return district + "." + source;
  }

  /** The same, with other times between looks and of quiet, in milliseconds. */
  public FileSetSettings withTimes(long poll, long quiet) {
    return copy(drop, archive, pauses, zone, consents, decisions, intake, sftp, poll, quiet);
  }

  /** The same, with sets dropped into the path. */
  public FileSetSettings withDrop(DropFolder other) {
    Optional<DropFolder> some = Optional.of(other);
    return copy(
        some, archive, pauses, zone, consents, decisions, intake, sftp, pollMillis, quietMillis);
  }

  /** The same, with something else kept. */
  public FileSetSettings withArchive(Kept other) {
    return copy(
        drop, other, pauses, zone, consents, decisions, intake, sftp, pollMillis, quietMillis);
  }

  /** The same, with pauses in the days of this zone. */
  public FileSetSettings withPauses(List<PauseWindow> other, ZoneId days) {
    return copy(
        drop, archive, other, days, consents, decisions, intake, sftp, pollMillis, quietMillis);
  }

  /** The same, with resources that are never held. */
  public FileSetSettings withConsents(Consents other) {
    return copy(
        drop, archive, pauses, zone, other, decisions, intake, sftp, pollMillis, quietMillis);
  }

  /** The same, with what an operator decided. */
  public FileSetSettings withDecisions(Decisions other) {
    return copy(
        drop, archive, pauses, zone, consents, other, intake, sftp, pollMillis, quietMillis);
  }

  /** The same, with something else looked at before a set is sent. */
  public FileSetSettings withIntake(Intake other) {
    return copy(
        drop, archive, pauses, zone, consents, decisions, other, sftp, pollMillis, quietMillis);
  }

  /** The same, with sets fetched from a server. */
  public FileSetSettings withSftp(SftpSettings other) {
    Optional<SftpSettings> some = Optional.of(other);
    return copy(
        drop, archive, pauses, zone, consents, decisions, intake, some, pollMillis, quietMillis);
  }

  private FileSetSettings copy(
      Optional<DropFolder> newDrop,
      Kept newArchive,
      List<PauseWindow> newPauses,
      ZoneId newZone,
      Consents newConsents,
      Decisions newDecisions,
      Intake newIntake,
      Optional<SftpSettings> newSftp,
      long newPoll,
      long newQuiet) {
    return new FileSetSettings(
        district,
        source,
        partitions,
        path,
        newDrop,
        newArchive,
        newPauses,
        newZone,
        newConsents,
        newDecisions,
        newIntake,
        newSftp,
        newPoll,
        newQuiet);
  }
}
