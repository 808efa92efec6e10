package io.hallpass.cli.source;

import io.hallpass.ingest.fileset.DropFolder;
import io.hallpass.ingest.fileset.FileSetSettings;
import io.hallpass.ingest.fileset.PauseWindow;
import io.hallpass.ingest.sftp.HostKey;
import io.hallpass.ingest.sftp.SftpSettings;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a source's file says of sets of files, whatever their format: where they are and when they
 * are taken.
 *
 * @param path of a set, or of the folder into which sets are dropped
 * @param drop how sets are dropped into it; empty where it is a set itself
 * @param archive what is kept of sets that were taken
 * @param pauses when sets are held
 * @param intake what is looked at before a set is sent
 * @param sftp where new sets are fetched from
 */
record FileSetOptions(
    Path path,
    Optional<DropFolder> drop,
    FileSetSettings.Kept archive,
    List<PauseWindow> pauses,
    IntakeOptions intake,
    Optional<SftpSettings> sftp) {
  private static final String DROP = "drop";
  private static final String ORDER = "order";
  private static final String SFTP = "sftp";
  private static final int MOST_KEPT = 1_000;

  /** The keys of every kind of file sets, besides {@code path}. */
  static final Set<String> KEYS = Set.of(DROP, ORDER, "archive", "pause", IntakeOptions.KEY, SFTP);

  /** Reads them; empty where there is no path. */
  static Optional<FileSetOptions> read(Map<String, YamlNode> entries, Path dir) {
    Optional<DropFolder> drop = drop(entries);
    Optional<SftpSettings> sftp =
        Optional.ofNullable(entries.get(SFTP)).flatMap(node -> sftp(node, dir));
    if (entries.containsKey(SFTP) && !entries.containsKey(DROP)) {
      entries.get(SFTP).problem("needs 'drop': files are fetched into a folder of sets");
    }
    if (sftp.isPresent() && drop.filter(d -> !DropFolder.mayTakeZips(d.pattern())).isPresent()) {
      entries.get(DROP).problem(DropFolder.ZIPS);
    }
    if (entries.containsKey(ORDER) && !entries.containsKey(DROP)) {
      entries.get(ORDER).problem("means nothing without 'drop'");
    }
    FileSetSettings.Kept archive = archive(entries, dir);
    List<PauseWindow> pauses = pauses(entries);
    IntakeOptions intake = IntakeOptions.read(entries);
    Optional<FileSetOptions> options =
        SourceReader.text(entries, "path")
            .map(
                path ->
                    new FileSetOptions(resolve(dir, path), drop, archive, pauses, intake, sftp));
    options
        .filter(read -> drop.isPresent() && !archive.path().isEmpty())
        .filter(read -> Path.of(archive.path()).startsWith(read.path))
        .ifPresent(
            read ->
                entries
                    .get("archive")
                    .problem("must not lie in the folder into which sets are dropped"));
    return options;
  }

  private static Path resolve(Path dir, String path) {
    return dir.resolve(path).toAbsolutePath().normalize();
  }

  private static Optional<DropFolder> drop(Map<String, YamlNode> entries) {
    DropFolder.Order order = DropFolder.Order.NAME;
    Optional<String> word = SourceReader.text(entries, ORDER);
    if (word.isPresent() && word.get().equals("time")) {
      order = DropFolder.Order.TIME;
    } else if (word.isPresent() && !word.get().equals("name")) {
      entries.get(ORDER).problem("must be name or time");
    }
    Optional<String> pattern = SourceReader.text(entries, DROP);
    if (pattern.isPresent() && !DropFolder.valid(pattern.get())) {
      entries.get(DROP).problem("must be a pattern of names, as '*.zip'");
      return Optional.empty();
    }
    DropFolder.Order by = order;
    return pattern.map(names -> new DropFolder(names, by));
  }

  private static FileSetSettings.Kept archive(Map<String, YamlNode> entries, Path dir) {
    if (!entries.containsKey("archive")) {
      return FileSetSettings.Kept.LAST;
    }
    Map<String, YamlNode> parts = entries.get("archive").entries(Set.of(), Set.of("path", "keep"));
    return new FileSetSettings.Kept(
        SourceReader.text(parts, "path").map(path -> resolve(dir, path).toString()).orElse(""),
        Optional.ofNullable(parts.get("keep")).flatMap(n -> n.number(0, MOST_KEPT)).orElse(1));
  }

  private static List<PauseWindow> pauses(Map<String, YamlNode> entries) {
    List<PauseWindow> pauses = new ArrayList<>();
    if (entries.containsKey("pause")) {
      for (YamlNode node : entries.get("pause").elements()) {
        Map<String, YamlNode> days = node.entries(Set.of("from", "until"), Set.of());
        Optional<LocalDate> from = Optional.ofNullable(days.get("from")).flatMap(YamlNode::date);
        Optional<LocalDate> until = Optional.ofNullable(days.get("until")).flatMap(YamlNode::date);
        if (from.isPresent() && until.isPresent()) {
          PauseWindow window = new PauseWindow(from.get(), until.get());
          if (!window.valid()) {
            node.problem("'from' must be before 'until', the first day that is no pause");
          }
          pauses.add(window);
        }
      }
    }
    return pauses;
  }

  private static Optional<SftpSettings> sftp(YamlNode node, Path dir) {
    Map<String, YamlNode> entries =
        node.entries(
            Set.of("host", "user", "hostKey", "path"), Set.of("port", "password", "keyFile"));
    Optional<String> host = SourceReader.text(entries, "host");
    Optional<String> user = SourceReader.text(entries, "user");
    Optional<String> hostKey = SourceReader.text(entries, "hostKey");
    Optional<String> path = SourceReader.text(entries, "path");
    Optional<String> password = SourceReader.secret(entries, "password");
    Optional<String> keyFile =
        SourceReader.text(entries, "keyFile").map(file -> resolve(dir, file).toString());
    int port =
        Optional.ofNullable(entries.get("port"))
            .flatMap(n -> n.number(1, 65_535))
            .orElse(SftpSettings.PORT);
    if (entries.containsKey("password") == entries.containsKey("keyFile")) {
      node.problem("needs either 'password' or 'keyFile'");
    }
    if (hostKey.isPresent() && HostKey.of(hostKey.get()).isEmpty()) {
      entries.get("hostKey").problem(HostKey.FORM);
    }
    if (path.isPresent()) {
      String pattern = path.get().substring(path.get().lastIndexOf('/') + 1);
      if (!SftpSettings.valid(pattern)) {
        entries.get("path").problem("must be a folder and a pattern of names, as /outgoing/*.zip");
      } else if (!DropFolder.mayTakeZips(pattern)) {
        entries.get("path").problem(DropFolder.ZIPS);
      }
    }
    if (host.isEmpty() || user.isEmpty() || hostKey.isEmpty() || path.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SftpSettings(
            host.get(),
            port,
            user.get(),
            password.orElse(""),
            keyFile.orElse(""),
            hostKey.get(),
            path.get(),
            SftpSettings.POLL_MILLIS));
  }

  /** Looks whether the path is there. */
  void check(Source source, Problems problems) {
    // Where files are fetched into it, the connector makes it.
    if (sftp.isEmpty() && !Files.exists(path)) {
      problems.add(source.file(), 0, "path", path + " does not exist");
    } else if (drop.isPresent() && Files.exists(path) && !Files.isDirectory(path)) {
      problems.add(source.file(), 0, "path", path + " is no folder; with 'drop' it must be one");
    }
  }

  /** A set to look into; empty where none is there yet. */
  Optional<Path> sample() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    if (drop.isEmpty()) {
      return Optional.of(path);
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(
              set -> drop.get().takes(set.getFileName().toString(), Files.isDirectory(set)))
          .max(Path::compareTo);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What the connector is told. */
  FileSetSettings settings(SourceSettings.Place place, Source source, Mapping mapping) {
    FileSetSettings settings =
        FileSetSettings.of(place.district(), source.name(), place.partitions(), path.toString())
            .withArchive(archive)
            .withPauses(pauses, place.zone())
            .withIntake(intake.intake(source, mapping))
            .withConsents(
                new FileSetSettings.Consents(
                    names(mapping, ResourceMapping::emitsConsents),
                    names(mapping, ResourceMapping::emitsOnlyConsents)));
    if (drop.isPresent()) {
      settings = settings.withDrop(drop.get());
    }
    return sftp.isPresent() ? settings.withSftp(sftp.get()) : settings;
  }

  private static Set<String> names(Mapping mapping, Predicate<ResourceMapping> which) {
    return mapping.resources().stream()
        .filter(which)
        .map(ResourceMapping::name)
        .collect(Collectors.toSet());
  }
}
