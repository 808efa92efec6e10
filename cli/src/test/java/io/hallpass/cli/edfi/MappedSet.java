package io.hallpass.cli.edfi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.edfi.InterchangeReader;
import io.hallpass.ingest.fileset.FileSet;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.normalize.mapping.Crosswalk;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.Row;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What becomes of interchange files: read by the real reader, mapped by a real mapping. */
public final class MappedSet {
  static final Catalogue CATALOGUE = Catalogue.load();
  static final String SOURCE = "edfi";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private static final String SECRET = "a secret of sixteen bytes at least";

  private final RecordIds ids;
  private final Map<String, String> codes;
  private final Map<String, List<MappedRecord>> records = new TreeMap<>();

  /** Elements right below the roots, by name, mapped or not. */
  final Map<String, Long> elements = new TreeMap<>();

  /** Rows as JSON, by resource. */
  final Map<String, List<String>> rows = new TreeMap<>();

  final List<Emission.Registration> registrations = new ArrayList<>();
  final List<String> rejected = new ArrayList<>();
  final Map<String, Integer> unknownCodes = new TreeMap<>();

  /**
   * @param codes crosswalks of the district's own, as CSV, by name
   */
  MappedSet(Map<String, String> codes) {
    this(codes, SECRET);
  }

  /**
   * The same with the ids of a district.
   *
   * @param secret the district's
   */
  public MappedSet(Map<String, String> codes, String secret) {
    this.codes = codes;
    this.ids = new RecordIds(secret.getBytes(StandardCharsets.UTF_8));
  }

  /** A mapping with the district's crosswalks. */
  public Mapping mapping(String yaml) {
    Map<String, Crosswalk> all = new HashMap<>(StandardMappings.crosswalks());
    codes.forEach((name, csv) -> all.put(name, Crosswalk.load(name + ".csv", csv)));
    return Mapping.load("mapping.yaml", yaml, CATALOGUE, all);
  }

  /** Reads and maps these files of a set. */
  public MappedSet read(FileSet set, List<String> files, Mapping mapping) throws IOException {
    Map<String, TreeRows> resources = new LinkedHashMap<>();
    for (ResourceMapping resource : mapping.resources()) {
      resources.put(
          resource.name(), new TreeRows(new RowColumns(resource.key(), resource.columns())));
    }
    for (String file : files) {
      try (InterchangeReader reader = new InterchangeReader(file, set.open(file), resources)) {
        while (reader.next()) {
          take(mapping.resource(reader.resource()).orElseThrow(), reader);
        }
        reader.elements().forEach((name, count) -> elements.merge(name, count, Long::sum));
      }
    }
    return this;
  }

  private void take(ResourceMapping resource, InterchangeReader reader) throws IOException {
    if (reader.row() instanceof TreeRows.Result.Row row) {
      rows.computeIfAbsent(resource.name(), name -> new ArrayList<>())
          .add(new String(row.value(), StandardCharsets.UTF_8));
      map(resource, JSON.readValue(row.value(), ROW), SOURCE, reader.at());
    } else {
      rejected.add(reader.row() + " at " + reader.at());
    }
  }

  /** Maps one row of any source. */
  void map(ResourceMapping resource, Map<String, String> row, String source, String at) {
    MapResult result = resource.map(Row.of(row), source, ids);
    if (result instanceof MapResult.Rejected no) {
      rejected.add(no + " at " + at);
    } else if (result instanceof MapResult.Mapped mapped) {
      mapped.unknownCodes().forEach(field -> unknownCodes.merge(field, 1, Integer::sum));
      for (Emission emission : mapped.emissions()) {
        if (emission instanceof Emission.Registration registration) {
          registrations.add(registration);
        } else {
          records
              .computeIfAbsent(resource.name(), name -> new ArrayList<>())
              .add(MappedRecord.of(emission));
        }
      }
    }
  }

  /** All records, or those of a resource. */
  Stream<MappedRecord> records(String... resource) {
    return resource.length == 0
        ? records.values().stream().flatMap(List::stream)
        : Stream.of(resource).flatMap(name -> records.getOrDefault(name, List.of()).stream());
  }

  /** How many different records of each entity a resource gave, in the entities' order. */
  Map<String, Integer> distinct(String resource) {
    Map<String, Integer> counts = new TreeMap<>();
    ids(resource).forEach((entity, ids) -> counts.put(entity, ids.size()));
    return counts;
  }

  /** Ids of the records of each entity that a resource gave, or that all gave. */
  public Map<String, Set<String>> ids(String... resource) {
    Map<String, Set<String>> found = new TreeMap<>();
    records(resource)
        .forEach(
            record ->
                found.computeIfAbsent(record.entity(), e -> new TreeSet<>()).add(record.id()));
    return found;
  }

  /** References to no record, as {@code entity.field} with how many records have one. */
  Map<String, Integer> dangling() {
    Set<String> there = new TreeSet<>();
    records().forEach(record -> there.add(record.entity() + "/" + record.id()));
    Map<String, Integer> dangling = new TreeMap<>();
    records()
        .forEach(
            record ->
                record
                    .references()
                    .forEach(
                        (field, to) -> {
                          if (!there.contains(to)) {
                            dangling.merge(record.entity() + "." + field, 1, Integer::sum);
                          }
                        }));
    return dangling;
  }
}
