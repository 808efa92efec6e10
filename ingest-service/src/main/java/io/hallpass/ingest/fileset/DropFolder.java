package io.hallpass.ingest.fileset;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A folder into which sets are dropped: each zip and each folder in it whose name fits is a set.
 *
 * @param pattern of the names, as {@code *.zip}; {@code *} for all
 * @param order in which sets are taken
 */
public record DropFolder(String pattern, Order order) {
  /** By what sets are told to be earlier or later. */
  public enum Order {
    /** By name, digits in it as numbers: {@code roster-9.zip} before {@code roster-10.zip}. */
    NAME,
    /** By the time of their youngest file, as the file says it. */
    TIME
  }

  /** Endings of what uploads and browsers have not finished. */
  private static final Set<String> UNFINISHED = Set.of(".part", ".tmp", ".filepart", ".crdownload");

  private static final String ZIP = ".zip";

  /** What a pattern of names on a server has to be, for messages. */
  public static final String ZIPS =
      "must be a pattern that a name ending in .zip can fit, as *.zip: only zips are fetched";

  /** Whether {@code pattern} can be used. */
  public static boolean valid(String pattern) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return !pattern.contains("/");
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Whether a name that ends in {@code .zip} may fit a pattern; where that is open, it may. */
  public static boolean mayTakeZips(String pattern) {
    String low = pattern.toLowerCase(Locale.ROOT);
    Matcher group = Pattern.compile("\\{([^{}]*)\\}").matcher(low);
    if (group.find()) {
      String before = low.substring(0, group.start());
      String after = low.substring(group.end());
      return Arrays.stream(group.group(1).split(",", -1))
          .anyMatch(choice -> mayTakeZips(before + choice + after));
    }
    String end = low.replaceFirst("^.*[*?\\[\\]\\\\]", "");
    return end.endsWith(ZIP) || end.length() < low.length() && ZIP.endsWith(end);
  }

  /**
   * Whether a set may have this name.
   *
   * @param folder whether it is a folder; otherwise it must end in {@code .zip}
   */
  public boolean takes(String name, boolean folder) {
    String low = name.toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && UNFINISHED.stream().noneMatch(low::endsWith)
        && (folder || low.endsWith(ZIP))
        && FileSystems.getDefault().getPathMatcher("glob:" + pattern).matches(Path.of(name));
  }
}
