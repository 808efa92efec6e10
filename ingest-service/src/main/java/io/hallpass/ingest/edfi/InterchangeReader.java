package io.hallpass.ingest.edfi;

import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxLazyException;
import io.hallpass.ingest.tree.Tree;
import io.hallpass.ingest.tree.TreeRows;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one Ed-Fi interchange file from its beginning to its end: of each element right below the
 * root that is a mapped resource a row, whatever its namespace. Only what some column looks at is
 * kept, and only of one element at a time. Blanks around a text are not part of it. Not for use by
 * several threads.
 *
 * <p>A file that cannot be read on is reported by an {@link InterchangeException}; the rows before
 * that place have been given.
 */
public final class InterchangeReader implements Closeable {
  /** Elements inside elements; Ed-Fi's own go to about 12. */
  static final int DEEPEST = 64;

  /** Characters and nodes collected of one element; Ed-Fi's go to some hundred. */
  static final int LARGEST = 1_000_000;

  /** Different names of elements and attributes in one file; Ed-Fi has about 4,000. */
  static final int MOST_NAMES = 20_000;

  /** What the names of all root elements begin with. */
  static final String ROOT = "Interchange";

  private static final int NODE = 8;

  private record Wanted(TreeRows rows, Set<String> roots) {}

  private final String file;
  private final InputStream in;
  private final Map<String, Wanted> wanted = new LinkedHashMap<>();
  private final Map<String, Long> elements = new LinkedHashMap<>();
  private final Set<String> names = new HashSet<>();
  private XMLStreamReader xml;
  private String interchange;
  private String namespace;
  private String element;
  private Tree record;
  private TreeRows.Result row;
  private int line = 1;
  private int size;

  /**
   * Opens a file.
   *
   * @param file its name, for messages
   * @param in its bytes; closed with this reader, or at once where the file is none
   * @param resources by the local names of their elements
   * @throws InterchangeException where it is no interchange file
   */
  public InterchangeReader(String file, InputStream in, Map<String, TreeRows> resources)
      throws IOException {
    this(file, in, resources, Map.of());
  }

  /**
   * Opens a file, and keeps more of its elements than rows need.
   *
   * @param beside by resource, children that {@link #element} must have as well
   */
  InterchangeReader(
      String file, InputStream in, Map<String, TreeRows> resources, Map<String, Set<String>> beside)
      throws IOException {
    this.file = file;
    this.in = in;
    resources.forEach(
        (name, rows) -> {
          Set<String> roots = new HashSet<>(rows.roots());
          roots.addAll(beside.getOrDefault(name, Set.of()));
          wanted.put(name, new Wanted(rows, roots));
        });
    try {
      xml = Xml.open(in);
      root();
    } catch (XMLStreamException | WstxLazyException e) {
      close();
      throw broken(e);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void root() throws XMLStreamException, InterchangeException {
    while (advance() != XMLStreamConstants.START_ELEMENT) {
      line = xml.getLocation().getLineNumber();
    }
    line = xml.getLocation().getLineNumber();
    interchange = seen(xml.getLocalName());
    namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
    attributes();
    if (!interchange.startsWith(ROOT)) {
      throw wrong("is no Ed-Fi interchange; its root element must be one, as InterchangeStudent");
    }
  }

  /** The local name of the file's root element. */
  public String interchange() {
    return interchange;
  }

  /** The namespace of the file's root element, which says the version; empty where it has none. */
  public String namespace() {
    return namespace;
  }

  /**
   * Goes on to the next element that is a mapped resource.
   *
   * @return false at the end of the file
   * @throws InterchangeException where the file cannot be read on
   */
  public boolean next() throws IOException {
    try {
      while (xml.getEventType() != XMLStreamConstants.END_DOCUMENT) {
        if (advance() == XMLStreamConstants.START_ELEMENT && top()) {
          return true;
        }
      }
      return false;
    } catch (XMLStreamException | WstxLazyException e) {
      throw broken(e);
    }
  }

  private boolean top() throws XMLStreamException, InterchangeException {
    String name = seen(xml.getLocalName());
    line = xml.getLocation().getLineNumber();
    elements.merge(name, 1L, Long::sum);
    Wanted resource = wanted.get(name);
    if (resource == null) {
      skip(2);
      return false;
    }
    element = name;
    size = 0;
    record = new Tree(name);
    keepAttributes(record, resource.roots());
    keep(record, resource.roots(), 2);
    row = resource.rows().of(record);
    return true;
  }

  /** The resource of the row: its element's local name. */
  public String resource() {
    return element;
  }

  /** What was kept of the element that was read last. */
  Tree element() {
    return record;
  }

  /** The row of the element that was read last. */
  public TreeRows.Result row() {
    return row;
  }

  /** Where that element begins: {@code file:line}. */
  public String at() {
    return file + ":" + line;
  }

  /** How many elements of each name stood right below the root so far, mapped or not. */
  public Map<String, Long> elements() {
    return Collections.unmodifiableMap(elements);
  }

  /**
   * Adds to {@code node} what is below the current element, up to its end.
   *
   * @param only the children that are wanted, null for all
   */
  private void keep(Tree node, Set<String> only, int depth)
      throws XMLStreamException, InterchangeException {
    notTooDeep(depth);
    StringBuilder text = new StringBuilder();
    boolean leaf = only == null;
    while (true) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT -> {
          leaf = false;
          String name = seen(xml.getLocalName());
          if (only == null || only.contains(name)) {
            grow(NODE);
            Tree child = node.add(name);
            keepAttributes(child, null);
            keep(child, null, depth + 1);
          } else {
            skip(depth + 1);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (leaf) {
            grow(xml.getTextLength());
            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (leaf) {
            node.text(text.toString().strip());
          }
          return;
        }
        default -> {}
      }
    }
  }

  private void skip(int depth) throws XMLStreamException, InterchangeException {
    int inside = depth;
    attributes();
    while (inside >= depth) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT -> {
          notTooDeep(++inside);
          seen(xml.getLocalName());
          attributes();
        }
        case XMLStreamConstants.END_ELEMENT -> inside--;
        default -> {}
      }
    }
  }

