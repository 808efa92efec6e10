package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.fileset.Format;
import io.hallpass.ingest.fileset.HeldException;
import io.hallpass.ingest.fileset.SetPlan;
import io.hallpass.ingest.fileset.SetPlan.Extent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * Sets of Ed-Fi interchanges. Whether a file can be read to its end is known only when it was, so
 * every file is read before a row of the set is sent.
 *
 * <p>A resource is part of a set that has an element of it, or a file of an interchange that would
 * have them. Of a resource that is part of it a set has all. Of some resources, what can be read
 * is, whatever the rest of the set is like.
 */
final class InterchangeFormat implements Format {
  private final EdFiXmlSourceSettings settings;

  InterchangeFormat(EdFiXmlSourceSettings settings) {
    this.settings = settings;
  }

  @Override
  public List<String> resources() {
    return List.copyOf(settings.resources().keySet());
  }

  @Override
  public String key(String resource) {
    return String.join(",", settings.resources().get(resource).key());
  }

  @Override
  public String collected() {
    return settings.resources() + " " + settings.namespaces();
  }

  /** Elements that are written otherwise in another version have no keys, and that is said. */
  @Override
  public Format then(String written) {
    return new InterchangeFormat(
        new EdFiXmlSourceSettings(settings.files(), settings.resources(), List.of()));
  }

  @Override
  public List<String> paths(FileSet set) {
    return InterchangeSet.paths(set);
  }

  /** Only what says which files there are: of these each is looked at by itself. */
  @Override
  public List<String> paths(FileSet set, Set<String> wanted) {
    List<String> paths = new ArrayList<>(paths(set));
    paths.removeAll(InterchangeSet.xml(set));
    return paths;
  }

  @Override
  public boolean anyFile() {
    return true;
  }

  @Override
  public SetPlan plan(FileSet set, Set<String> wanted) throws IOException, HeldException {
    if (wanted.isEmpty()) {
      return new SetPlan(List.of(), Map.of());
    }
    List<String> problems = new ArrayList<>();
    List<String> paths = InterchangeSet.of(set, problems).files();
    boolean all = wanted.containsAll(resources());
    boolean whole = problems.isEmpty();
    List<InterchangeFile> files = new ArrayList<>();
    Map<String, Extent> extents = new HashMap<>();
    for (String path : paths) {
      InterchangeFile file = new InterchangeFile(path, wanted, settings);
      try {
        if (!all) {
          // Of a held set: nobody has looked yet whether it is what the zip says.
          set.digest(path);
        }
        Contents contents = look(file, set);
        contents.kinds().retainAll(wanted);
        contents.elements().forEach(resource -> extents.put(resource, Extent.WHOLE));
        contents.kinds().forEach(resource -> extents.put(resource, Extent.WHOLE));
        if (!contents.elements().isEmpty()) {
          files.add(new InterchangeFile(path, contents.elements(), settings));
        }
      } catch (ZipException e) {
        if (all) {
          throw e;
        }
        whole = false;
      } catch (InterchangeException e) {
        problems.add(e.getMessage());
        // It may hold any of them; its rows end with a refused one of each.
        files.add(file);
        wanted.forEach(resource -> extents.put(resource, Extent.WHOLE));
      }
    }
    if (!problems.isEmpty() && all) {
      throw new HeldException(problems);
    }
    if (!whole) {
      wanted.forEach(resource -> extents.put(resource, Extent.UNREADABLE));
    }
    return new SetPlan(files, extents);
  }

  /**
   * What is in a file.
   *
   * @param elements the resources that it has rows of
   * @param kinds those that its interchange would have
   */
  private record Contents(Set<String> elements, Set<String> kinds) {}

  private static Contents look(InterchangeFile file, FileSet set) throws IOException {
    Set<String> elements = new HashSet<>();
    try (InterchangeReader reader = file.reader(set)) {
      while (reader.next()) {
        elements.add(reader.resource());
      }
      return new Contents(elements, new HashSet<>(Interchanges.elements(reader.interchange())));
    }
  }
}
