package io.hallpass.normalize.landing;

import io.hallpass.normalize.NormalizeConfig;
import io.hallpass.normalize.StatusCounts;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.RawHeaders;
import io.hallpass.schemas.Catalogue;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
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

  /** Counts, long passes, and which consents were complete. */
  public static final String META = "landing-meta";

  private final NormalizeConfig config;
  private final Catalogue catalogue;
  private final Mappings mappings;
  private final SchemaIds schemaIds;
  private final DistrictTopics topics;
  private final VendorRows vendorRows;
  private SettingsBook book;
  private LandingStage stage;
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
    this.vendorRows = new VendorRows(schemaIds);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> meta = context.getStateStore(META);
    counts = new StatusCounts(meta);
    book =
        new SettingsBook(mappings, config.references(), context.getStateStore(SETTINGS), schemaIds);
    forwarder = new LandingForwarder(context, topics, catalogue, schemaIds, counts);
    stage =
        new LandingStage(
            new RocksLandingStore(context.getStateStore(MARKS), context.getStateStore(ROWS)),
            forwarder);
    passes = new LandingPasses(meta, stage, book, forwarder, config.sliceRows());
    context.schedule(config.sliceEvery(), PunctuationType.WALL_CLOCK_TIME, now -> passes.move());
    context.schedule(
        config.statusEvery(),
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          book.retry();
          passes.noticeMappings();
          counts.publish(forwarder::status);
        });
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata from = forwarder.at(record);
    if (from.topic().equals(topics.settings())) {
      setting(record.key(), record.value());
    } else if (from.topic().equals(topics.rekeyed())) {
      rekeyed(record);
    } else {
      raw(record, from);
    }
  }

  private void setting(byte[] key, byte[] value) {
    if (key != null) {
      book.put(text(key), value);
    }
  }

  private void raw(Record<byte[], byte[]> record, RecordMetadata from) {
    String source = topics.sourceOf(from.topic());
    String resource = topics.resourceOf(from.topic());
    boolean vendorKeyed = vendorKeyed(source, record.headers());
    if (record.key() == null && record.value() == null) {
      if (!vendorKeyed && RawHeaders.complete(record.headers())) {
        RawHeaders.position(record.headers())
            .ifPresent(position -> passes.complete(source, resource, position));
      }
      return;
    }
    forwarder.count(source, "rows");
    if (vendorKeyed) {
      rekey(record, source, resource);
      return;
    }
    RowKey key = new RowKey(source, resource, record.key() == null ? new byte[0] : record.key());
    if (record.key() == null) {
      forwarder.reject(key, record.value(), ErrorCode.MISSING_KEY, null);
      return;
    }
    long position = RawHeaders.position(record.headers()).orElse(from.offset());
    land(key, record.value(), position, RawHeaders.unchanged(record.headers()));
  }

  /**
   * What ingest and the command line write has a position; while the settings are not known, that
   * tells it apart.
   */
  private boolean vendorKeyed(String source, Headers headers) {
    return book.knows(source) ? book.vendorKeyed(source) : RawHeaders.position(headers).isEmpty();
  }

  private void rekey(Record<byte[], byte[]> record, String source, String resource) {
    RowKey named = new RowKey(source, resource, record.key() == null ? new byte[0] : record.key());
    Optional<ResourceMapping> mapping =
        book.mapping(source).flatMap(active -> active.mapping().resource(resource));
    if (mapping.isEmpty()) {
      if (book.knows(source) || !forwarder.later(record, named)) {
        forwarder.reject(named, null, ErrorCode.UNMAPPED_RESOURCE, null);
      }
      return;
    }
    VendorRows.Result result = vendorRows.read(record.key(), record.value(), mapping.get());
    if (result instanceof VendorRows.Result.Keyed keyed) {
      forwarder.rekeyed(new RowKey(source, resource, keyed.key()), keyed.row(), record.headers());
    } else if (result instanceof VendorRows.Result.Unreadable unreadable) {
      // What could not be read may hold what nobody mapped, so no bytes of it are kept.
      forwarder.reject(named, null, unreadable.code(), unreadable.field());
    }
  }

  private void rekeyed(Record<byte[], byte[]> record) {
    Headers headers = record.headers();
    RowKey key = LandingForwarder.rowKey(headers, record.key());
    if (LandingForwarder.isLater(headers)) {
      rekey(record, key.source(), key.resource());
      return;
    }
    land(key, record.value(), RawHeaders.position(headers).orElseThrow(), Set.of());
  }

  private void land(RowKey key, byte[] value, long position, Set<String> unchanged) {
    if (value == null) {
      stage.delete(key, position);
    } else {
      stage.row(key, value, position, unchanged, book.mapping(key.source()), book.ids());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
