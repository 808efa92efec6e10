package io.hallpass.cli.rest;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.cli.EmptyPaths;
import io.hallpass.ingest.rest.JsonPage;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.normalize.mapping.Emission;
import io.hallpass.normalize.mapping.MapResult;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.Row;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.schemas.Scope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** What becomes of pages of an API: read by the real reader, mapped by a real mapping. */
final class MappedPages {
  private static final Catalogue CATALOGUE = Catalogue.load();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> ROW = new TypeReference<>() {};

  private final Mapping mapping;
  private final RecordIds ids =
      new RecordIds("a secret of sixteen bytes at least".getBytes(StandardCharsets.US_ASCII));

  /** Rows as JSON. */
  final List<String> rows = new ArrayList<>();

  private final Map<String, List<String>> byResource = new TreeMap<>();

  final List<String> rejected = new ArrayList<>();
  final Set<String> unknownCodes = new TreeSet<>();
  final List<Emission.Registration> registrations = new ArrayList<>();

  /** Fields of each record, by entity. */
  final Map<String, List<Map<String, Object>>> records = new TreeMap<>();

  MappedPages(String mappingYaml) {
    mapping = Mapping.load("mapping.yaml", mappingYaml, CATALOGUE, StandardMappings.crosswalks());
  }

  static MappedPages standard(String name) {
    return new MappedPages(StandardMappings.mapping(name).orElseThrow());
  }

  /** All pages of small districts of our own, files under {@code rest/}. */
  static MappedPages district(String mapping, String... files) throws Exception {
    MappedPages pages = standard(mapping);
    for (String file : files) {
      try (InputStream in = MappedPages.class.getResourceAsStream("/rest/" + file)) {
        for (Map.Entry<String, JsonNode> page : JSON.readTree(in).properties()) {
          pages.read(page.getKey(), page.getValue().toString().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return pages;
  }

  MappedPages read(String resourceName, byte[] page) throws Exception {
    ResourceMapping resource = mapping.resource(resourceName).orElseThrow();
    TreeRows flat = new TreeRows(new RowColumns(resource.key(), resource.columns()));
    List<TreeRows.Result> results =
        JsonPage.read(resourceName, page, "", flat.roots(), t -> t.map(flat::of).orElseThrow());
    for (TreeRows.Result result : results) {
      if (result instanceof TreeRows.Result.Row row) {
        String text = new String(row.value(), StandardCharsets.UTF_8);
        rows.add(text);
        byResource.computeIfAbsent(resourceName, name -> new ArrayList<>()).add(text);
        take(resource.map(Row.of(JSON.readValue(row.value(), ROW)), "sis", ids), resourceName);
      } else {
        rejected.add(resourceName + " " + result);
      }
    }
    return this;
  }

  private void take(MapResult result, String resource) {
    if (result instanceof MapResult.Rejected no) {
      rejected.add(resource + " " + no.code() + " " + no.field());
      return;
    }
    MapResult.Mapped mapped = (MapResult.Mapped) result;
    unknownCodes.addAll(mapped.unknownCodes());
    for (Emission emission : mapped.emissions()) {
      if (emission instanceof Emission.Registration registration) {
        registrations.add(registration);
      } else if (emission instanceof Emission.Record record) {
        take(record.entity(), record.body());
      } else if (emission instanceof Emission.Reference reference) {
        take(reference.entity(), reference.body());
      }
    }
  }

  private void take(String name, byte[] body) {
    Entity entity = CATALOGUE.entity(name).orElseThrow();
    try {
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      if (entity.scope() == Scope.STUDENT) {
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(whole, null);
        encoder.writeString("any");
        encoder.flush();
      }
      whole.write(body);
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(entity.schema())
              .read(null, DecoderFactory.get().binaryDecoder(whole.toByteArray(), null));
      Map<String, Object> fields = new TreeMap<>();
      record
          .getSchema()
          .getFields()
          .forEach(
              field -> {
                Object value = record.get(field.pos());
                if (value != null) {
                  fields.put(
                      field.name(), value instanceof CharSequence ? value.toString() : value);
                }
              });
      records.computeIfAbsent(name, n -> new ArrayList<>()).add(fields);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Columns without a value in any row, and resources without rows. */
  Set<String> empty() throws IOException {
    return EmptyPaths.of(mapping, byResource);
  }

  /** How many records of each entity there are. */
  Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    records.forEach((entity, all) -> counts.put(entity, all.size()));
    return counts;
  }

  /** References to no record, as {@code entity.field}. */
  Set<String> dangling() {
    Set<String> there = new TreeSet<>();
    records.forEach((entity, all) -> all.forEach(r -> there.add(entity + "/" + r.get("recordId"))));
    Set<String> dangling = new TreeSet<>();
    records.forEach(
        (entity, all) -> {
          for (Field field : CATALOGUE.entity(entity).orElseThrow().fields()) {
            if (field.type() == FieldType.UUID && field.references().isPresent()) {
              String to = field.references().get();
              all.stream()
                  .map(r -> r.get(field.name()))
                  .filter(id -> id != null && !there.contains(to + "/" + id))
                  .forEach(id -> dangling.add(entity + "." + field.name()));
            }
          }
        });
    return dangling;
  }
}
