package io.hallpass.cli.init;

import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.schemas.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A mapping proposed for tables by the sound of their names. Fields of categories that an agreement
 * must name one by one are never proposed, nor columns that sound like credentials or national ids:
 * a person has to write those.
 */
final class Proposal {
  /** The crosswalks that ship and say what a field's codes mean in most systems. */
  private static final Map<String, String> CROSSWALKS =
      Map.of("grade-level", "grade", "sex", "sex");

  private static final Catalogue CATALOGUE = Catalogue.load();

  private final Words words = new Words();
  private final String system;
  private final Map<String, Table> chosen = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param system names the students' ids, as the source does
   */
  Proposal(String system, List<Table> tables) {
    this.system = system;
    Map<String, String> why = new TreeMap<>();
    List<Table> inOrder = new ArrayList<>(tables);
    inOrder.sort(
        Comparator.comparingInt(
            table -> words.entity(table.name()).map(words.entities()::indexOf).orElse(-1)));
    for (Table table : inOrder) {
      Optional<String> entity = words.entity(table.name());
      String not = entity.map(e -> unfit(table, e)).orElse("says nothing that is known here");
      if (not.isEmpty()) {
        chosen.put(entity.get(), table);
      } else {
        why.put(table.where(), not);
      }
    }
    why.forEach((table, reason) -> notes.add(table + ": " + reason));
  }

  /** Why a table cannot be proposed as this entity; empty where it can. */
  private String unfit(Table table, String name) {
    if (chosen.containsKey(name)) {
      return "sounds like " + name + ", as " + chosen.get(name).where() + " does";
    }
    if (key(table).isEmpty()) {
      return "sounds like " + name + ", and no key says which column tells its rows apart";
    }
    Entity entity = CATALOGUE.entity(name).orElseThrow();
    if (entity.scope() == Scope.STUDENT && person(table, name).isEmpty()) {
      return "sounds like " + name + ", and no column sounds like the student's id";
    }
    Map<Field, Table.Column> found = fields(entity, table);
    for (Field field : entity.fields()) {
      if (field.required() && !found.containsKey(field)) {
        return "sounds like " + name + ", and no column sounds like " + field.name();
      }
    }
    return found.isEmpty() ? "sounds like " + name + ", and none of its columns like a field" : "";
  }

  /** Whether something sounds like students; without them there is no district. */
  boolean hasStudents() {
    return chosen.containsKey("student");
  }

