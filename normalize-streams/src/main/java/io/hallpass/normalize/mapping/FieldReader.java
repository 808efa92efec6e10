package io.hallpass.normalize.mapping;

import io.hallpass.runtime.config.YamlNode;
import io.hallpass.schemas.CodeSet;
import io.hallpass.schemas.CodeSets;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code fields:} and holds each expression against its field. */
final class FieldReader {
  private final Map<String, Crosswalk> codes;
  private final ExpressionCompiler compiler;
  private final Map<String, Optional<CodeSet>> codeSets = new HashMap<>();

  FieldReader(Map<String, Crosswalk> codes, ExpressionCompiler compiler) {
    this.codes = codes;
    this.compiler = compiler;
  }

  /**
   * The fields of one entry, in the schema's order.
   *
   * @param entry where missing fields are reported
   * @param node of {@code fields:}, null where there is none
   */
  List<FieldPlan> read(
      YamlNode entry, YamlNode node, Entity entity, String item, EmitReader.Resource resource) {
    Map<String, YamlNode> given = node == null ? Map.of() : node.entries("of field: expression");
    List<FieldPlan> plans = new ArrayList<>();
    for (Map.Entry<String, YamlNode> field : given.entrySet()) {
      YamlNode at = field.getValue().named(entity.name() + "." + field.getKey());
      Optional<Field> found = entity.field(field.getKey()).filter(known -> !known.key());
      if (found.isEmpty()) {
        at.problem(unknown(field.getKey(), entity));
      } else {
        compiler
            .compile(at, item)
            .map(resource::seen)
            .filter(compiled -> fits(compiled, found.get()))
            .ifPresent(compiled -> plans.add(plan(compiled, found.get())));
      }
    }
    for (Field field : entity.fields()) {
      if (field.required() && !given.containsKey(field.name())) {
        entry.problem(
            "lacks the field " + field.name() + ", without which every row would be rejected");
      }
    }
    plans.sort(Comparator.comparingInt(plan -> plan.field().position()));
    return plans;
  }

  private static String unknown(String name, Entity entity) {
    if (entity.field(name).isPresent()) {
      return "is made by Hallpass and cannot be mapped";
    }
    Set<String> names = new TreeSet<>();
    entity.fields().stream()
        .filter(field -> !field.key())
        .forEach(field -> names.add(field.name()));
    return "is no field of " + entity.name() + "; there are: " + Problems.list(names);
  }

  private FieldPlan plan(Compiled compiled, Field field) {
    return new FieldPlan(
        field, new Part(compiled.node().name(), compiled.expression()), codeSet(field));
  }

  private boolean fits(Compiled compiled, Field field) {
    YamlNode node = compiled.node();
    String mismatch = Values.mismatch(field.type(), compiled.type());
    if (mismatch != null) {
      node.problem(mismatch);
      return false;
    }
    boolean fits = true;
    for (String entity : compiled.references()) {
      if (field.references().isPresent() && !field.references().get().equals(entity)) {
        node.problem(
            "refers to "
                + field.references().get()
                + ", so it must be ref('"
                + field.references().get()
                + "', …), not ref('"
                + entity
                + "', …)");
        fits = false;
      }
    }
    return fits & codesFit(compiled, field) & constantFits(compiled, field);
  }

  /** What a crosswalk gives must be a code of the field it is used for. */
  private boolean codesFit(Compiled compiled, Field field) {
    Optional<CodeSet> set = codeSet(field);
    boolean fits = true;
    for (String name : set.isPresent() ? compiled.crosswalks() : List.<String>of()) {
      Crosswalk crosswalk = codes.get(name);
      Map<String, String> wrong = new LinkedHashMap<>();
      for (Crosswalk.Line line : crosswalk.lines()) {
        if (!set.get().contains(line.to())) {
          wrong.putIfAbsent(
              line.to(), "'" + line.to() + "' (" + crosswalk.file() + ":" + line.line() + ")");
        }
      }
      if (!wrong.isEmpty()) {
        compiled
            .node()
            .problem(
                "crosswalk '"
                    + name
                    + "' gives what is no code of "
                    + set.get().name()
                    + ": "
                    + String.join(", ", wrong.values())
                    + "; there are: "
                    + Problems.list(set.get().codes()));
        fits = false;
      }
    }
    return fits;
  }

  private boolean constantFits(Compiled compiled, Field field) {
    if (compiled.constant().isEmpty()) {
      return true;
    }
    String constant = compiled.constant().get();
    Optional<CodeSet> set = codeSet(field);
    if (set.isPresent() && !constant.isEmpty() && !set.get().contains(constant)) {
      compiled
          .node()
          .problem(
              "'"
                  + constant
                  + "' is no code of "
                  + set.get().name()
                  + "; there are: "
                  + Problems.list(set.get().codes()));
      return false;
    }
    try {
      Values.of(field.type(), constant, field.name());
      return true;
    } catch (Rejection e) {
      compiled.node().problem("'" + constant + "' is no value of type " + field.type());
      return false;
    }
  }

  private Optional<CodeSet> codeSet(Field field) {
    return field.codes().flatMap(name -> codeSets.computeIfAbsent(name, CodeSets::codeSet));
  }
}
