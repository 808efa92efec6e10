package io.hallpass.cli.district;

import io.hallpass.cli.source.Folder;
import io.hallpass.cli.source.Source;
import io.hallpass.cli.source.SourceReader;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.topics.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads a district folder. Everything wrong in any of its files is collected before anything is
 * said.
 */
public final class DistrictReader {
  private static final String MAIN = "district.yaml";

  private final Folder folder;
  private final Problems problems;

  private DistrictReader(Folder folder) {
    this.folder = folder;
    this.problems = folder.problems();
  }

  /**
   * Reads a folder.
   *
   * @return the district; empty where so much is missing that there is none. Use it only where
   *     {@code problems} is empty
   */
  public static Optional<District> read(Path dir, Problems problems) {
    return new DistrictReader(new Folder(dir, problems)).read();
  }

  private Optional<District> read() {
    Path main = folder.dir().resolve(MAIN);
    if (!Files.isRegularFile(main)) {
      problems.add(main.toString(), 0, "", "is missing; a district folder has a " + MAIN);
      return Optional.empty();
    }
    List<Source> sources = new SourceReader(folder).readAll();
    List<Recipient> recipients = new RecipientReader(folder).readAll();
    return folder
        .text(main)
        .flatMap(yaml -> YamlNode.read(folder.name(main), yaml, problems))
        .map(root -> district(root, sources, recipients));
  }

  private District district(YamlNode root, List<Source> sources, List<Recipient> recipients) {
    Map<String, YamlNode> entries =
        root.entries(
            Set.of("name", "timeZone", "secret"),
            Set.of("partitions", "directoryInformation", "consentSources", "unmatchedDenials"));
    String name = word(entries, "name").orElse("");
    if (entries.containsKey("name") && !Names.valid(name)) {
      entries.get("name").problem("must match " + Names.FORM);
    }
    String secret = SourceReader.secret(entries, "secret").orElse("");
    Set<String> consents = texts(entries, "consentSources");
    // What a file that cannot be read would have said is not known: its own problem is enough.
    boolean all = sources.size() == folder.files("sources", ".yaml").size();
    for (String source : consents) {
      boolean known =
          !all
              || source.equals("hallpass")
              || sources.stream().anyMatch(s -> s.name().equals(source));
      if (!known) {
        entries.get("consentSources").problem("'" + source + "' is no source of this district");
      }
    }
    if (all || sources.stream().filter(Source::registersStudents).count() > 1) {
      onlyOneRegistrar(sources);
    }
    return new District(
        name,
        zone(entries),
        Optional.ofNullable(entries.get("partitions")).flatMap(n -> n.number(1, 1000)).orElse(4),
        secret,
        texts(entries, "directoryInformation"),
        consents,
        hold(entries),
        sources,
        recipients,
        codes());
  }

  private void onlyOneRegistrar(List<Source> sources) {
    List<String> registrars =
        sources.stream().filter(Source::registersStudents).map(Source::name).toList();
    if (registrars.size() != 1) {
      problems.add(
          "sources",
          0,
          "registers",
          registrars.isEmpty()
              ? "no source has 'registers: student'; exactly one must"
              : "exactly one source registers students, not " + registrars);
    }
  }

  private ZoneId zone(Map<String, YamlNode> entries) {
    Optional<String> zone = word(entries, "timeZone");
    try {
      return zone.map(ZoneId::of).orElse(ZoneId.of("UTC"));
    } catch (DateTimeException e) {
      entries.get("timeZone").problem("must be an IANA time zone as America/Los_Angeles");
      return ZoneId.of("UTC");
    }
  }

  private static boolean hold(Map<String, YamlNode> entries) {
    Optional<String> word = word(entries, "unmatchedDenials");
    if (word.isPresent() && !word.get().equals("hold") && !word.get().equals("report")) {
      entries.get("unmatchedDenials").problem("must be hold or report");
    }
    return !word.orElse("hold").equals("report");
  }

  private Map<String, String> codes() {
    Map<String, String> codes = new TreeMap<>();
    for (Path file : folder.files("codes", ".csv")) {
      folder.text(file).ifPresent(csv -> codes.put(Folder.stem(file), csv));
    }
    return codes;
  }

  private static Optional<String> word(Map<String, YamlNode> entries, String key) {
    return Optional.ofNullable(entries.get(key)).flatMap(YamlNode::text);
  }

  private static Set<String> texts(Map<String, YamlNode> entries, String key) {
    return entries.containsKey(key) ? entries.get(key).texts() : Set.of();
  }
}
