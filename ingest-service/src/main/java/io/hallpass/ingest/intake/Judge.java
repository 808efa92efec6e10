package io.hallpass.ingest.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Holds what was counted against the limits. Pure. */
public final class Judge {
  /** How many schools are named as reasons, of all files together. */
  private static final int MOST_REASONS = 20;

  private static final int MOST_LINES = 200;
  private static final String WHAT_TO_DO =
      "look at it with 'hallpass intake show', then approve or discard it, or put a mended set there";
  private static final String MEND =
      "nobody can tell what else it holds, so it is not taken; put a mended set there";

  private final Limits limits;
  private final List<String> unread = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private final List<String> schools = new ArrayList<>();
  private final List<Finding.Line> lines = new ArrayList<>();

  public Judge(Limits limits) {
    this.limits = limits;
  }

  /**
   * Compares a file with how it was before.
   *
   * @param groups from {@link Comparison#groups}
   */
  public void compared(String file, List<Group> groups) {
    List<Finding.Line> found = new ArrayList<>();
    for (Group group : groups) {
      List<String> why = why(group);
      boolean all = group.school().equals(Group.ALL);
      for (String reason : why) {
        (all ? reasons : schools).add(file + place(group) + ": " + reason);
      }
      found.add(new Finding.Line(file, group, !why.isEmpty()));
    }
    Comparator<Finding.Line> worst =
        Comparator.comparing(Finding.Line::over)
            .thenComparingLong(line -> Limits.percent(line.group().gone(), line.group().before()))
            .thenComparingLong(
                line -> Limits.percent(line.group().changed(), line.group().before()));
    // The whole file stays in front.
    found.subList(1, found.size()).sort(worst.reversed());
    lines.addAll(found);
  }

  private static String place(Group group) {
    return switch (group.school()) {
      case Group.ALL -> "";
      case Group.OTHERS -> ", schools with few rows";
      default -> ", school " + group.school();
    };
  }

  private List<String> why(Group group) {
    List<String> why = new ArrayList<>();
    long before = group.before();
    if (limits.small(before)) {
      if (before > 0 && group.now() == 0 && limits.gone() < Limits.WHOLE) {
        why.add(text("all %,d rows are gone", before));
      }
      return why;
    }
    over(group.gone(), before, limits.gone(), "are gone").ifPresent(why::add);
    over(group.changed(), before, limits.changed(), "have changed").ifPresent(why::add);
    if (group.school().equals(Group.ALL) && Limits.exceeds(group.added(), before, limits.added())) {
      why.add(
          text(
              "%,d rows have come to %,d (%d %%; the limit is %d %%)",
              group.added(), before, Limits.percent(group.added(), before), limits.added()));
    }
    return why;
  }

  private static Optional<String> over(long part, long whole, int limit, String what) {
    return Limits.exceeds(part, whole, limit)
        ? Optional.of(
            text(
                "%,d of %,d rows %s (%d %%; the limit is %d %%)",
                part, whole, what, Limits.percent(part, whole), limit))
        : Optional.empty();
  }

  /**
   * A file was taken before and cannot be compared with how it was.
   *
   * @param why what cannot be read of the archived set
   */
  public void uncompared(String file, List<String> why) {
    if (limits.gone() < Limits.WHOLE || limits.changed() < Limits.WHOLE) {
      String what = "cannot be compared with the archived set before it, of which it is said: ";
      reasons.add(file + ": " + what + String.join("; ", why));
    }
  }

  /** A column by which rows are looked at is not there any more. */
  public void vanished(String file, String column) {
    reasons.add(
        file
            + ": column '"
            + column
            + "' is missing, which the set before it had; say under 'intake' which one has its schools"
            + " or references now, or approve the set to look at it without");
  }

  /**
   * A file cannot be read to its end.
   *
   * @param why with the place
   */
  public void unread(String why) {
    unread.add(why);
  }

  /** Looks at how many references of a column of a file refer to nothing in another file. */
  public void referred(String file, String column, String to, References references) {
    long all = references.all();
    long dangling = references.dangling();
    boolean harmful =
        limits.small(all)
            ? dangling > 1 && dangling == all && limits.dangling() < Limits.WHOLE
            : Limits.exceeds(dangling, all, limits.dangling());
    if (harmful) {
      reasons.add(
          text(
              "%s: column '%s': %,d of %,d references are to nothing in %s (%d %%; the limit is"
                  + " %d %%)",
              file, column, dangling, all, to, Limits.percent(dangling, all), limits.dangling()));
    }
  }

  /** Looks at whether a file has as many rows as the set says. */
  public void stated(String file, long stated, long rows, String by) {
    if (stated != rows) {
      reasons.add(text("%s: has %,d rows, and %s says %,d", file, rows, by, stated));
    }
  }

  /** What came of it. */
  public Finding finding() {
    List<String> all = new ArrayList<>(unread);
    all.addAll(reasons);
    all.addAll(schools.subList(0, Math.min(MOST_REASONS, schools.size())));
    if (schools.size() > MOST_REASONS) {
      all.add(text("and %,d more reasons about schools", schools.size() - MOST_REASONS));
    }
    if (!all.isEmpty()) {
      all.add(unread.isEmpty() ? WHAT_TO_DO : MEND);
    }
    List<Finding.Line> table = table();
    return new Finding(unread.isEmpty(), all, table, lines.size() - table.size());
  }

  /** Whole files and what is over a limit first, where there are too many lines for all. */
  private List<Finding.Line> table() {
    List<Finding.Line> some = new ArrayList<>(lines);
    for (int i = some.size() - 1; i >= 0 && some.size() > MOST_LINES; i--) {
      Finding.Line line = some.get(i);
      if (!line.over() && !line.group().school().equals(Group.ALL)) {
        some.remove(i);
      }
    }
    for (int i = some.size() - 1; i >= 0 && some.size() > MOST_LINES; i--) {
      if (!some.get(i).group().school().equals(Group.ALL)) {
        some.remove(i);
      }
    }
    return some;
  }

  private static String text(String pattern, Object... parts) {
    return String.format(Locale.ROOT, pattern, parts);
  }
}
