package io.hallpass.normalize.stream;

import static java.util.stream.Collectors.joining;

import io.hallpass.normalize.NormalizeConfig;
import io.hallpass.normalize.NormalizeTopology;
import io.hallpass.normalize.StatusCounts;
import io.hallpass.normalize.identity.Counts;
import io.hallpass.normalize.identity.IdentityStage;
import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.Message;
import io.hallpass.normalize.identity.MessageCodec;
import io.hallpass.normalize.identity.UnmatchedDenial;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.service.SlicedWork;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.ControlSchemas;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stage 2 in Streams: messages to persons come in, canonical records and the state of the gate go
 * out.
 */
public final class IdentityProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  /** Persons, items, claims. */
  public static final String PERSONS = "identity-persons";

  /** Counts, complete-markers heard, the gate last written. */
  public static final String META = "identity-meta";

  private static final int LISTED = 100;
  private static final Bytes GATE = key("gate");
  private static final String HEARD = "heard/";

  private final NormalizeConfig config;
  private final WireFormat wire;
  private final Schema consents;
  private ProcessorContext<byte[], byte[]> context;
  private KeyValueStore<Bytes, byte[]> meta;
  private IdentityStage stage;
  private StatusCounts counts;
  private boolean listUnmatched;
  private final Map<String, String> listed = new HashMap<>();
  private List<String> complete;
  private boolean written;

  /** Stage 2 of one district. */
  public IdentityProcessor(NormalizeConfig config, Catalogue catalogue, SchemaIds schemaIds) {
    this.consents = catalogue.entity(ItemId.CONSENT).orElseThrow().schema();
    this.config = config;
    this.wire = new WireFormat(schemaIds);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> newContext) {
    context = newContext;
    meta = context.getStateStore(META);
    counts = new StatusCounts(meta);
    stage =
        new IdentityStage(
            new StreamsPersonStore(context.getStateStore(PERSONS)),
            UUID::randomUUID,
            new CanonicalForwarder(
                context,
                wire,
                new ConsentBodies(wire, consents, context::currentSystemTimeMs),
                counts,
                this::gate));
    listUnmatched = true;
    listed.clear();
    complete = completeSources();
    written = false;
    SlicedWork.together(context, config.statusEvery(), now -> publish());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    if (record.key() == null) {
      PersonLane.completeSource(record.headers())
          .ifPresent(source -> meta.put(heard(source, record.headers()), new byte[] {1}));
      PersonLane.incompleteSource(record.headers())
          .ifPresent(source -> meta.delete(heard(source, record.headers())));
      complete = completeSources();
      written = false;
      PersonLane.dismissed(record.headers()).ifPresent(this::dismiss);
    } else {
      Message message =
          MessageCodec.decode(new String(record.key(), StandardCharsets.UTF_8), record.value());
      stage.handle(message);
    }
    if (!written) {
      gate(stage.counts());
    }
  }

  private static Bytes heard(String source, Headers headers) {
    return key(HEARD + source + "/" + PersonLane.landingPartition(headers));
  }

  private void dismiss(UUID consent) {
    for (UnmatchedDenial denial : stage.unmatchedDenials(Integer.MAX_VALUE)) {
      if (denial.item().recordId().equals(consent)) {
        stage.handle(new Message.Dismiss(denial.person(), denial.item(), denial.version()));
        listUnmatched = true;
      }
    }
  }

  /**
   * Writes the gate to every partition of the filter where it changed. Whether it comes in front of
   * a step's consents or behind them is the stage's to say.
   */
  private void gate(Counts now) {
    written = true;
    counts.set("waiting", now.waiting());
    counts.set("conflicts", now.conflicts());
    counts.set("students", now.registered());
    counts.set("merged", now.merged());
    counts.set("mergesWaiting", now.mergesWaiting());
    listUnmatched |= counts.value("unmatchedDenials") != now.unmatchedDenials();
    counts.set("unmatchedDenials", now.unmatchedDenials());
    GenericRecord gate = new GenericData.Record(ControlSchemas.GATE);
    gate.put("partition", context.taskId().partition());
    gate.put("completeSources", complete);
    gate.put("unmatchedDenials", now.unmatchedDenials());
    byte[] value = wire.encode(gate);
    if (!Arrays.equals(value, meta.get(GATE))) {
      meta.put(GATE, value);
      byte[] name = ("gate/" + context.taskId().partition()).getBytes(StandardCharsets.UTF_8);
      forward(NormalizeTopology.CONSENTS, name, value);
    }
  }

  private List<String> completeSources() {
    TreeSet<String> complete = new TreeSet<>();
    Map<String, Integer> heard = new HashMap<>();
    Prefix.scan(
        meta,
        HEARD.getBytes(StandardCharsets.UTF_8),
        (key, value) -> {
          String name = new String(key, StandardCharsets.UTF_8);
          heard.merge(name.substring(HEARD.length(), name.lastIndexOf('/')), 1, Integer::sum);
          return true;
        });
    heard.forEach(
        (source, partitions) -> {
          if (partitions >= config.partitions()) {
            complete.add(source);
          }
        });
    return List.copyOf(complete);
  }

  private void publish() {
    gate(stage.counts());
    byte[] status = ("identity/" + context.taskId().partition()).getBytes(StandardCharsets.UTF_8);
    counts.publish(json -> forward(NormalizeTopology.IDENTITY_STATUS, status, json));
    if (listUnmatched) {
      listUnmatched = false;
      byte[] name = ("unmatched/" + context.taskId().partition()).getBytes(StandardCharsets.UTF_8);
      forward(NormalizeTopology.IDENTITY_STATUS, name, unmatched());
    }
    list("conflicts/", conflicts());
    list("merges/", merges());
  }

  /** Publishes a list where it has changed. */
  private void list(String name, String now) {
    if (!now.equals(listed.put(name, now))) {
      String key = name + context.taskId().partition();
      forward(
          NormalizeTopology.IDENTITY_STATUS,
          key.getBytes(StandardCharsets.UTF_8),
          now.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Names merges by the record ids of what says them. */
  private String merges() {
    return stage.waitingMerges(LISTED).stream()
        .limit(LISTED)
        .map(one -> "{\"record\":\"" + one.record() + "\",\"reason\":\"" + one.reason() + "\"}")
        .collect(joining(",", "[", "]"));
  }

  /** Names students by their ids, which are random; the id that both claim is a value. */
  private String conflicts() {
    return stage.conflicts(LISTED).stream()
        .distinct()
        .map(both -> both.stream().map(id -> "\"" + id + "\"").collect(joining(",", "[", "]")))
        .collect(joining(",", "[", "]"));
  }

  /** Names consents by their record ids; the persons they name are values, and stay here. */
  private byte[] unmatched() {
    StringBuilder json = new StringBuilder("[");
    for (UnmatchedDenial denial : stage.unmatchedDenials(LISTED)) {
      json.append(json.length() > 1 ? "," : "")
          .append('"')
          .append(denial.item().recordId())
          .append('"');
    }
    return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private void forward(String sink, byte[] key, byte[] value) {
    context.forward(
        new Record<>(key, value, context.currentSystemTimeMs(), new RecordHeaders()), sink);
  }

  private static Bytes key(String name) {
    return new Bytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
