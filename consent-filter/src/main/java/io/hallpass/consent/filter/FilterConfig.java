package io.hallpass.consent.filter;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the filter of one district needs to know before it starts; everything else it reads from
 * {@code control.settings}.
 *
 * @param topics of the district
 * @param partitions of the district's topics; gates of all of them must be open
 * @param ids the registry
 * @param catalogue the vocabulary
 * @param ends where the topics end, for a task that begins without state
 * @param slice how many records a pass over the whole store re-decides at a time, far fewer than a
 *     transaction holds
 * @param pause between two slices
 * @param statusEvery how often, at most, the counts are written to {@code control.status}
 * @param studentsInMemory how many students' decisions each task remembers
 */
public record FilterConfig(
    DistrictTopics topics,
    int partitions,
    SchemaIds ids,
    Catalogue catalogue,
    LastOffsets ends,
    int slice,
    Duration pause,
    Duration statusEvery,
    int studentsInMemory) {
  private static final int SLICE = 2000;
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration STATUS_EVERY = Duration.ofSeconds(1);
  private static final int STUDENTS_IN_MEMORY = 50_000;

  public FilterConfig {
    List<String> problems = new ArrayList<>();
    require(
        topics != null && ids != null && catalogue != null && ends != null,
        "topics, ids, catalogue and ends: must not be null",
        problems);
    require(partitions > 0, "partitions: must be positive, is " + partitions, problems);
    require(slice > 0, "slice: must be positive, is " + slice, problems);
    require(positive(pause), "pause: must be positive, is " + pause, problems);
    require(positive(statusEvery), "statusEvery: must be positive, is " + statusEvery, problems);
    require(
        studentsInMemory > 0,
        "studentsInMemory: must be positive, is " + studentsInMemory,
        problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("consent filter: " + String.join("; ", problems));
    }
  }

  /** With the usual sizes. */
  public static FilterConfig of(
      DistrictTopics topics, int partitions, SchemaIds ids, Catalogue catalogue, LastOffsets ends) {
    return new FilterConfig(
        topics, partitions, ids, catalogue, ends, SLICE, PAUSE, STATUS_EVERY, STUDENTS_IN_MEMORY);
  }

  private static boolean positive(Duration duration) {
    return duration != null && duration.toMillis() > 0;
  }

  private static void require(boolean holds, String problem, List<String> problems) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