  /** The tables the mapping reads, by resource. */
  Map<String, Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    chosen.values().forEach(table -> tables.put(table.name(), table));
    return tables;
  }

  /** The same, as a source that is a database names them, a line each. */
  List<String> sourceTables() {
    List<String> lines = new ArrayList<>(List.of("tables:"));
    tables()
        .forEach(
            (name, table) ->
                lines.add(
                    "  " + Plan.quoted(name) + ": " + Plan.quoted(table.where()) + " # proposal"));
    return lines;
  }

  /** What was not proposed and why, a line each; names of tables and columns only. */
  List<String> notes() {
    return notes;
  }

  /** The mapping. */
  String mapping(String name) {
    StringBuilder yaml = new StringBuilder();
    yaml.append(
        "# Proposed by hallpass init from the names of tables and columns alone. Every line is a\n");
    yaml.append(
        "# guess: hold each against your system, see what it gives with hallpass preview, and\n");
    yaml.append(
        "# delete the word proposal where a line is right. Codes, dates of other forms and whatever\n");
    yaml.append("# says health, meals, special education or living situation are yours to add.\n");
    yaml.append("mapping: ").append(name).append("\nresources:\n");
    chosen.forEach((entity, table) -> resource(yaml, entity, table));
    for (String note : notes) {
      yaml.append("# not proposed: ").append(plain(note)).append('\n');
    }
    return yaml.toString();
  }

  private void resource(StringBuilder yaml, String name, Table table) {
    Entity entity = CATALOGUE.entity(name).orElseThrow();
    List<String> key = key(table);
    yaml.append("  # proposal: ").append(plain(table.where())).append(" sounds like ").append(name);
    yaml.append("\n  ").append(Plan.quoted(table.name())).append(":\n    key: [");
    yaml.append(key.stream().map(Plan::quoted).collect(Collectors.joining(", "))).append("]\n");
    if (table.where().endsWith(".csv")) {
      yaml.append("    file: ").append(Plan.quoted(table.where())).append('\n');
    }
    yaml.append("    emit:\n");
    String id = key.stream().map(Proposal::column).collect(Collectors.joining(" + '/' + "));
    Optional<String> person =
        entity.scope() == Scope.STUDENT
            ? person(table, name)
            : name.equals("staff") ? Optional.of(key.get(0)) : Optional.empty();
    String who =
        person
            .map(p -> "{ system: " + system(name) + ", value: " + expression(column(p)) + " }")
            .orElse("");
    if (name.equals("student") || name.equals("staff")) {
      yaml.append("      - register: ").append(name).append("\n        person: ");
      yaml.append(who).append('\n');
    }
    entry(yaml, entity, table, id, who);
    if (name.equals("student")) {
      Entity demographics = CATALOGUE.entity("demographics").orElseThrow();
      if (!fields(demographics, table).isEmpty()) {
        entry(yaml, demographics, table, id, who);
      }
    }
    leftOut(yaml, table);
    yaml.append('\n');
  }

  private String system(String entity) {
    return entity.equals("staff") ? system + "-staff" : system;
  }

  private void entry(StringBuilder yaml, Entity entity, Table table, String id, String who) {
    yaml.append("      - entity: ").append(entity.name());
    yaml.append("\n        id: ").append(expression(id)).append('\n');
    if (!who.isEmpty()) {
      yaml.append("        person: ").append(who).append('\n');
    }
    yaml.append("        fields:\n");
    if (entity.field("sourcedId").isPresent() && key(table).size() == 1) {
      yaml.append("          sourcedId: ").append(expression(id)).append('\n');
    }
    fields(entity, table)
        .forEach(
            (field, column) ->
                yaml.append("          ")
                    .append(field.name())
                    .append(": ")
                    .append(expression(value(field, column)))
                    .append(" # proposal: ")
                    .append(plain(column.name()))
                    .append('\n'));
  }

  private static void leftOut(StringBuilder yaml, Table table) {
    List<String> secret = table.columnNames().stream().filter(Words::secret).toList();
    if (!secret.isEmpty()) {
      yaml.append(
          "    # left out, as they sound like credentials or national ids, which nobody downstream\n");
      yaml.append("    # needs: ").append(plain(String.join(", ", secret))).append('\n');
    }
  }

  /** The fields that columns sound like; of two columns for one field the first. */
  private Map<Field, Table.Column> fields(Entity entity, Table table) {
    Map<Field, Table.Column> found = new TreeMap<>(Comparator.comparingInt(Field::position));
    String own = words.singular(table.name());
    for (Table.Column column : table.columns()) {
      if (!Words.secret(column.name()) && !column.odd()) {
        words
            .field(entity, column.name(), own)
            .filter(field -> proposable(field, column))
            .ifPresent(field -> found.putIfAbsent(field, column));
      }
    }
    return found;
  }

  private boolean proposable(Field field, Table.Column column) {
    boolean sensitive = field.category().map(category -> category.namedOnly()).orElse(true);
    boolean coded = field.codes().isPresent() && !CROSSWALKS.containsKey(field.codes().get());
    boolean date = field.type() == FieldType.DATE && !column.mayBeDate();
    boolean list = field.type() == FieldType.STRING_LIST || field.type() == FieldType.INSTANT;
    boolean toNothing =
        field.references().isPresent() && !chosenWithOneKey(field.references().get());
    return !sensitive
        && !coded
        && !date
        && !list
        && !toNothing
        && !field.name().equals("sourcedId");
  }

  private boolean chosenWithOneKey(String entity) {
    return chosen.containsKey(entity) && key(chosen.get(entity)).size() == 1;
  }

  private static String value(Field field, Table.Column column) {
    String row = column(column.name());
    if (field.references().isPresent()) {
      return "ref('" + field.references().get() + "', " + row + ")";
    }
    if (field.codes().isPresent()) {
      return "code('" + CROSSWALKS.get(field.codes().get()) + "', " + row + ")";
    }
    return field.type() == FieldType.DATE && column.timestamp() ? "first(" + row + ", 'T')" : row;
  }

  private List<String> key(Table table) {
    if (!table.key().isEmpty()) {
      return table.key().stream().anyMatch(Words::secret) ? List.of() : table.key();
    }
    return table.columnNames().stream()
        .filter(column -> words.id(table.name(), column) && !Words.secret(column))
        .findFirst()
        .map(List::of)
        .orElse(List.of());
  }

  private Optional<String> person(Table table, String entity) {
    Optional<String> student =
        table.columnNames().stream()
            .filter(column -> words.student(column) && !Words.secret(column))
            .findFirst();
    if (entity.equals("student")) {
      return key(table).size() == 1 ? Optional.of(key(table).get(0)) : student;
    }
    return student;
  }

  private static String column(String name) {
    return name.matches("[A-Za-z_]\\w*") && !Set.of("in", "true", "false", "null").contains(name)
        ? "row." + name
        : "row['" + name.replace("\\", "\\\\").replace("'", "\\'") + "']";
  }

  private static String expression(String cel) {
    return cel.matches("row\\.\\w+") ? cel : Plan.quoted(cel);
  }

  /** A name may hold anything; a comment ends at a line's end. */
  private static String plain(String text) {
    return text.replaceAll("\\p{C}", " ");
  }
}
