package io.hallpass.runtime.topics;

import java.util.regex.Pattern;

/** Names of districts, sources, resources and recipients: parts of topic names, so without dots. */
public final class Names {
  /** What a name looks like, for error messages. */
  public static final String FORM = "[a-z0-9][a-z0-9-]*";

  private static final Pattern NAME = Pattern.compile(FORM);

  private Names() {}

  /** Whether {@code name} can be a part of a topic name. */
  public static boolean valid(String name) {
    return name != null && name.length() <= 80 && NAME.matcher(name).matches();
  }

  /**
   * Returns {@code name}.
   *
   * @param what said in the error: "district", "source" …
   * @throws IllegalArgumentException where it is not of the form {@value #FORM}
   */
  public static String require(String what, String name) {
    if (!valid(name)) {
      throw new IllegalArgumentException(what + " name '" + name + "' must match " + FORM);
    }
    return name;
  }
}
