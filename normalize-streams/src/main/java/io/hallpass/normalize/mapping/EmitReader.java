package io.hallpass.normalize.mapping;

import dev.cel.common.types.CelKind;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the entries of {@code emit}. */
final class EmitReader {
  private static final Set<String> ENTITY_KEYS =
      Set.of("entity", "id", "person", "forEach", "as", "when", "fields");
  private static final Set<String> REGISTER_KEYS =
      Set.of("register", "when", "person", "of", "forEach", "as");
  private static final Set<String> RESERVED = Set.of(Evaluation.ROW, "true", "false", "null", "in");

  private final Catalogue catalogue;
  private final ExpressionCompiler compiler;
  private final FieldReader fields;
  private final PersonReader persons;
  private final IdReader ids;
  private final Problems problems;
  private final RecordOwners owners = new RecordOwners();

  EmitReader(
      Catalogue catalogue,
      Map<String, Crosswalk> codes,
      ExpressionCompiler compiler,
      Problems problems) {
    this.catalogue = catalogue;
    this.compiler = compiler;
    this.fields = new FieldReader(codes, compiler);
    this.persons = new PersonReader(compiler);
    this.ids = new IdReader(compiler);
    this.problems = problems;
  }

  /**
   * The resource an entry belongs to.
   *
   * @param columns gets every column that is named: there, or in the entry
   */
  record Resource(String name, List<String> key, SortedSet<String> columns) {
    Compiled seen(Compiled compiled) {
      columns.addAll(compiled.columns());
      return compiled;
    }
  }

  /**
   * The entry at {@code node}; empty, with problems, where it is none.
   *
   * @param number of the entry, from 1
   */
  Optional<EmitPlan> read(YamlNode node, Resource resource, int number) {
    Map<String, YamlNode> peek = node.isMap() ? node.entries() : Map.of();
    if (peek.containsKey("entity") == peek.containsKey("register")) {
      node.problem("must have either entity: or register:");
      return Optional.empty();
    }
    int before = problems.count();
    boolean register = peek.containsKey("register");
    String what = (register ? "register" : "entity");
    Optional<String> named =
        peek.get(what).text(register ? "student, staff or guardian" : "the name of an entity");
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String place = register ? "register " + named.get() : named.get();
    Map<String, YamlNode> parts =
        node.named(place).entries(Set.of(), register ? REGISTER_KEYS : ENTITY_KEYS);
    Resource own = new Resource(resource.name(), resource.key(), new TreeSet<>());
    Entry entry = new Entry(node.named(place), place, parts, own, number);
    Optional<EmitPlan> plan = register ? register(entry, named.get()) : entity(entry, named.get());
    resource.columns().addAll(own.columns());
    return problems.count() > before ? Optional.empty() : plan;
  }

  private record Entry(
      YamlNode node, String place, Map<String, YamlNode> parts, Resource resource, int number) {}

