package io.hallpass.normalize.mapping;

import dev.cel.common.types.CelKind;
import io.hallpass.runtime.config.YamlNode;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code id:}. One row must own its records: two rows never give the same id, nor two
 * elements of a row.
 */
final class IdReader {
  private final ExpressionCompiler compiler;

  IdReader(ExpressionCompiler compiler) {
    this.compiler = compiler;
  }

  /**
   * The id at {@code node}; empty, with problems, where it is no expression.
   *
   * @param item the name of the {@code forEach} element, null where there is none
   */
  Optional<Compiled> read(YamlNode node, String item, EmitReader.Resource resource) {
    Optional<Compiled> id = compiler.compile(node, item).map(resource::seen);
    if (id.isPresent()) {
      form(node, id.get());
      parts(node, item, resource.key(), id.get());
    }
    return id;
  }

  private static void form(YamlNode node, Compiled id) {
    if (id.type().kind() != CelKind.STRING) {
      node.problem("must give text");
    } else if (id.joined().isEmpty()) {
      node.problem(
          "must be key columns, the element of forEach: and texts, joined with + and nothing else,"
              + " or two rows could give one record");
    } else if (!id.joined().get().parted()) {
      node.problem(
          "must have a text between two columns, such as row.a + '/' + row.b, or two rows could"
              + " give one record");
    }
  }

  private static void parts(YamlNode node, String item, List<String> key, Compiled id) {
    List<String> others = id.columns().stream().filter(column -> !key.contains(column)).toList();
    if (!others.isEmpty()) {
      node.problem(
          "may use only the key columns ("
              + String.join(", ", key)
              + ") and the element of forEach:, not "
              + String.join(", ", others));
    }
    List<String> unused = key.stream().filter(column -> !id.columns().contains(column)).toList();
    if (!unused.isEmpty()) {
      node.problem(
          "must use every key column, or two rows would give one record; it lacks "
              + String.join(", ", unused));
    }
    if (item != null && !id.usesItem()) {
      node.problem("must use '" + item + "', or every element would give the same record");
    }
  }
}
