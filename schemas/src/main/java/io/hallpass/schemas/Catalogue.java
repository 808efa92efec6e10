package io.hallpass.schemas;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;

/**
 * All entities of the vocabulary. Reading refuses what would let a value pass without a category:
 * an untagged field, an unknown category, a field that could not be withheld. All problems are
 * reported together.
 */
public final class Catalogue {
  private static final String ROOT = "/io/hallpass/schemas/entities/";

  private final Map<String, Entity> byName = new TreeMap<>();
  private final Map<String, Entity> byFullName = new TreeMap<>();

  private Catalogue(List<Entity> entities) {
    for (Entity entity : entities) {
      byName.put(entity.name(), entity);
      byFullName.put(entity.schema().getFullName(), entity);
    }
  }

  /**
   * The entities that ship in this jar, listed in {@code entities/index.txt}.
   *
   * @throws CatalogueException naming every schema and field that breaks a rule
   */
  public static Catalogue load() {
    List<String> sources = new ArrayList<>();
    for (String file :
        text(ROOT + "index.txt")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .toList()) {
      sources.add(text(ROOT + file));
    }
    return of(sources);
  }

  /**
   * The entities these Avro schemas declare.
   *
   * @param sources schemas as JSON text
   * @throws CatalogueException naming every schema and field that breaks a rule
   */
  public static Catalogue of(List<String> sources) {
    return new Catalogue(new SchemaReader().read(sources));
  }

  /** In the order of their names. */
  public Collection<Entity> entities() {
    return List.copyOf(byName.values());
  }

  /** The entity of this name ({@code class-enrollment}), if there is one. */
  public Optional<Entity> entity(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The entity whose schema has the full name of {@code schema}, if there is one. */
  public Optional<Entity> entityOf(Schema schema) {
    return Optional.ofNullable(byFullName.get(schema.getFullName()));
  }

  static String text(String resource) {
    try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("resource " + resource + " is missing");
      }
      StringBuilder text = new StringBuilder();
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      reader.lines().forEach(line -> text.append(line).append('\n'));
      return text.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