  /** The next event; of those that an interchange does not have, none. */
  private int advance() throws XMLStreamException, InterchangeException {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD) {
      line = xml.getLocation().getLineNumber();
      throw wrong("has a DOCTYPE, which is not read; an interchange has none");
    }
    if (event == XMLStreamConstants.ENTITY_REFERENCE) {
      line = xml.getLocation().getLineNumber();
      throw wrong("uses an entity that XML does not have");
    }
    return event;
  }

  private void keepAttributes(Tree node, Set<String> only) throws InterchangeException {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = Tree.ATTRIBUTE + seen(xml.getAttributeLocalName(i));
      if (only == null || only.contains(name)) {
        String value = xml.getAttributeValue(i);
        grow(NODE + value.length());
        node.add(name, value.strip());
      }
    }
  }

  private void attributes() throws InterchangeException {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      seen(xml.getAttributeLocalName(i));
    }
  }

  /** The parser keeps every name, so there must be an end to them. */
  private String seen(String name) throws InterchangeException {
    if (names.add(name) && names.size() > MOST_NAMES) {
      line = xml.getLocation().getLineNumber();
      throw wrong("has more than " + MOST_NAMES + " different names of elements and attributes");
    }
    return name;
  }

  private void notTooDeep(int depth) throws InterchangeException {
    if (depth > DEEPEST) {
      line = xml.getLocation().getLineNumber();
      throw wrong("has elements inside elements, more than " + DEEPEST + " deep");
    }
  }

  private void grow(int by) throws InterchangeException {
    size += by;
    if (size > LARGEST) {
      throw wrong("has an element here that is larger than " + LARGEST + " characters");
    }
  }

  private InterchangeException wrong(String problem) {
    return new InterchangeException(at(), problem);
  }

  /** What the parser says may show what it read, so it is said anew. */
  private IOException broken(Exception e) {
    XMLStreamException cause =
        e instanceof XMLStreamException direct ? direct : (XMLStreamException) e.getCause();
    if (cause.getLocation() != null) {
      line = Math.max(1, cause.getLocation().getLineNumber());
    } else if (xml != null) {
      line = Math.max(line, xml.getLocation().getLineNumber());
    }
    if (cause instanceof WstxEOFException) {
      return wrong("ends before its last element does; the file is not whole");
    }
    if (cause.getCause() instanceof CharConversionException) {
      return wrong("has bytes that are no text in the file's encoding");
    }
    if (cause.getCause() instanceof IOException trouble) {
      return trouble;
    }
    return wrong("is not well-formed XML");
  }

  @Override
  public void close() throws IOException {
    in.close();
    if (xml != null) {
      try {
        xml.close();
      } catch (XMLStreamException e) {
        throw new IOException(file + ": could not be closed");
      }
    }
  }
}
