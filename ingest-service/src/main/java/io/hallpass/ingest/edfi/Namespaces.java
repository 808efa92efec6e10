package io.hallpass.ingest.edfi;

import java.util.List;

/**
 * The namespaces of Ed-Fi's interchanges, which say the version. One that ends in {@code *} stands
 * for all that begin so.
 */
public final class Namespaces {
  /** Ed-Fi 1.0, as inBloom used it. */
  public static final String V1 = "http://ed-fi.org/0100";

  /** Ed-Fi 2.0. */
  public static final String V2 = "http://ed-fi.org/0200";

  /** Data Standard 5. */
  public static final String V5 = "http://ed-fi.org/5.*";

  /** Those that a standard mapping is for. */
  public static final List<String> KNOWN = List.of(V1, V2, V5);

  /** What may be said of a namespace that was found: it cannot hold a person. */
  private static final String PLAIN = "http://ed-fi\\.org/[0-9]{1,4}[0-9.]{0,8}(-[a-z])?";

  private Namespaces() {}

  /** Whether {@code namespace} is one of these; any is where there are none. */
  public static boolean has(List<String> patterns, String namespace) {
    return patterns.isEmpty() || patterns.stream().anyMatch(one -> is(one, namespace));
  }

  private static boolean is(String pattern, String namespace) {
    return pattern.endsWith("*")
        ? namespace.startsWith(pattern.substring(0, pattern.length() - 1))
        : namespace.equals(pattern);
  }

  /** What is wrong with a file of another namespace than these. */
  static String problem(List<String> patterns, String namespace) {
    String found =
        namespace.isEmpty()
            ? "no namespace"
            : namespace.matches(PLAIN) ? "the namespace " + namespace : "another namespace";
    return "its root element has " + found + "; it must be " + String.join(" or ", patterns);
  }
}
