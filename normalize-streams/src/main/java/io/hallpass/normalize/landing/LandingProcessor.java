package io.hallpass.normalize.landing;

import io.hallpass.normalize.NormalizeConfig;
import io.hallpass.normalize.StatusCounts;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Stage 1 in Streams: settings, raw rows and re-keyed rows come in; what changed goes out. */
public final class LandingProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** The small store: a mark a row. */
  public static final String MARKS = "landing-marks";

  /** The large store: the rows. */
  public static final String ROWS = "landing-rows";

  /** The district's settings. */
  public static final String SETTINGS = "landing-settings";

  /** Vendors' records that wait for a mapping. */
  public static final String WAITING = "landing-waiting";

  /** Counts, long passes, and which consents are complete. */
  public static final String META = "landing-meta";

  private final NormalizeConfig config;
  private final Catalogue catalogue;
  private final Mappings mappings;
  private final SchemaIds schemaIds;
  private final DistrictTopics topics;
  private final SettingCodec codec;
  private final VendorRows vendorRows;
  private SettingsBook book;
  private KeyValueStore<Bytes, byte[]> settings;
  private LandingStage stage;
  private Completeness completeness;
  private VendorIntake vendors;
  private LandingPasses passes;
  private LandingForwarder forwarder;
  private StatusCounts counts;

  public LandingProcessor(
      NormalizeConfig config, Catalogue catalogue, Mappings mappings, SchemaIds schemaIds) {
    this.mappings = mappings;
    this.config = config;
    this.catalogue = catalogue;
    this.schemaIds = schemaIds;
    this.topics = config.topics();
    this.codec = new SettingCodec(schemaIds);
    this.vendorRows = new VendorRows(schemaIds);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    settings = context.getStateStore(SETTINGS);
    KeyValueStore<Bytes, byte[]> meta = context.getStateStore(META);
    counts = new StatusCounts(meta);
    book = new SettingsBook(mappings, config.references());
    try (KeyValueIterator<Bytes, byte[]> all = settings.all()) {
      all.forEachRemaining(entry -> book.put(codec.decode(text(entry.key.get()), entry.value)));
    }
    forwarder = new LandingForwarder(context, topics, catalogue, schemaIds, counts);
    completeness = new Completeness(meta, book, forwarder);
    stage =
        new LandingStage(
            new RocksLandingStore(context.getStateStore(MARKS), context.getStateStore(ROWS)),
            forwarder,
            completeness);
    WaitingRows waiting = new WaitingRows(context.getStateStore(WAITING));
    vendors = new VendorIntake(book, vendorRows, waiting, forwarder, completeness);
    passes = new LandingPasses(meta, stage, book, completeness, vendors, config.sliceRows());
    context.schedule(
        config.sliceEvery(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          forwarder.atNoRecord();
          passes.move();
        });
    context.schedule(
        config.statusEvery(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          book.retry();
          passes.notice();
          counts.publish(forwarder::status);
        });
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = forwarder.at();
    if (from.topic().equals(topics.settings())) {
      setting(text(record.key()), record.value());
    } else if (from.topic().equals(topics.rekeyed())) {
      rekeyed(record);
    } else {
      raw(record, from);
    }
  }

  private void setting(String key, byte[] value) {
    Bytes stored = new Bytes(key.getBytes(StandardCharsets.UTF_8));
    if (value == null) {
      settings.delete(stored);
      book.remove(key);
    } else {
      settings.put(stored, value);
      book.put(codec.decode(key, value));
    }
  }

  private void raw(Record<byte[], byte[]> record, RecordMetadata from) {
    String source = topics.sourceOf(from.topic());
    String resource = topics.resourceOf(from.topic());
    boolean vendorKeyed = vendorKeyed(source, record.headers());
    OptionalLong position = RawHeaders.position(record.headers());
    if (record.key() == null && record.value() == null) {
      if (!vendorKeyed) {
        marker(source, resource, record.headers(), position);
      }
      return;
    }
    forwarder.count(source, "rows");
    RowKey key = new RowKey(source, resource, record.key() == null ? new byte[0] : record.key());
    if (vendorKeyed) {
      // A vendor's partitions count for themselves, but have one time.
      long time = position.orElse(record.timestamp());
      vendor(new WaitingRows.Waiting(key, record.value(), time, from.offset()));
    } else if (record.key() == null) {
      forwarder.reject(key, record.value(), ErrorCode.MISSING_KEY, null);
      completeness.raise(key, position.orElse(from.offset()));
    } else {
      Set<String> unchanged = RawHeaders.unchanged(record.headers());
      land(key, record.value(), position.orElse(from.offset()), unchanged);
    }
  }

  private void marker(String source, String resource, Headers headers, OptionalLong position) {
    if (RawHeaders.complete(headers)) {
      position.ifPresent(at -> passes.complete(source, resource, at));
    } else if (RawHeaders.incomplete(headers)) {
      completeness.doubt(source, resource, position.orElse(0));
    }
  }

  /**
   * What ingest and the command line write has a position; while the settings are not known, that
   * tells it apart.
   */
  private boolean vendorKeyed(String source, Headers headers) {
    return book.knows(source) ? book.vendorKeyed(source) : RawHeaders.position(headers).isEmpty();
  }

  private void vendor(WaitingRows.Waiting row) {
    if (passes.removed(row.named().source())) {
      vendors.key(row);
    } else {
      vendors.take(row);
    }
  }

  private void rekeyed(Record<byte[], byte[]> record) {
    RowKey key = LandingForwarder.rowKey(record.headers(), record.key());
    long position = RawHeaders.position(record.headers()).orElseThrow();
    land(key, record.value(), position, Set.of());
  }

  private void land(RowKey key, byte[] value, long position, Set<String> unchanged) {
    Optional<ActiveMapping> mapping = book.mapping(key.source());
    if (value == null) {
      stage.delete(key, position);
    } else if (passes.removed(key.source())) {
      forwarder.reject(key, value, ErrorCode.UNMAPPED_RESOURCE, null);
    } else {
      if (mapping.isEmpty()) {
        passes.waits(key.source());
      }
      stage.row(key, value, position, unchanged, mapping, book.ids());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
