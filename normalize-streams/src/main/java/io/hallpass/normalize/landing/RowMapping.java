package io.hallpass.normalize.landing;

import static java.util.stream.Collectors.toSet;

import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.MapResult.Mapped;
import io.hallpass.normalize.mapping.MapResult.Rejected;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.Role;
import io.hallpass.normalize.mapping.Row;
import io.hallpass.normalize.mapping.UnknownCodes;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What a source's mapping makes of one of its rows.
 *
 * @param mapping of the source
 * @param registrar whether the source is the one that registers students
 */
public record RowMapping(Mapping mapping, boolean registrar) {
  /** The source of what operators decide. */
  private static final String BUILT_IN = "hallpass";

  /**
   * Maps a row of the landing store.
   *
   * @param resource as in topics
   * @param row flat JSON
   */
  public MapResult map(String source, String resource, byte[] row, RecordIds ids) {
    return map(source, resource, row, ids, UnknownCodes.NOBODY);
  }

  /**
   * The same of a row whose key was given to somebody else, with other ids for its consents.
   *
   * @param since the row's version when that last happened; 0 where it never did
   */
  public MapResult map(String source, String resource, byte[] row, long since, RecordIds ids) {
    MapResult result = map(source, resource, row, ids);
    if (since == 0) {
      return result;
    }
    UnaryOperator<Emission.Record> anew =
        record -> {
          String again = "reused " + since + ": " + record.recordId();
          return record.under(ids.id(source, record.entity(), again));
        };
    if (result instanceof Rejected no) {
      return new Rejected(no.code(), no.field(), no.denials().stream().map(anew).toList());
    }
    Mapped yes = (Mapped) result;
    List<Emission> all = new ArrayList<>();
    for (Emission emission : yes.emissions()) {
      boolean consent = emission instanceof Emission.Record record && record.consent();
      all.add(consent ? anew.apply((Emission.Record) emission) : emission);
    }
    return new Mapped(all, yes.unknownCodes(), yes.reported());
  }

  /**
   * Of whom the row's consents speak, whether or not it has any; empty where nobody can tell.
   *
   * @param row flat JSON
   */
  Optional<Set<String>> people(String source, String resource, byte[] row, RecordIds ids) {
    Optional<ResourceMapping> mapped = mapping.resource(resource);
    return mapped.flatMap(
        of -> FlatJson.read(row).map(columns -> of.decidedAbout(Row.of(columns), source, ids)));
  }

  /** The same; {@code unknown} hears of codes that nobody knows. */
  public MapResult map(
      String source, String resource, byte[] row, RecordIds ids, UnknownCodes unknown) {
    Optional<ResourceMapping> mapped = mapping.resource(resource);
    if (mapped.isEmpty()) {
      return new Rejected(ErrorCode.UNMAPPED_RESOURCE, null);
    }
    Optional<Map<String, String>> columns = FlatJson.read(row);
    if (columns.isEmpty()) {
      return new Rejected(ErrorCode.UNREADABLE_VALUE, null);
    }
    Row read = Row.of(columns.get());
    Set<String> uncollected = uncollected(source, mapped.get(), columns.get().keySet());
    ResourceMapping by =
        uncollected.isEmpty() ? mapped.get() : mapped.get().withoutConsentsOf(uncollected);
    MapResult result = by.map(read, source, ids, unknown);
    boolean usurps = result instanceof Mapped of && usurps(source, of.emissions());
    return usurps ? by.refuse(read, source, ids, ErrorCode.NOT_THE_REGISTRAR) : result;
  }

  /**
   * The columns from which the row's consents are read and which it lacks, because no mapping asked
   * for them when it was collected. What was collected is there, though it be empty; so nobody
   * knows what such a column says, and {@link #map} gives no consent that is read from it.
   *
   * @param row flat JSON
   */
  public Set<String> uncollected(String source, String resource, byte[] row) {
    Optional<ResourceMapping> mapped = mapping.resource(resource);
    if (mapped.isEmpty() || mapped.get().consentColumns().isEmpty()) {
      return Set.of();
    }
    return FlatJson.read(row)
        .map(columns -> uncollected(source, mapped.get(), columns.keySet()))
        .orElse(Set.of());
  }

  /** Of our own commands' rows nothing was left out: they write what there is to say. */
  private static Set<String> uncollected(
      String source, ResourceMapping mapping, Set<String> collected) {
    Set<String> wanted = mapping.consentColumns();
    if (source.equals(BUILT_IN) || collected.containsAll(wanted)) {
      return Set.of();
    }
    return wanted.stream().filter(column -> !collected.contains(column)).collect(toSet());
  }

  /** Only the registrar says who is a student, and only operators who is one and the same. */
  private boolean usurps(String source, List<Emission> emissions) {
    return (!registrar && Emissions.says(emissions, Role.STUDENT))
        || (!source.equals(BUILT_IN) && Emissions.says(emissions, Role.DUPLICATE));
  }

  /**
   * What of it is said.
   *
   * @param absent whether the row is gone: then only its consents count, and those only if one
   *     denies or revokes
   */
  public static List<Emission> said(Mapped mapped, boolean absent) {
    return absent ? Emissions.withholding(mapped.emissions()) : mapped.emissions();
  }
}
