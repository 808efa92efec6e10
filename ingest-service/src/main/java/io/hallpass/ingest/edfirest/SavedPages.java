package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.rest.JsonPage;
import io.hallpass.ingest.rest.ResourceRecords;
import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.rest.Row;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers of an Ed-Fi ODS/API that somebody saved as files, in a folder or a zip, read as the
 * connector reads the API: the same pages, columns and refusals, without an API and without
 * Connect.
 */
public final class SavedPages {
  private SavedPages() {}

  /**
   * The resource that a file's name names as a word of its own: {@code students.json}, {@code
   * Enrollment_Students.txt}, {@code students-2.json}.
   *
   * @param resources those of the mapping
   * @return empty where it names none, or several
   */
  public static Optional<String> resource(String file, Collection<String> resources) {
    String name = FileSet.name(file);
    if (!name.matches("(?i).+\\.(json|txt)")) {
      return Optional.empty();
    }
    List<String> words = List.of(name.substring(0, name.lastIndexOf('.')).split("[^A-Za-z0-9]+"));
    List<String> named =
        resources.stream()
            .filter(resource -> words.stream().anyMatch(last(resource)::equalsIgnoreCase))
            .toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  /** A resource of an extension has its namespace in front. */
  private static String last(String resource) {
    return resource.substring(resource.lastIndexOf('/') + 1);
  }

  /**
   * Reads them once. A row that stands in several pages is given once, as it stands in the first.
   *
   * @param settings the connector's; nobody is asked
   * @throws ConfigException with every file that is no page, before a row was given
   * @throws IOException where the path is neither a folder nor a zip, or cannot be read on
   */
  public static void read(Path path, RestSettings settings, RowTaker taker) throws IOException {
    try (FileSet set = FileSet.at(path)) {
      List<Saved> pages = pages(set, settings);
      List<String> problems = new ArrayList<>();
      for (Saved page : pages) {
        try {
          page.rows(set, settings);
        } catch (RestException.Refused e) {
          problems.add(path + "!" + FileSet.name(page.file()) + ": " + e.getMessage());
        }
      }
      if (pages.isEmpty()) {
        problems.add(
            path
                + ": no file is named after a resource of the mapping, as students.json or"
                + " Enrollment_Students.txt");
      }
      if (!problems.isEmpty()) {
        throw new ConfigException(problems);
      }
      Set<Key> given = new HashSet<>();
      for (Saved page : pages) {
        give(page, page.rows(set, settings), given, taker);
      }
    } catch (RestException.Refused e) {
      throw new IOException("a page was changed while it was read", e);
    }
  }

  private static List<Saved> pages(FileSet set, RestSettings settings) {
    List<String> names = settings.resources().stream().map(RestResource::name).toList();
    List<Saved> pages = new ArrayList<>();
    for (RestResource resource : settings.resources()) {
      for (String file : set.names()) {
        if (resource(file, names).filter(resource.name()::equals).isPresent()) {
          pages.add(new Saved(resource, file));
        }
      }
    }
    return pages;
  }

  private static void give(Saved page, List<Row> rows, Set<Key> given, RowTaker taker) {
    String resource = page.resource().name();
    for (int i = 0; i < rows.size(); i++) {
      TreeRows.Result result = rows.get(i).result();
      String at = FileSet.name(page.file()) + "#" + (i + 1);
      if (result instanceof TreeRows.Result.Refused no) {
        taker.refused(resource, no.code(), no.field(), at);
      } else if (result instanceof TreeRows.Result.Row row
          && given.add(new Key(resource, ByteBuffer.wrap(row.key())))) {
        taker.row(resource, row.value(), at);
      }
    }
  }

  private record Key(String resource, ByteBuffer key) {}

  private record Saved(RestResource resource, String file) {
    List<Row> rows(FileSet set, RestSettings settings) throws IOException, RestException.Refused {
      ResourceRecords records = EdFiResource.records(settings, resource);
      byte[] body = body(set, settings.http().mostBytes());
      return JsonPage.read(resource.name(), body, resource.list(), records.roots(), records::row);
    }

    /** A larger answer the connector would not take either. */
    private byte[] body(FileSet set, int most) throws IOException, RestException.Refused {
      try (InputStream in = set.open(file)) {
        byte[] body = in.readNBytes(most + 1);
        if (body.length > most) {
          throw new RestException.Refused(
              resource.name(),
              RestException.Refused.TOO_LARGE,
              "is longer than " + most + " bytes, the longest answer that is read");
        }
        return body;
      }
    }
  }
}
