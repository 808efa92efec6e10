package io.hallpass.ingest.intake;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares the rows of one resource with those that were there before: first all rows before, then
 * {@link #settle}, then all rows now, then {@link #groups}. Rows are hashes of their keys and of
 * their cells; about 20 bytes are kept of each row that was there before, and nothing of those that
 * are there now.
 *
 * <p>A row that is gone or has changed counts for the school that it had before, so a school that
 * is named is one of the set that was taken.
 */
public final class Comparison {
  private final boolean whole;
  private final boolean keysOnly;
  private final Snapshot before = new Snapshot();
  private final Schools schools = new Schools();
  private long[] changed = {};
  private long[] removed = {};
  private long[] now = {};
  private long[] added = {};
  private long refused;
  private long deletions;

  /**
   * A comparison.
   *
   * @param whole whether the set has all rows of the resource; otherwise those that changed
   * @param keysOnly whether the cells of both cannot be compared
   */
  public Comparison(boolean whole, boolean keysOnly) {
    this.whole = whole;
    this.keysOnly = keysOnly;
  }

  /** A row that was there, or had changed since. */
  public void before(long key, long cells, String school) {
    before.put(key, cells, schools.number(school));
  }

  /** A row that was gone since. */
  public void beforeGone(long key) {
    before.remove(key);
  }

  /** A set that was taken was read to its end; what comes now came later. */
  public void settle() {
    before.settle();
  }

  /** A row that is there now. */
  public void now(long key, long cells, String school) {
    int here = schools.number(school);
    grow();
    now[here]++;
    long place = before.find(key);
    if (place < 0) {
      added[here]++;
    } else if (before.mark(place) && !keysOnly && !before.same(place, cells)) {
      changed[before.school(place)]++;
    }
  }

  /** A row of which the set says that it is gone. */
  public void nowGone(long key) {
    deletions++;
    grow();
    long place = before.find(key);
    if (place >= 0 && before.mark(place)) {
      removed[before.school(place)]++;
    }
  }

  /** A row that cannot be taken. */
  public void refused() {
    refused++;
  }

  /** How many rows the file has now, those that cannot be taken as well. */
  public long rows() {
    return Arrays.stream(now).sum() + deletions + refused;
  }

  private void grow() {
    if (now.length < schools.size()) {
      int length = schools.size() * 2;
      now = Arrays.copyOf(now, length);
      added = Arrays.copyOf(added, length);
      changed = Arrays.copyOf(changed, length);
      removed = Arrays.copyOf(removed, length);
    }
  }

  /**
   * What was found, by school: the whole file first, then each school of at least {@code small}
   * rows in the order of their names, then, if there are any, all others together.
   */
  public List<Group> groups(int small) {
    grow();
    long[] was = new long[now.length];
    before.count(false, was);
    if (whole) {
      before.count(true, removed);
    }
    Group all = Group.of(Group.ALL);
    Group rest = Group.of(Group.OTHERS);
    List<Group> named = new ArrayList<>();
    for (int i = 0; i < now.length; i++) {
      long there = whole ? now[i] : was[i] - removed[i] + added[i];
      Group group = new Group(schools.name(i), was[i], there, removed[i], changed[i], added[i]);
      all = all.plus(group);
      if (was[i] >= small && !group.school().isEmpty()) {
        named.add(group);
      } else {
        rest = rest.plus(group);
      }
    }
    List<Group> groups = new ArrayList<>();
    groups.add(whole ? all.plus(new Group("", 0, refused, 0, 0, 0)) : all);
    if (!named.isEmpty()) {
      named.sort(java.util.Comparator.comparing(Group::school));
      groups.addAll(named);
      if (rest.before() > 0 || rest.now() > 0) {
        groups.add(rest);
      }
    }
    return groups;
  }
}
