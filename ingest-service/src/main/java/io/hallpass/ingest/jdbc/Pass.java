package io.hallpass.ingest.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;

/** One reading of a source, in batches, over a connection of its own. */
interface Pass extends AutoCloseable {
  /**
   * Adds at most as many records as rows may be in memory; false when everything was read.
   *
   * @throws SQLException where the pass cannot be continued
   */
  boolean read(List<SourceRecord> batch) throws SQLException;

  /**
   * Ends a pass that was read whole; returns what is left to send.
   *
   * @param now by our clock, in milliseconds
   */
  List<SourceRecord> end(long now);

  /** How far the source was read; after {@link #end} the next pass begins with it. */
  JdbcOffset offset();

  /** What is being read; empty before the first resource and after the last. */
  Optional<JdbcResource> reading();

  @Override
  void close();
}
