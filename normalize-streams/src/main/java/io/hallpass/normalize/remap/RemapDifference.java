package io.hallpass.normalize.remap;

import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.normalize.mapping.BodyReader;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.schemas.Catalogue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What would become of the rows of one source under another mapping. Rows are handed over one by
 * one and not kept; what is counted holds names of entities, fields and columns, never a value.
 */
public final class RemapDifference {
  /** How many records of one entity would come, go and change, and how often which field. */
  public static final class OfEntity {
    private long fresh;
    private long gone;
    private long changed;
    private long unsure;
    private final Map<String, Long> fields = new TreeMap<>();

    /** Records that are not there now. */
    public long fresh() {
      return fresh;
    }

    /** Records that would be taken back. */
    public long gone() {
      return gone;
    }

    /** Records that would say something else. */
    public long changed() {
      return changed;
    }

    /**
     * Records whose row is rejected now and would not be any more: what they say comes from an
     * earlier row that nobody keeps, so whether they change is not known.
     */
    public long unsure() {
      return unsure;
    }

    /**
     * How many of the changed ones change in a field, by its name; {@value #PERSON} is not one but
     * whose record it is.
     */
    public Map<String, Long> fields() {
      return fields;
    }
  }

  /** In {@link OfEntity#fields()}: the record would belong to somebody else. */
  public static final String PERSON = "(person)";

  /** In {@link #touched()}: a record would come, go, or may change. */
  public static final String NEW = "(new)";

  /** See {@link #NEW}. */
  public static final String GONE = "(gone)";

  /** See {@link #NEW}, and {@link OfEntity#unsure()}. */
  public static final String NOT_KNOWN = "(not known)";

  /** Why rows are rejected, or fields emptied. */
  public record Reason(String resource, String code, String column) implements Comparable<Reason> {
    @Override
    public int compareTo(Reason other) {
      return (resource + ' ' + code + ' ' + column)
          .compareTo(other.resource + ' ' + other.code + ' ' + other.column);
    }
  }

  /** How often something is so now, and would be then. */
  public static final class BeforeAfter {
    private long before;
    private long after;

    /** Now. */
    public long before() {
      return before;
    }

    /** Then. */
    public long after() {
      return after;
    }
  }

  private final RowMapping before;
  private final RowMapping after;
  private final RecordIds ids;
  private final Catalogue catalogue;
  private final Map<String, BodyReader> readers = new HashMap<>();
  private final Map<String, OfEntity> entities = new TreeMap<>();
  private final Map<Reason, BeforeAfter> rejected = new TreeMap<>();
  private final Map<Reason, BeforeAfter> unknownCodes = new TreeMap<>();
  private final Set<String> students = new HashSet<>();
  private final int named;
  private final Map<String, Map<String, Set<String>>> touched = new LinkedHashMap<>();
  private long rows;

  /**
   * Nothing yet.
   *
   * @param before the mapping in force
   * @param after the one that would be
   */
  public RemapDifference(RowMapping before, RowMapping after, RecordIds ids, Catalogue catalogue) {
    this(before, after, ids, catalogue, 0);
  }

  /**
   * The same.
   *
   * @param named of so many students it is remembered what of them would change
   */
  public RemapDifference(
      RowMapping before, RowMapping after, RecordIds ids, Catalogue catalogue, int named) {
    this.named = named;
    this.before = before;
    this.after = after;
    this.ids = ids;
    this.catalogue = catalogue;
  }

  /**
   * One row.
   *
   * @param absent whether it is gone at its source and only its consents stay
   */
  public void add(StoredRow row, boolean absent) {
    if (row.row().length == 0) {
      return;
    }
    rows++;
    MapResult old = before.map(row.source(), row.resource(), row.row(), row.since(), ids);
    MapResult now = after.map(row.source(), row.resource(), row.row(), row.since(), ids);
    count(row, old, true);
    count(row, now, false);
    Map<ItemId, Said> said = Said.now(row, old, absent);
    compare(said, Said.then(row, said, now, absent, after));
  }

