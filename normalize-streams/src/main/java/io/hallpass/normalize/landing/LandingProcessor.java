package io.hallpass.normalize.landing;

import io.hallpass.normalize.NormalizeConfig;
import io.hallpass.normalize.StatusCounts;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.service.SlicedWork;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stage 1 in Streams: settings, raw rows and re-keyed rows come in; what changed goes out. */
public final class LandingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** The small store: a mark a row. */
  public static final String MARKS = "landing-marks";

  /** The large store: the rows. */
  public static final String ROWS = "landing-rows";

  /** The district's settings. */
  public static final String SETTINGS = "landing-settings";

  /** Raw records that wait for settings. */
  public static final String WAITING = "landing-waiting";

  /** Counts, long passes, and which consents are complete. */
  public static final String META = "landing-meta";

  private final NormalizeConfig config;
  private final Catalogue catalogue;
  private final Mappings mappings;
  private final SchemaIds schemaIds;
  private final DistrictTopics topics;
  private final VendorRows vendorRows;
  private SettingsBook book;
  private RawIntake intake;
  private LandingPasses passes;
  private LandingForwarder forwarder;
  private SlicedWork work;
  private StatusCounts counts;

  public LandingProcessor(
      NormalizeConfig config, Catalogue catalogue, Mappings mappings, SchemaIds schemaIds) {
    this.mappings = mappings;
    this.config = config;
    this.catalogue = catalogue;
    this.schemaIds = schemaIds;
    this.topics = config.topics();
    this.vendorRows = new VendorRows(schemaIds);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> meta = context.getStateStore(META);
    counts = new StatusCounts(meta);
    book =
        new SettingsBook(mappings, config.references(), context.getStateStore(SETTINGS), schemaIds);
    forwarder = new LandingForwarder(context, topics, catalogue, schemaIds, counts);
    VendorEnds ends = new VendorEnds(meta, config.partitions());
    Completeness completeness = new Completeness(meta, book, ends, forwarder);
    Sources sources = new Sources(meta);
    LandingStage stage =
        new LandingStage(
            new RocksLandingStore(context.getStateStore(MARKS), context.getStateStore(ROWS)),
            forwarder,
            completeness,
            row -> sources.whole(row.source(), row.resource()));
    Cursors cursors = new Cursors(meta);
    WaitingRows waiting = new WaitingRows(context.getStateStore(WAITING));
    intake =
        new RawIntake(
            book, sources, stage, cursors, completeness, vendorRows, waiting, forwarder, ends);
    passes =
        new LandingPasses(book, sources, stage, cursors, completeness, intake, config.sliceRows());
    work =
        new SlicedWork(
            context,
            config.sliceEvery(),
            cursors::any,
            now -> {
              forwarder.atNoRecord();
              passes.move();
            });
    SlicedWork.together(
        context,
        config.statusEvery(),
        now -> {
          book.retry();
          passes.notice();
          counts.publish(forwarder::status);
          work.look();
        });
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = forwarder.at();
    if (from.topic().equals(topics.settings())) {
      setting(record.key(), record.value());
    } else if (from.topic().equals(topics.rekeyed())) {
      RowKey key = LandingForwarder.rowKey(record.headers(), record.key());
      long position = RawHeaders.position(record.headers()).orElseThrow();
      if (record.key() == null) {
        int partition = LandingForwarder.partition(record.headers());
        intake.said(key.source(), key.resource(), partition, position);
      } else {
        intake.rekeyed(key, record.value(), position);
      }
    } else {
      String source = topics.sourceOf(from.topic());
      String resource = topics.resourceOf(from.topic());
      intake.receive(RawRecord.of(source, resource, record, from.offset()));
    }
    work.look();
  }

  private void setting(byte[] key, byte[] value) {
    if (key != null) {
      book.put(text(key), value);
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
