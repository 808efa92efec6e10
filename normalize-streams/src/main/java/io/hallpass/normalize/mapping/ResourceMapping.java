package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** How the rows of one resource are mapped. Immutable; for any number of threads. */
public final class ResourceMapping {
  private final String name;
  private final String file;
  private final List<String> key;
  private final List<String> columns;
  private final List<EmitPlan> plans;
  private final List<PersonPlan> persons;
  private final Set<String> consentColumns;

  ResourceMapping(
      String name,
      String file,
      List<String> key,
      Collection<String> columns,
      List<EmitPlan> plans) {
    this.name = name;
    this.file = file;
    this.key = List.copyOf(key);
    this.columns = List.copyOf(columns);
    this.plans = List.copyOf(plans);
    this.consentColumns =
        plans.stream()
            .filter(ConsentPlan.class::isInstance)
            .flatMap(plan -> ((ConsentPlan) plan).columns().stream())
            .collect(Collectors.toUnmodifiableSet());
    this.persons = plans.stream().flatMap(plan -> plan.whose().stream()).toList();
  }

  /** As the vendor calls it. */
  public String name() {
    return name;
  }

  /** The file that holds it, where the source is a set of files. */
  public String file() {
    return file;
  }

  /** The columns that tell its rows apart. */
  public List<String> key() {
    return key;
  }

  /**
   * Every column that the key or an expression names, in alphabetical order: what ingest collects,
   * and nothing else.
   */
  public List<String> columns() {
    return columns;
  }

  /** Whether its rows can say what a parent decided. */
  public boolean emitsConsents() {
    return plans.stream().anyMatch(ConsentPlan.class::isInstance);
  }

  /** Whether its rows say what parents decided and nothing else. */
  public boolean emitsOnlyConsents() {
    return plans.stream().allMatch(ConsentPlan.class::isInstance);
  }

  /** Every column from which it is read what parents decided; none where nothing is. */
  public Set<String> consentColumns() {
    return consentColumns;
  }

  /**
   * The same without the entries that read a consent from one of these columns. Of a row that lacks
   * one of them, since nobody collected it then, such an entry knows nothing.
   */
  public ResourceMapping withoutConsentsOf(Set<String> uncollected) {
    List<EmitPlan> known =
        plans.stream()
            .filter(
                plan ->
                    !(plan instanceof ConsentPlan consent)
                        || Collections.disjoint(consent.columns(), uncollected))
            .toList();
    return new ResourceMapping(name, file, key, columns, known);
  }

  boolean registers(Role role) {
    return plans.stream()
        .anyMatch(plan -> plan instanceof RegisterPlan register && register.role() == role);
  }

  /**
   * Maps a row: all of it or nothing but denials. The same arguments always give the same result,
   * and no row makes it throw.
   *
   * @param row the collected columns
   * @param source the name of the row's source, part of every record's id
   * @param ids of the district; not shared with another thread during the call
   */
  public MapResult map(Row row, String source, RecordIds ids) {
    return map(row, source, ids, UnknownCodes.NOBODY);
  }

  /** The same; {@code unknown} hears of codes that nobody knows. */
  public MapResult map(Row row, String source, RecordIds ids, UnknownCodes unknown) {
    Evaluation evaluation = new Evaluation(row, source, ids, unknown);
    try {
      for (String column : key) {
        if (row.text(column).isBlank()) {
          throw new Rejection(ErrorCode.MISSING_KEY, column);
        }
      }
      Outcome outcome = new Outcome(persons);
      for (EmitPlan plan : plans) {
        plan.emit(evaluation, outcome);
      }
      return outcome.mapped();
    } catch (Rejection e) {
      return rejected(evaluation, e.code(), e.field());
    }
  }

  /**
   * Refuses a row that could be mapped, for a reason outside of it.
   *
   * @param code why
   */
  public MapResult.Rejected refuse(Row row, String source, RecordIds ids, ErrorCode code) {
    return rejected(new Evaluation(row, source, ids, UnknownCodes.NOBODY), code, null);
  }

  /**
   * The persons of whom the row's consents speak by any of their names, {@code system:value}, also
   * where their conditions say that the row has none.
   */
  public Set<String> decidedAbout(Row row, String source, RecordIds ids) {
    Evaluation evaluation = new Evaluation(row, source, ids, UnknownCodes.NOBODY);
    Set<String> people = new HashSet<>();
    for (EmitPlan plan : plans) {
      if (plan instanceof ConsentPlan consent) {
        consent.people(evaluation, people);
      }
    }
    return people;
  }

  private MapResult.Rejected rejected(Evaluation evaluation, ErrorCode code, String field) {
    Map<UUID, Emission.Record> denials = new LinkedHashMap<>();
    for (EmitPlan plan : plans) {
      if (plan instanceof ConsentPlan consent) {
        consent.protect(evaluation, denials);
      }
    }
    return new MapResult.Rejected(code, field, List.copyOf(denials.values()));
  }
}
