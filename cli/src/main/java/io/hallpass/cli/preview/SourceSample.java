package io.hallpass.cli.preview;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.Row;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.schemas.Catalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What becomes of one source's rows. Everything is counted; of each entity only the first records
 * are kept, so it does not matter how many rows there are.
 */
final class SourceSample implements RowTaker {
  /** Ids are shown shortened and only join within one preview, so they need no secret. */
  private static final byte[] KEY =
      "a preview joins its own records".getBytes(StandardCharsets.UTF_8);

  private static final int POSITIONS = 3;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private final String source;
  private final Mapping mapping;
  private final Catalogue catalogue;
  private final int limit;
  private final RecordIds ids = new RecordIds(KEY);
  private final Map<String, Long> rows = new TreeMap<>();
  private final Map<String, EntitySample> entities = new TreeMap<>();
  private final Map<String, Long> registered = new TreeMap<>();
  private final Map<Trouble, Places> rejects = new TreeMap<>();
  private final Map<String, Long> unknownCodes = new TreeMap<>();

  /** Rows that were refused for one reason, in one column. */
  record Trouble(String resource, ErrorCode code, String field) implements Comparable<Trouble> {
    @Override
    public int compareTo(Trouble other) {
      return (resource + code + field).compareTo(other.resource + other.code + other.field);
    }
  }

  /** How many, and where the first of them are. */
  static final class Places {
    final List<String> first = new ArrayList<>();
    long count;
  }

  SourceSample(String source, Mapping mapping, Catalogue catalogue, int limit) {
    this.source = source;
    this.mapping = mapping;
    this.catalogue = catalogue;
    this.limit = limit;
  }

  @Override
  public void row(String resource, byte[] value, String at) {
    rows.merge(resource, 1L, Long::sum);
    ResourceMapping mapped = mapping.resource(resource).orElseThrow();
    Map<String, String> columns;
    try {
      columns = JSON.readValue(value, ROW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    MapResult result = mapped.map(Row.of(columns), source, ids);
    if (result instanceof MapResult.Rejected no) {
      reject(resource, no.code(), no.field(), at);
    } else if (result instanceof MapResult.Mapped yes) {
      yes.unknownCodes().forEach(field -> unknownCodes.merge(field, 1L, Long::sum));
      yes.reported().forEach(problem -> reject(resource, problem.code(), problem.field(), at));
      yes.emissions().forEach(this::take);
    }
  }

  @Override
  public void refused(String resource, ErrorCode code, String field, String at) {
    rows.merge(resource, 1L, Long::sum);
    reject(resource, code, field, at);
  }

  private void reject(String resource, ErrorCode code, String field, String at) {
    Places places =
        rejects.computeIfAbsent(
            new Trouble(resource, code, field == null ? "" : field), t -> new Places());
    places.count++;
    if (places.first.size() < POSITIONS) {
      places.first.add(at);
    }
  }

  private void take(Emission emission) {
    if (emission instanceof Emission.Registration registration) {
      registered.merge(registration.role().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    } else if (emission instanceof Emission.Record record) {
      sample(record.entity()).add(record.person(), record.body());
    } else if (emission instanceof Emission.Reference reference) {
      sample(reference.entity()).add("", reference.body());
    }
  }

  private EntitySample sample(String entity) {
    return entities.computeIfAbsent(
        entity, name -> new EntitySample(catalogue.entity(name).orElseThrow(), limit));
  }

  String source() {
    return source;
  }

  /** How many rows, by resource. */
  Map<String, Long> rows() {
    return rows;
  }

  Map<String, EntitySample> entities() {
    return entities;
  }

  /** How many registrations, by role. */
  Map<String, Long> registered() {
    return registered;
  }

  Map<Trouble, Places> rejects() {
    return rejects;
  }

  /** How many values no crosswalk knew, by {@code entity.field}. */
  Map<String, Long> unknownCodes() {
    return unknownCodes;
  }
}
