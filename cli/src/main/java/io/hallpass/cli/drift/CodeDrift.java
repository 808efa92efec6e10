package io.hallpass.cli.drift;

import io.hallpass.normalize.mapping.UnknownCodes;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Codes that nobody knows, counted. A code is a value of somebody's record, and one that few have
 * can say who they are: its text is given out only where at least {@value #ENOUGH} people have it.
 * Records that are nobody's count as one each.
 */
public final class CodeDrift {
  /** How many people must have a code for it to be shown. */
  public static final int ENOUGH = 10;

  /** A code set has fewer; a column of free text has no end. */
  private static final int MOST_TEXTS = 10_000;

  /**
   * Where a code stands.
   *
   * @param field {@code entity.field}
   * @param codes the crosswalk's file, or the vocabulary's code set
   */
  public record Place(String source, String field, String codes) {}

  /** What is known of one place. */
  public static final class Codes {
    private final Map<String, Code> byText = new TreeMap<>();
    private long times;

    /** How often a code was not known there. */
    public long times() {
      return times;
    }

    /** The codes that enough people have, with how often they stand there. */
    public Map<String, Long> shown() {
      Map<String, Long> shown = new TreeMap<>();
      byText.forEach(
          (text, code) -> {
            if (code.whose.size() >= ENOUGH) {
              shown.put(text, code.times);
            }
          });
      return shown;
    }

    /** How often codes that fewer people have stand there. */
    public long hidden() {
      return times - shown().values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private static final class Code {
    private final Set<String> whose = new HashSet<>();
    private long times;
  }

  private final Map<Place, Codes> places =
      new TreeMap<>(
          Comparator.comparing(Place::source)
              .thenComparing(Place::field)
              .thenComparing(Place::codes));
  private long row;

  /** Hears of the codes of one row more of a source. */
  public UnknownCodes row(String source) {
    row++;
    return (field, codes, text, person) -> add(new Place(source, field, codes), text, person);
  }

  private void add(Place place, String text, String person) {
    Codes codes = places.computeIfAbsent(place, p -> new Codes());
    codes.times++;
    Code code = codes.byText.get(text);
    if (code == null && codes.byText.size() < MOST_TEXTS) {
      code = new Code();
      codes.byText.put(text, code);
    }
    if (code != null) {
      code.times++;
      if (code.whose.size() < ENOUGH) {
        code.whose.add(person.isEmpty() ? "row " + row : person);
      }
    }
  }

  /** All of them. */
  public Map<Place, Codes> places() {
    return places;
  }

  /** Shows nothing of the codes. */
  @Override
  public String toString() {
    return "codes of " + places.size() + " fields";
  }
}
