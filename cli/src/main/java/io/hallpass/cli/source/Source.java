package io.hallpass.cli.source;

/**
 * A file of {@code sources/}.
 *
 * @param name the file's name without its ending
 * @param kind how its rows come
 * @param mapping the mapping's file name, for messages
 * @param mappingText the mapping, word for word
 * @param registersStudents whether it is the one that registers students
 * @param settings what its kind wants to know
 */
public record Source(
    String name,
    SourceKind kind,
    String mapping,
    String mappingText,
    boolean registersStudents,
    SourceSettings settings) {

  /** The file it was read from, for messages. */
  public String file() {
    return "sources/" + name + ".yaml";
  }
}
