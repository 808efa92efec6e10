package io.hallpass.normalize.mapping;

import dev.cel.common.types.CelKind;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.runtime.topics.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code person:} and {@code of:}. */
final class PersonReader {
  private final ExpressionCompiler compiler;

  PersonReader(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  /**
   * The person at {@code node}; empty, with problems, where it is none.
   *
   * @param item the name of the {@code forEach} element, null where there is none
   */
  Optional<PersonPlan> read(YamlNode node, String item, EmitReader.Resource resource) {
    return person(node, Set.of("system", "value", "also"), item, resource);
  }

  private Optional<PersonPlan> person(
      YamlNode node, Set<String> allowed, String item, EmitReader.Resource resource) {
    Map<String, YamlNode> parts = node.entries(Set.of(), allowed);
    for (String key : List.of("system", "value")) {
      if (node.isMap() && !parts.containsKey(key)) {
        node.problem("lacks " + key + ":");
      }
    }
    Optional<Part> system =
        Optional.ofNullable(parts.get("system")).flatMap(part -> system(part, item, resource));
    Optional<Part> value =
        Optional.ofNullable(parts.get("value")).flatMap(part -> text(part, item, resource));
    List<PersonPlan> also = new ArrayList<>();
    if (parts.containsKey("also")) {
      for (YamlNode other : parts.get("also").list("{ system: …, value: … }")) {
        person(other, Set.of("system", "value"), item, resource).ifPresent(also::add);
      }
    }
    return system.isEmpty() || value.isEmpty()
        ? Optional.empty()
        : Optional.of(new PersonPlan(system.get(), value.get(), also));
  }

  /** A plain name is meant as it stands; anything else is an expression. */
  private Optional<Part> system(YamlNode node, String item, EmitReader.Resource resource) {
    Optional<String> text = node.text("a name such as sis, or an expression");
    if (text.isPresent() && Names.valid(text.get())) {
      String name = text.get();
      return Optional.of(new Part(node.name(), (Expression.Text) evaluation -> name));
    }
    return text.isEmpty() ? Optional.empty() : text(node, item, resource);
  }

  private Optional<Part> text(YamlNode node, String item, EmitReader.Resource resource) {
    return compiler
        .compile(node, item)
        .map(resource::seen)
        .filter(
            compiled -> {
              boolean text = compiled.type().kind() == CelKind.STRING;
              if (!text) {
                node.problem("must give text");
              }
              return text;
            })
        .map(compiled -> new Part(node.name(), compiled.expression()));
  }
}
