package io.hallpass.ingest.rest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.hallpass.ingest.row.JsonBytes;
import io.hallpass.ingest.tree.JsonTrees;
import io.hallpass.ingest.tree.Tree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a page of an API: a list of objects, or an object around one. What cannot be read as a
 * whole is refused with its line and column; an element that is no object, or one too large, is
 * handed on as empty and costs no other row.
 */
public final class JsonPage {
  /** Parts of an envelope that are lists and never the rows. */
  private static final Set<String> MESSAGES = Set.of("errors", "warnings", "statusInfoSet");

  private static final char BOM = '\uFEFF';

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(500)
                  .maxStringLength(1_000_000)
                  .maxNumberLength(1_000)
                  .maxNameLength(10_000)
                  .build())
          // Pages of different vendors must not fill a table that is never emptied.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  private JsonPage() {}

  /**
   * Reads a page.
   *
   * @param what was asked for, for messages
   * @param list the name of the list, where an object is around it; another name will do where
   *     there is only one list
   * @param roots as in {@link JsonTrees}
   * @param make turns each element into what is wanted of it, at once, so that no page's trees are
   *     in memory together
   * @throws RestException.Refused where the bytes are no such page
   */
  public static <T> List<T> read(
      String what, byte[] body, String list, Set<String> roots, Function<Optional<Tree>, T> make)
      throws RestException.Refused {
    try (JsonParser json = JSON.createParser(text(body))) {
      List<T> rows = new Reading<>(json, new JsonTrees(roots), make).page(list);
      if (json.nextToken() != null) {
        throw unreadable(what, "something follows the page");
      }
      return rows;
    } catch (NoListException e) {
      throw unreadable(what, e.getMessage());
    } catch (JacksonException e) {
      // Its message repeats what was read.
      String at =
          e.getLocation() == null
              ? ""
              : " at line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      throw unreadable(what, "is no JSON" + at);
    } catch (IOException e) {
      throw unreadable(what, "is no JSON");
    }
  }

  private static RestException.Refused unreadable(String what, String why) {
    return new RestException.Refused(
        what, RestException.Refused.UNREADABLE, "the answer cannot be read: " + why);
  }

  /** Bytes that are no characters spoil their own row and not the page. */
  private static Reader text(byte[] body) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(String.valueOf(JsonBytes.UNREADABLE));
    Reader reader = new InputStreamReader(new ByteArrayInputStream(body), decoder);
    return bom(body) ? skipped(reader) : reader;
  }

  private static boolean bom(byte[] body) {
    return body.length >= 3
        && new String(body, 0, 3, StandardCharsets.UTF_8).equals(String.valueOf(BOM));
  }

  private static Reader skipped(Reader reader) throws IOException {
    reader.read();
    return reader;
  }

  /** An answer without the list that was asked for. */
  private static final class NoListException extends IOException {
    NoListException(String message) {
      super(message);
    }
  }

  /** One page, from left to right. */
  private record Reading<T>(JsonParser json, JsonTrees trees, Function<Optional<Tree>, T> make) {
    List<T> page(String list) throws IOException {
      JsonToken first = json.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return elements();
      }
      if (first != JsonToken.START_OBJECT) {
        throw new NoListException("it holds no list");
      }
      return envelope(list);
    }

    private List<T> envelope(String list) throws IOException {
      List<T> named = null;
      List<List<T>> others = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        if (json.nextToken() != JsonToken.START_ARRAY || MESSAGES.contains(name)) {
          json.skipChildren();
        } else if (name.equals(list)) {
          named = elements();
        } else {
          others.add(elements());
        }
      }
      if (named != null) {
        return named;
      }
      if (others.size() != 1) {
        throw new NoListException(
            others.isEmpty() ? "it holds no list" : "it holds several lists and none is named so");
      }
      return others.get(0);
    }

    private List<T> elements() throws IOException {
      List<T> rows = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          rows.add(make.apply(trees.read(json)));
        } else {
          json.skipChildren();
          rows.add(make.apply(Optional.empty()));
        }
      }
      return rows;
    }
  }
}
