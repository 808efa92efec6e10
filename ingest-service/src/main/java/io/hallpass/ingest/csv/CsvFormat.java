package io.hallpass.ingest.csv;

import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.fileset.Format;
import io.hallpass.ingest.fileset.HeldException;
import io.hallpass.ingest.fileset.SetPlan;
import io.hallpass.ingest.fileset.SetPlan.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A file of CSV rows a resource; in a OneRoster set a manifest says how each is to be read. */
final class CsvFormat implements Format {
  private final CsvSourceSettings settings;
  private final Optional<CountsFile> counts;
  private final boolean taken;

  CsvFormat(CsvSourceSettings settings) {
    this(settings, false);
  }

  /**
   * Of these settings.
   *
   * @param taken whether it reads sets that were taken, of which counts were looked at and files
   *     may be missing
   */
  private CsvFormat(CsvSourceSettings settings, boolean taken) {
    this.settings = settings;
    this.counts =
        taken ? Optional.empty() : settings.files().intake().counts().map(CountsFile::new);
    this.taken = taken;
  }

  @Override
  public List<String> resources() {
    return settings.resources().stream().map(CsvResource::name).toList();
  }

  @Override
  public String key(String resource) {
    return settings.resources().stream()
        .filter(r -> r.name().equals(resource))
        .map(r -> String.join(",", r.columns().key()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String file(String resource) {
    return settings.resources().stream()
        .filter(r -> r.name().equals(resource))
        .map(CsvResource::file)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Optional<Format> keysOnly() {
    List<CsvResource> resources =
        settings.resources().stream()
            .map(r -> new CsvResource(r.name(), r.file(), r.columns().key(), List.of()))
            .toList();
    return Optional.of(
        new CsvFormat(
            new CsvSourceSettings(
                settings.files(), resources, settings.format(), settings.optionalFiles()),
            taken));
  }

  @Override
  public String written() {
    return Written.of(settings).text();
  }

  @Override
  public Format then(String written) {
    Written then = Written.read(written).orElseGet(() -> Written.of(settings));
    List<CsvResource> resources =
        settings.resources().stream()
            .map(r -> new CsvResource(r.name(), then.file(r), r.columns()))
            .toList();
    return new CsvFormat(
        new CsvSourceSettings(settings.files(), resources, then.format(), Set.of()), true);
  }

  @Override
  public Map<String, Long> stated(FileSet set) throws IOException {
    return counts.isEmpty() ? Map.of() : counts.get().read(set, settings, new ArrayList<>());
  }

  @Override
  public String collected() {
    return settings.resources() + " " + settings.format();
  }

  private boolean oneRoster() {
    return !settings.format().oneRoster().isEmpty();
  }

  @Override
  public List<String> paths(FileSet set, Set<String> wanted) {
    List<String> paths = new ArrayList<>();
    if (oneRoster()) {
      paths.addAll(set.find(OneRosterManifest.FILE));
    }
    settings.resources().stream()
        .filter(resource -> wanted.contains(resource.name()))
        .forEach(resource -> paths.addAll(set.find(resource.file())));
    return paths;
  }

  @Override
  public List<String> paths(FileSet set) {
    List<String> paths = paths(set, Set.copyOf(resources()));
    counts.ifPresent(file -> paths.addAll(file.paths(set)));
    return paths;
  }

  @Override
  public SetPlan plan(FileSet set, Set<String> wanted) throws IOException, HeldException {
    List<String> problems = new ArrayList<>();
    OneRosterManifest manifest = oneRoster() ? manifest(set, problems).orElse(null) : null;
    List<CsvFile> files = new ArrayList<>();
    Map<String, Extent> extents = new HashMap<>();
    for (CsvResource resource : settings.resources()) {
      if (!wanted.contains(resource.name())) {
        continue;
      }
      OneRosterManifest.Processing processing =
          manifest == null
              ? OneRosterManifest.Processing.BULK
              : manifest.processing(resource.file(), taken ? new ArrayList<>() : problems);
      if (!processing.read()) {
        continue;
      }
      List<String> found = set.find(resource.file());
      boolean delta = processing == OneRosterManifest.Processing.DELTA;
      if (found.size() == 1) {
        CsvFile.plan(set, settings.format(), resource, found.get(0), delta, problems)
            .ifPresent(files::add);
        extents.put(resource.name(), delta ? Extent.CHANGES : Extent.WHOLE);
      } else if (found.size() > 1) {
        problems.add(resource.file() + ": is there more than once");
      } else if (taken) {
        continue;
      } else if (manifest != null) {
        String what = delta ? "delta" : "bulk";
        problems.add(
            resource.file() + ": is missing, and " + OneRosterManifest.FILE + " calls it " + what);
      } else if (!settings.optionalFiles().contains(resource.file())) {
        problems.add(resource.file() + ": is missing");
      }
    }
    if (counts.isPresent() && wanted.containsAll(resources())) {
      counts.get().read(set, settings, problems);
    }
    if (!problems.isEmpty()) {
      throw new HeldException(problems);
    }
    return new SetPlan(files, extents);
  }

  /** Empty, with a problem, where there is none. */
  private Optional<OneRosterManifest> manifest(FileSet set, List<String> problems)
      throws IOException {
    List<String> found = set.find(OneRosterManifest.FILE);
    if (found.size() != 1) {
      problems.add(
          OneRosterManifest.FILE
              + (found.isEmpty() ? ": is missing" : ": is there more than once"));
      return Optional.empty();
    }
    try (CsvSplitter rows = CsvFile.rows(set, found.get(0), settings.format())) {
      Optional<OneRosterManifest> manifest = OneRosterManifest.read(rows, problems);
      manifest.ifPresent(read -> read.requireVersion(settings.format().oneRoster(), problems));
      return manifest;
    }
  }
}
