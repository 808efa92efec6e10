package io.hallpass.ingest.intake;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a set is looked at before anything of it is sent.
 *
 * @param limits from where on it is held
 * @param resources what is known of their columns, by resource
 * @param counts where the set itself says how many rows it has
 */
public record Intake(Limits limits, Map<String, Watched> resources, Optional<Stated> counts) {
  /** With the usual limits, and nothing known of columns. */
  public static final Intake DEFAULT = new Intake(Limits.DEFAULT, Map.of(), Optional.empty());

  /**
   * Columns of a resource. They need not be collected; one that a file lacks is not looked at.
   *
   * @param school the column by which schools are told apart; empty where there is none. Where it
   *     has a list, with commas, the first counts. Where it refers to a resource that has such a
   *     column itself, the school of the row that is referred to counts
   * @param references by column, the resource whose key it holds; a list of keys has commas
   */
  public record Watched(String school, Map<String, String> references) {
    /** Nothing is known. */
    public static final Watched NOTHING = new Watched("", Map.of());

    public Watched {
      references = Map.copyOf(references);
    }

    /** All of them. */
    public Set<String> columns() {
      Set<String> columns = new TreeSet<>(references.keySet());
      if (!school.isEmpty()) {
        columns.add(school);
      }
      return columns;
    }
  }

  /**
   * A file of the set that says how many rows the others have.
   *
   * @param file its name
   * @param name the column with a file's name, with or without its ending
   * @param rows the column with the number of its rows, the header not counted
   */
  public record Stated(String file, String name, String rows) {}

  public Intake {
    resources = Map.copyOf(resources);
  }

  /** What is known of the columns of a resource. */
  public Watched watched(String resource) {
    return resources.getOrDefault(resource, Watched.NOTHING);
  }

  /**
   * The resource whose rows say the school of this one's; empty where these say it themselves, or
   * nothing does.
   */
  public Optional<String> schoolsOf(String resource) {
    Watched watched = watched(resource);
    return Optional.ofNullable(watched.references().get(watched.school()))
        .filter(target -> !watched(target).school().isEmpty());
  }
}
