package io.hallpass.ingest.tree;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads JSON objects as trees, one at a time: names, texts, and numbers and booleans as they were
 * written; {@code null} is nothing, a list is a name that stands several times. Bounded: an object
 * that is deeper or larger than allowed is read to its end and given back as empty. Not for use by
 * several threads.
 */
public final class JsonTrees {
  /** Levels of an object and its lists; vendors' records have four or five. */
  static final int DEEPEST = 32;

  /** Values of an object. */
  static final int MOST_VALUES = 20_000;

  /** Characters of an object's values together. */
  static final int LONGEST = 1_000_000;

  private final Set<String> roots;
  private int values;
  private int length;
  private boolean over;

  /**
   * A reader.
   *
   * @param roots names directly below an object that are looked at; what stands under others is
   *     passed over and counts for nothing
   */
  public JsonTrees(Set<String> roots) {
    this.roots = Set.copyOf(roots);
  }

  /**
   * The object that begins at the parser's current token; afterwards the parser stands at its end.
   *
   * @param json at a {@code START_OBJECT}
   * @return empty where the object is too deep or too large
   * @throws IOException where it is no JSON, or ends too early
   */
  public Optional<Tree> read(JsonParser json) throws IOException {
    values = 0;
    length = 0;
    over = false;
    Tree record = new Tree("");
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      if (roots.contains(name)) {
        value(json, record, name, 1);
      } else {
        json.skipChildren();
      }
    }
    return over ? Optional.empty() : Optional.of(record);
  }

  private void value(JsonParser json, Tree parent, String name, int depth) throws IOException {
    JsonToken token = json.currentToken();
    if (token.isStructStart() && (over || depth >= DEEPEST)) {
      over = true;
      json.skipChildren();
    } else if (token == JsonToken.START_OBJECT) {
      Tree node = parent.add(name);
      counted(0);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String child = json.currentName();
        json.nextToken();
        value(json, node, child, depth + 1);
      }
    } else if (token == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        value(json, parent, name, depth + 1);
      }
    } else if (token != JsonToken.VALUE_NULL && counted(json.getTextLength())) {
      parent.add(name, json.getText());
    }
  }

  /** Whether there is room for one more value. */
  private boolean counted(int characters) {
    values++;
    length += characters;
    over |= values > MOST_VALUES || length > LONGEST;
    return !over;
  }
}