  private Optional<EmitPlan> register(Entry entry, String name) {
    Optional<Role> role =
        Arrays.stream(Role.values())
            .filter(r -> r.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst();
    if (role.isEmpty()) {
      entry
          .parts()
          .get("register")
          .problem("must be student, staff or guardian, not '" + name + "'");
    }
    String item = item(entry);
    Optional<Part> forEach = forEach(entry);
    Optional<Part> when = when(entry, item);
    Optional<PersonPlan> person = person(entry, "person", item, true);
    boolean ofSomebody = role.filter(r -> r == Role.GUARDIAN || r == Role.DUPLICATE).isPresent();
    Optional<PersonPlan> of = person(entry, "of", item, ofSomebody);
    if (of.isPresent() && !ofSomebody) {
      entry.parts().get("of").problem("is for guardians only");
    }
    if (role.isEmpty() || person.isEmpty()) {
      return Optional.empty();
    }
    String place = entry.place() + "/" + entry.resource().name() + "/" + entry.number();
    return Optional.of(
        new RegisterPlan(
            role.get(), place, entry.resource().key(), forEach, when, person.get(), of));
  }

  private Optional<EmitPlan> entity(Entry entry, String name) {
    Optional<Entity> found = catalogue.entity(name);
    if (found.isEmpty()) {
      entry
          .parts()
          .get("entity")
          .problem(
              "is no entity; there are: "
                  + Problems.list(catalogue.entities().stream().map(Entity::name).toList()));
    }
    String item = item(entry);
    Optional<Part> forEach = forEach(entry);
    Optional<Part> when = when(entry, item);
    Optional<Compiled> id = id(entry, item);
    boolean student = found.map(entity -> entity.scope() == Scope.STUDENT).orElse(false);
    Optional<PersonPlan> person = person(entry, "person", item, student);
    List<FieldPlan> plans = new ArrayList<>();
    if (found.isPresent()) {
      plans =
          fields.read(
              entry.node(), entry.parts().get("fields"), found.get(), item, entry.resource());
    }
    if (found.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    Entity entity = found.get();
    owners.add(
        name,
        entry.resource(),
        id.get(),
        entry.parts().containsKey("when"),
        entry.parts().containsKey("person"));
    Part idPart = new Part(id.get().node().name(), id.get().expression());
    Role role = !student ? Role.STAFF : name.equals("guardian") ? Role.GUARDIAN : Role.STUDENT;
    EntityPlan plan =
        new EntityPlan(entity, forEach, when, idPart, person, role, plans, new BodyWriter(entity));
    return Optional.of(
        name.equals(ConsentPlan.ENTITY)
            ? new ConsentPlan(plan, Set.copyOf(entry.resource().columns()))
            : plan);
  }

  /** The name of the element, null where the entry has no list. */
  private String item(Entry entry) {
    YamlNode as = entry.parts().get("as");
    if (as == null) {
      return entry.parts().containsKey("forEach") ? "item" : null;
    }
    if (!entry.parts().containsKey("forEach")) {
      as.problem("names the element of forEach:, and there is none");
    }
    String name = as.text("a name").orElse("item");
    if (!name.matches("[a-z][A-Za-z0-9]*") || RESERVED.contains(name)) {
      as.problem("must be a word such as item, and none that is taken");
      return "item";
    }
    return name;
  }

  private Optional<Part> forEach(Entry entry) {
    return part(entry, "forEach", null)
        .filter(
            compiled -> {
              boolean list =
                  compiled.type().equals(Functions.TEXTS) || compiled.type().kind() == CelKind.DYN;
              if (!list) {
                compiled
                    .node()
                    .problem("must give a list of texts; split(row.column, ',') makes one");
              }
              return list;
            })
        .map(compiled -> new Part(compiled.node().name(), compiled.expression()));
  }

  private Optional<Part> when(Entry entry, String item) {
    return part(entry, "when", item)
        .filter(
            compiled -> {
              boolean test =
                  compiled.type().kind() == CelKind.BOOL || compiled.type().kind() == CelKind.DYN;
              if (!test) {
                compiled.node().problem("must give true or false, such as row.column == 'x'");
              }
              return test;
            })
        .map(compiled -> new Part(compiled.node().name(), compiled.expression()));
  }

  private Optional<Compiled> id(Entry entry, String item) {
    YamlNode node = entry.parts().get("id");
    if (node == null) {
      entry.node().problem("lacks id: the vendor's id, made of the key columns");
      return Optional.empty();
    }
    return ids.read(node, item, entry.resource());
  }

  private Optional<Compiled> part(Entry entry, String key, String item) {
    YamlNode node = entry.parts().get(key);
    return node == null
        ? Optional.empty()
        : compiler.compile(node, item).map(entry.resource()::seen);
  }

  private Optional<PersonPlan> person(Entry entry, String key, String item, boolean required) {
    YamlNode node = entry.parts().get(key);
    if (node == null) {
      if (required) {
        entry.node().problem("lacks " + key + ": { system: …, value: … }");
      }
      return Optional.empty();
    }
    return persons.read(node, item, entry.resource());
  }
}
