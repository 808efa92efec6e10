package io.hallpass.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Renders the vocabulary as Markdown: all entities, their fields, and the code sets these name. */
final class VocabularyDoc {
  private final StringBuilder out = new StringBuilder();
  private final Catalogue catalogue;

  private VocabularyDoc(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  static String render(Catalogue catalogue) {
    VocabularyDoc doc = new VocabularyDoc(catalogue);
    doc.intro();
    doc.scope("Student records", Scope.STUDENT);
    doc.scope("Reference records", Scope.REFERENCE);
    doc.codeSets();
    return doc.out.toString();
  }

  private void intro() {
    line("# Vocabulary");
    line("");
    line("Made from the schemas in `schemas/src/main/resources/io/hallpass/schemas`; do not edit.");
    line(
        "Make it anew with `mvn -pl schemas test -Dtest=VocabularyDocTest -Dhallpass.docs.write=true`.");
    line("");
    line(
        "Every field belongs to one data category. The record category decides whether a record is released at all.");
    line(
        "A category in bold has to be named in an agreement: `*` never covers it. A **required** field without a");
    line(
        "value rejects the row; every other field may be empty, and empty is also what a withheld field is.");
    line("");
  }

  private void scope(String title, Scope scope) {
    List<Entity> entities = catalogue.entities().stream().filter(e -> e.scope() == scope).toList();
    line("## " + title);
    line("");
    line(
        entities.stream()
            .map(e -> "[" + e.name() + "](#" + e.name() + ")")
            .collect(Collectors.joining(" · ")));
    line("");
    entities.forEach(this::entity);
  }

  private void entity(Entity entity) {
    line("### " + entity.name());
    line("");
    line(entity.schema().getDoc());
    line("");
    line("Record category: " + category(entity.category()));
    line("");
    line("| field | type | category | meaning |");
    line("| --- | --- | --- | --- |");
    for (Field field : entity.fields()) {
      line(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  field.name(),
                  type(field),
                  field.category().map(VocabularyDoc::category).orElse("key"),
                  (field.required() ? "**Required.** " : "") + escaped(field.doc())));
    }
    line("");
  }

  private void codeSets() {
    line("## Code sets");
    line("");
    TreeSet<String> names = new TreeSet<>();
    catalogue.entities().forEach(e -> e.fields().forEach(f -> f.codes().ifPresent(names::add)));
    for (String name : names) {
      line("### codes: " + name);
      line("");
      line("| code | meaning |");
      line("| --- | --- |");
      for (Map.Entry<String, String> code :
          CodeSets.codeSet(name).orElseThrow().descriptions().entrySet()) {
        line("| `" + code.getKey() + "` | " + escaped(code.getValue()) + " |");
      }
      line("");
    }
  }

  private static String type(Field field) {
    List<String> parts = new ArrayList<>();
    field
        .references()
        .ifPresent(entity -> parts.add("reference to [" + entity + "](#" + entity + ")"));
    if (parts.isEmpty()) {
      parts.add(
          switch (field.type()) {
            case STRING -> "text";
            case INT, LONG -> "whole number";
            case DOUBLE -> "number";
            case BOOLEAN -> "yes or no";
            case DATE -> "date";
            case INSTANT -> "time";
            case UUID -> "id";
            case STRING_LIST -> "list of text";
          });
    }
    field.codes().ifPresent(set -> parts.add("[" + set + "](#codes-" + set + ")"));
    return String.join(", ", parts);
  }

  private static String category(Category category) {
    return category.namedOnly() ? "**" + category + "**" : category.toString();
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
