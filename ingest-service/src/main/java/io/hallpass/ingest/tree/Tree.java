package io.hallpass.ingest.tree;

import java.util.ArrayList;
import java.util.List;

/**
 * One nested record of a vendor, an XML element or a JSON object, as it was written: names, texts
 * and their order, nothing interpreted. A list is a name that stands several times. Printing it
 * shows no value.
 */
public final class Tree {
  /** In front of an XML attribute's name. */
  public static final char ATTRIBUTE = '@';

  private final String name;
  private final List<Tree> children = new ArrayList<>();
  private String text = "";

  /**
   * A node without children.
   *
   * @param name an element's local name, {@code @} and an attribute's, or a JSON key
   */
  public Tree(String name) {
    this.name = name;
  }

  /** The node's name. */
  public String name() {
    return name;
  }

  /** What stands in the node itself; empty where that is nothing. */
  public String text() {
    return text;
  }

  /** The nodes below, in the order in which they were written. */
  public List<Tree> children() {
    return children;
  }

  /** Adds a node below this one and returns it. */
  public Tree add(String childName) {
    Tree child = new Tree(childName);
    children.add(child);
    return child;
  }

  /** Adds a node with a text below this one. */
  public Tree add(String childName, String childText) {
    Tree child = add(childName);
    child.text(childText);
    return child;
  }

  /** Sets the node's own text. */
  public void text(String newText) {
    text = newText;
  }

  @Override
  public String toString() {
    return "tree of " + children.size() + " nodes";
  }
}