  private void count(StoredRow row, MapResult result, boolean isBefore) {
    if (result instanceof MapResult.Rejected no) {
      String column = no.field() == null ? "" : no.field();
      count(rejected, new Reason(row.resource(), no.code().name(), column), isBefore);
    } else if (result instanceof MapResult.Mapped yes) {
      for (MapResult.Problem problem : yes.reported()) {
        count(
            rejected, new Reason(row.resource(), problem.code().name(), problem.field()), isBefore);
      }
      for (String field : yes.unknownCodes()) {
        count(unknownCodes, new Reason(row.resource(), "", field), isBefore);
      }
    }
  }

  private static void count(Map<Reason, BeforeAfter> counts, Reason reason, boolean isBefore) {
    BeforeAfter count = counts.computeIfAbsent(reason, r -> new BeforeAfter());
    if (isBefore) {
      count.before++;
    } else {
      count.after++;
    }
  }

  private void compare(Map<ItemId, Said> said, Map<ItemId, Said> then) {
    then.forEach(
        (item, saying) -> {
          Said was = said.get(item);
          if (was == null) {
            entity(item).fresh++;
            touch(saying, item, List.of(NEW));
          } else {
            change(item, was, saying);
          }
        });
    said.forEach(
        (item, was) -> {
          if (!then.containsKey(item)) {
            entity(item).gone++;
            touch(was, item, List.of(GONE));
          }
        });
  }

  private void change(ItemId item, Said was, Said then) {
    if (unsure(item, was, then)) {
      entity(item).unsure++;
      touch(then, item, List.of(NOT_KNOWN));
      return;
    }
    List<String> fields = differing(item, was, then);
    if (!fields.isEmpty()) {
      OfEntity entity = entity(item);
      entity.changed++;
      fields.forEach(field -> entity.fields.merge(field, 1L, Long::sum));
      touch(was, item, fields);
      touch(then, item, fields);
    }
  }

  private static boolean unsure(ItemId item, Said was, Said then) {
    boolean known = was.known() && then.known();
    return was != then && !known && !registration(item) && was.person().equals(then.person());
  }

  private static boolean registration(ItemId item) {
    return item.entity().equals(StoredRow.REGISTRATION);
  }

  private List<String> differing(ItemId item, Said was, Said then) {
    if (!was.person().equals(then.person())) {
      return List.of(PERSON);
    }
    if (was == then || !was.known()) {
      return List.of();
    }
    if (!was.also().equals(then.also())) {
      return List.of(PERSON);
    }
    if (registration(item)) {
      return List.of();
    }
    return readers
        .computeIfAbsent(
            item.entity(), name -> new BodyReader(catalogue.entity(name).orElseThrow()))
        .differing(was.body(), then.body());
  }

  private void touch(Said said, ItemId item, List<String> what) {
    if (!said.student()) {
      return;
    }
    students.add(said.person());
    if (touched.size() < named || touched.containsKey(said.person())) {
      touched
          .computeIfAbsent(said.person(), person -> new TreeMap<>())
          .computeIfAbsent(item.entity(), entity -> new TreeSet<>())
          .addAll(what);
    }
  }

  private OfEntity entity(ItemId item) {
    return entities.computeIfAbsent(item.entity(), name -> new OfEntity());
  }

  /** Rows that were looked at. */
  public long rows() {
    return rows;
  }

  /**
   * By entity, those of which nothing would change left out; registrations are called {@value
   * StoredRow#REGISTRATION}.
   */
  public Map<String, OfEntity> entities() {
    return entities;
  }

  /** Rejected rows. */
  public Map<Reason, BeforeAfter> rejected() {
    return rejected;
  }

  /** Fields emptied because nobody knows their codes. */
  public Map<Reason, BeforeAfter> unknownCodes() {
    return unknownCodes;
  }

  /**
   * Students of whom some record would come, go or change: as many as the source has names for, so
   * one whom it names in two ways counts twice.
   */
  public long students() {
    return students.size();
  }

  /**
   * Of the first of these students, by the name that the source has for them, the fields that would
   * change, by entity; {@value #NEW}, {@value #GONE} and {@value #NOT_KNOWN} stand for whole
   * records.
   */
  public Map<String, Map<String, Set<String>>> touched() {
    return touched;
  }
}
