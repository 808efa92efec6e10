package io.hallpass.sink.table;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of one recipient, by entity. */
public final class Layout {
  private final Map<String, Table> tables;

  Layout(Map<String, Table> tables) {
    this.tables = Map.copyOf(tables);
  }

  /**
   * The tables a configuration asks for.
   *
   * @param columns {@code entity.field}, or {@code entity} alone for a table of keys
   * @param problems receives a line for each entry the vocabulary does not know
   */
  public static Layout of(
      String schema, Catalogue catalogue, List<String> columns, List<String> problems) {
    Map<String, Set<String>> fields = new TreeMap<>();
    for (String entry : columns) {
      int dot = entry.indexOf('.');
      String name = dot < 0 ? entry : entry.substring(0, dot);
      Optional<Entity> entity = catalogue.entity(name);
      if (entity.isEmpty()) {
        problems.add("'" + entry + "': the vocabulary has no entity '" + name + "'");
        continue;
      }
      Set<String> wanted = fields.computeIfAbsent(name, n -> new TreeSet<>());
      if (dot >= 0) {
        String field = entry.substring(dot + 1);
        checkField(entity.get(), field, entry, problems);
        wanted.add(field);
      }
    }
    Map<String, Table> tables = new TreeMap<>();
    fields.forEach(
        (name, wanted) ->
            tables.put(
                name, Table.of(schema, catalogue.entity(name).orElseThrow(), wanted, Set.of())));
    return new Layout(tables);
  }

  private static void checkField(Entity entity, String field, String entry, List<String> problems) {
    var known = entity.field(field);
    if (known.isEmpty()) {
      problems.add("'" + entry + "': " + entity.name() + " has no field '" + field + "'");
    } else if (known.get().key()) {
      problems.add("'" + entry + "': keys have their columns anyway, leave it out");
    }
  }

  /** The table of this entity, if there is one. */
  public Optional<Table> table(String entity) {
    return Optional.ofNullable(tables.get(entity));
  }

  /** All of them, in no particular order. */
  public Collection<Table> tables() {
    return tables.values();
  }
}
