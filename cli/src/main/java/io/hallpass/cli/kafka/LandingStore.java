package io.hallpass.cli.kafka;

import io.hallpass.normalize.landing.LandingProcessor;
import io.hallpass.normalize.landing.StoredRow;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;

/**
 * The rows that normalize keeps of a district's sources, read from the changelogs of its landing
 * store. They hold what the raw topics held, so whoever may not read those may not read these.
 */
public final class LandingStore {
  private final TopicReader reader;
  private final String rows;
  private final String marks;
  private final int partitions;

  /** Takes the rows. */
  public interface Taker {
    /**
     * A row.
     *
     * @param absent whether it is gone at its source and only its consents stay
     */
    void row(StoredRow row, boolean absent);
  }

  /** The store of a district; it is empty while normalize has never run for it. */
  public LandingStore(Endpoints endpoints, DistrictTopics topics) {
    this.reader = new TopicReader(endpoints);
    this.rows = changelog(topics, LandingProcessor.ROWS);
    this.marks = changelog(topics, LandingProcessor.MARKS);
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      Set<String> names = admin.names();
      this.partitions =
          names.contains(rows) && names.contains(marks)
              ? admin.partitions(Set.of(rows)).get(rows)
              : 0;
    }
  }

  private static String changelog(DistrictTopics topics, String store) {
    return topics.applicationId("normalize") + "-" + store + "-changelog";
  }

  /**
   * Hands over each row of these sources as it is now. A changelog also has older versions, so it
   * is read twice: once to find the last version of each key. Of one partition at a time the keys
   * are held in memory, some 200 bytes a row.
   */
  public void each(Set<String> sources, Taker taker) {
    for (int partition = 0; partition < partitions; partition++) {
      Set<Bytes> absent = absent(partition);
      Map<Bytes, Long> last = new HashMap<>();
      reader.partition(
          rows,
          partition,
          record -> {
            if (sources.contains(StoredRow.sourceOf(record.key()))) {
              last.put(new Bytes(record.key()), record.offset());
            }
          });
      reader.partition(
          rows,
          partition,
          record -> {
            Bytes key = new Bytes(record.key());
            Long offset = last.get(key);
            if (offset != null && offset == record.offset() && record.value() != null) {
              taker.row(StoredRow.of(record.key(), record.value()), absent.contains(key));
            }
          });
    }
  }

  private Set<Bytes> absent(int partition) {
    Set<Bytes> absent = new HashSet<>();
    reader.partition(
        marks,
        partition,
        record -> {
          Bytes key = new Bytes(record.key());
          if (record.value() != null && StoredRow.denies(record.value())) {
            absent.add(key);
          } else {
            absent.remove(key);
          }
        });
    return absent;
  }
}
