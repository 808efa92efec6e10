package io.hallpass.cli.source;

import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowTaker;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.Problems;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a source's file says of its kind, and what follows from it. */
public interface SourceSettings {
  /**
   * Where a source belongs.
   *
   * @param district its name
   * @param partitions of its topics
   * @param zone its local days
   */
  record Place(String district, int partitions, ZoneId zone) {
    /** A place whose days are those of Greenwich. */
    public Place(String district, int partitions) {
      this(district, partitions, ZoneOffset.UTC);
    }
  }

  /** Holds the settings against the mapping; asks no other system. */
  default void check(Source source, Mapping mapping, Problems problems) {}

  /** Looks at the source itself, where that takes only files, for what the mapping names. */
  default void look(Source source, Mapping mapping, Problems problems) {}

  /**
   * The columns that the source itself has now, by the mapping's resources; those that are not
   * there are left out. Names only.
   *
   * @param problems why it could not be looked at, without naming the source's file
   * @return empty where this takes more than looking: a source that says its columns row by row
   */
  default Optional<Map<String, List<String>>> columns(
      Place place, Source source, Mapping mapping, List<String> problems) {
    return Optional.empty();
  }

  /**
   * The API to ask for rows whose names are looked at, with its secret; empty where the source is
   * none, or, with a problem, where the secret is not known here.
   */
  default Optional<RestSettings> asked(
      Place place, Source source, Mapping mapping, List<String> problems) {
    return Optional.empty();
  }

  /** The configuration of the connector that brings its rows; empty where none is needed. */
  Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping);

  /**
   * The statements to run in the vendor's system before the connector; what stands in the way goes
   * to {@code problems}, without naming the source's file.
   */
  default List<String> preparation(
      Place place, Source source, Mapping mapping, List<String> problems) {
    return List.of();
  }

  /** Runs what {@link #preparation} said. */
  default void prepare(Place place, Source source, Mapping mapping) {}

  /** The rows of a source as its connector would collect them, read without Kafka. */
  interface Sample {
    /**
     * Reads them once, from the beginning.
     *
     * @throws io.hallpass.runtime.config.ConfigException with every reason why the connector would
     *     not read them
     */
    void read(RowTaker taker) throws IOException;
  }

  /** What {@code preview} reads; empty where that takes more than files. */
  default Optional<Sample> sample(Source source, Mapping mapping) {
    return Optional.empty();
  }

  /** Whether the vendor writes the raw topics itself. */
  default boolean vendorWrites() {
    return false;
  }
}
