package io.hallpass.ingest.fileset;

import io.hallpass.ingest.row.RawRecords;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;

/** The set that is being read now. */
final class Reading implements Closeable {
  private final Turn.Next.Read read;
  private final Format format;
  private final RawRecords records;
  private final SetReader reader;

  private Reading(Turn.Next.Read read, Format format, RawRecords records, SetReader reader) {
    this.read = read;
    this.format = format;
    this.records = records;
    this.reader = reader;
  }

  /**
   * Opens a set.
   *
   * @param next what to read; its position is that of {@code begin}
   * @param begin where to go on
   */
  static Reading open(Turn.Next.Read next, Format format, RawRecords records, SetOffset begin)
      throws IOException {
    FileSet set = FileSet.at(next.set().path());
    return new Reading(
        next.at(begin.set()),
        format,
        records,
        new SetReader(set, next.plan(), format, records, begin));
  }

  Arrival set() {
    return read.set();
  }

  /** Adds at most {@code most} records; false when every file was read. */
  boolean read(List<SourceRecord> batch, int most) throws IOException {
    return reader.read(batch, most);
  }

  /** Whether the set is another one than when reading began. */
  boolean changed() throws IOException {
    return !SetStamp.of(read.set().path(), format).equals(read.set().stamp());
  }

  /** How many rows were read. */
  long rows() {
    return reader.counts().total();
  }

  /**
   * Ends it: adds what is to be said at its end.
   *
   * @return what is known then
   */
  SetOffset end(SetOffset last, FileSetSettings settings, Logger log, List<SourceRecord> batch) {
    Counts counts = reader.counts();
    SetEnd end = new SetEnd(records, read, counts, last.memory(), reader.offset());
    batch.addAll(end.markers(settings, log));
    return last.finished(counts, end.memory(settings));
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
