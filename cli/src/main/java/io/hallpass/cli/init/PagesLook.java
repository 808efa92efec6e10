package io.hallpass.cli.init;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hallpass.ingest.edfirest.SavedPages;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.normalize.mapping.StandardMappings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipException;

/**
 * Recognises saved answers of an Ed-Fi ODS/API, by the names of the files and by names and
 * descriptors in them.
 */
final class PagesLook {
  static final String MAPPING = "edfi-rest";
  private static final Pattern RESOURCE = Pattern.compile("(?m)^  ([A-Za-z]\\w*):$");

  /** Descriptors are URIs as of version 3. */
  private static final String URI = "uri://";

  private final Path path;
  private final Set<String> resources = new TreeSet<>();
  private final Set<String> others = new TreeSet<>();
  private boolean uris;

  private PagesLook(Path path) {
    this.path = path;
  }

  /** Looks; empty where no file is such a page. */
  static Optional<Plan> at(Path path) throws IOException {
    PagesLook look = new PagesLook(path);
    try (FileSet set = FileSet.at(path)) {
      look.look(set);
    } catch (ZipException e) {
      return Optional.empty();
    }
    return look.resources.isEmpty() ? Optional.empty() : Optional.of(look.plan());
  }

  private void look(FileSet set) throws IOException {
    List<String> known =
        RESOURCE
            .matcher(StandardMappings.mapping(MAPPING).orElseThrow())
            .results()
            .map(found -> found.group(1))
            .toList();
    for (String file : set.names()) {
      Optional<String> resource = SavedPages.resource(file, known);
      if (resource.isPresent() && page(set, file)) {
        resources.add(resource.get());
      } else {
        others.add(FileSet.name(file));
      }
    }
  }

  /** Whether it begins as a page does; what is wrong further on, preview says. */
  private boolean page(FileSet set, String file) throws IOException {
    boolean page = false;
    try (InputStream in = set.open(file);
        JsonParser json = new JsonFactory().createParser(in)) {
      JsonToken first = json.nextToken();
      page = first == JsonToken.START_ARRAY || first == JsonToken.START_OBJECT;
      while (page && !uris && json.nextToken() != null) {
        uris = json.currentToken() == JsonToken.VALUE_STRING && json.getText().startsWith(URI);
      }
    } catch (JacksonException e) {
      return page;
    }
    return page;
  }

  private Plan plan() {
    List<String> hints = new ArrayList<>();
    hints.add("Fill in url, clientId and the secret before you apply; preview needs none of them.");
    hints.add("pages is read by preview alone, and can go when you have seen enough.");
    if (!uris) {
      hints.add(
          "No page writes a descriptor as a URI, as versions 5.3 to 7 do, which are followed.");
      hints.add(
          "What an older API calls otherwise stays empty, and rows are rejected that lack a key.");
    }
    if (!others.isEmpty()) {
      hints.add("not read, as no name says of which resource: " + String.join(", ", others));
    }
    return new Plan(
        "answers of an Ed-Fi ODS/API ("
            + resources.stream().collect(Collectors.joining(", "))
            + ")",
        "edfi",
        List.of(
            "kind: edfi-rest",
            "url: https://edfi.example.org/v7.3 # fill in: where the API begins, in front of /data/v3",
            "clientId: fill-in # fill in: the key",
            "clientSecret: ${env:EDFI_SECRET} # fill in: set it where the services run, or say another place",
            "pages: " + Plan.quoted(path.toString())),
        MAPPING,
        Map.of(),
        hints);
  }
}
