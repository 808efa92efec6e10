package io.hallpass.consent.filter;

import io.hallpass.consent.decision.Release;
import io.hallpass.consent.mask.Masks;
import io.hallpass.schemas.Entity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One partition of a district: acts on each record and on time. What it does is in the stores when
 * it is done with an event, so that Streams commits both together.
 */
final class FilterTask {
  private final FilterConfig config;
  private final KeyValueStore<byte[], byte[]> records;
  private final Meta meta;
  private final TaskClock clock;
  private final Settings settings;
  private final Gates gates;
  private final Recipients recipients;
  private final Students students;
  private final Identities identities;
  private final DueIndex due;
  private final Pass pass;
  private final Counts counts;
  private final Masks masks;
  private final Delivery delivery;
  private final FirstReading firstReading;
  private Rules rules;
  private boolean somebodyDue = true;

  /** Changes whenever decisions made before no longer hold. */
  private int era;

  FilterTask(
      FilterConfig config,
      int partition,
      Function<String, KeyValueStore<byte[], byte[]>> stores,
      Delivery.Out out) {
    this.config = config;
    this.records = stores.apply(ConsentTopology.RECORDS);
    this.meta = new Meta(stores.apply(ConsentTopology.META));
    this.clock = new TaskClock(meta);
    this.settings =
        new Settings(config.catalogue(), stores.apply(ConsentTopology.SETTINGS), config.ids());
    this.gates = new Gates(config.partitions(), stores.apply(ConsentTopology.GATES), config.ids());
    this.recipients = new Recipients(config.topics(), meta);
    this.due = new DueIndex(stores.apply(ConsentTopology.DUE));
    this.students =
        new Students(
            stores.apply(ConsentTopology.STUDENTS),
            due,
            config.ids(),
            consentEntity(config),
            config.studentsInMemory());
    this.identities = new Identities(config.ids());
    this.pass = new Pass(meta, records);
    this.counts = new Counts(meta);
    this.masks = new Masks(config.ids());
    this.delivery = new Delivery(masks, recipients, counts, out);
    this.firstReading = FirstReading.of(meta, Fingerprint.absent(meta), config, partition);
    boolean otherSettings = settings.retry();
    newRules();
    if (new Fingerprint(config.catalogue()).replaces(meta) || otherSettings) {
      pass.start();
    }
  }

  private static Entity consentEntity(FilterConfig config) {
    return config
        .catalogue()
        .entity("consent")
        .orElseThrow(() -> new IllegalArgumentException("the catalogue has no entity consent"));
  }

  /** Moves the day on; to be called before anything is decided. */
  void time(long now) {
    LocalDate before = clock.today();
    boolean believed = clock.believed();
    boolean newDay = clock.advance(now);
    if (clock.believed() != believed) {
      rules = rules();
      if (clock.believed()) {
        pass.start();
      }
    }
    if (newDay) {
      era++;
      somebodyDue = true;
      boolean agreementsChange =
          rules.decider().nextChange(before).map(day -> !day.isAfter(clock.today())).orElse(false);
      if (agreementsChange) {
        pass.start();
      }
    }
  }

  /** A record of {@code canonical.records} or {@code canonical.reference}. */
  void record(byte[] topicKey, byte[] value, boolean reference) {
    counts.record();
    RecordKey key = RecordKey.ofTopic(topicKey);
    String mark = reference ? null : Identities.mark(topicKey);
    if (mark != null) {
      mark(Identities.student(topicKey), mark, value);
    } else if (key == null || key.reference() != reference) {
      counts.unreadable();
    } else {
      byte[] stored = records.get(key.store());
      if (value != null) {
        changed(key, stored, value);
      } else if (stored != null) {
        delivery.gone(key, Entry.decode(stored));
        records.delete(key.store());
      }
    }
    counts.save();
  }

  /** A fence or a passage among the records. */
  private void mark(byte[] id, String mark, byte[] value) {
    if (value == null) {
      return;
    }
    Student student = students.of(id);
    if (mark.equals(Identities.KEY)) {
      student.fence(identities.fence(value, id));
      if (students.save(student, clock.today())) {
        decideAgain(student);
      }
    } else {
      passage(student, mark, value, false);
    }
  }

  private void passage(Student student, String mark, byte[] value, boolean inConsents) {
    boolean closed = student.fenced();
    student.passages().read(mark, identities.fence(value, student.id()), inConsents);
    boolean day = students.save(student, clock.today());
    if (day || closed && !student.fenced()) {
      decideAgain(student);
    }
  }

  private void changed(RecordKey key, byte[] stored, byte[] value) {
    Entry entry = stored == null ? new Entry(value) : Entry.decode(stored);
    byte[] before = stored == null ? null : entry.current();
    Rules his = rules(key);
    boolean same = Arrays.equals(before, value);
    if (!same && before != null) {
      if (entry.earlier() == null && !his.open() && behindGate(entry)) {
        entry.earlier(before);
      }
      entry.current(value);
    }
    boolean sent = delivery.arrived(key, entry, before, his, release(key));
    if (sent || !same) {
      records.put(key.store(), entry.encode());
    }
  }

  /**
   * Whether somebody has the record to whom its next version will not go while the gate is closed.
   */
  private boolean behindGate(Entry entry) {
    for (int i = 0; i < entry.count(); i++) {
      int recipient = rules.recipient(entry.recipient(i));
      if (recipient >= 0 && rules.deniable()[recipient]) {
        return true;
      }
    }
    return false;
  }

  /** A record of {@code canonical.consents}: a gate, an identity or a consent. */
  void consents(byte[] topicKey, byte[] value, long offset) {
    String key = topicKey == null ? "" : new String(topicKey, StandardCharsets.UTF_8);
    byte[] student = Identities.student(topicKey);
    if (key.startsWith(Gates.PREFIX)) {
      gate(key, value);
    } else if (student != null) {
      student(student, key.substring(Ids.TEXT + 1), value);
    } else {
      counts.unreadable();
    }
    readToItsEnd(firstReading.consent(offset));
    counts.save();
  }

  private void gate(String key, byte[] value) {
    if (!gates.put(key, value)) {
      counts.unreadable();
    }
    boolean open = rules.open();
    rules = rules();
    if (rules.open() && !open) {
      pass.start();
    }
  }

  private void student(byte[] id, String what, byte[] value) {
    Student student = students.of(id);
    if (Passages.isOne(what)) {
      if (value != null) {
        passage(student, what, value, true);
      }
      return;
    }
    boolean before = student.registered();
    if (what.equals(Identities.KEY)) {
      long fence = value == null ? Identities.NONE : identities.fence(value, id);
      boolean seen = fence != Identities.NONE;
      if (value != null && !seen) {
        counts.unreadable();
      }
      if (seen == before && (!seen || fence == student.opened())) {
        return;
      }
      if (seen) {
        student.opened(fence);
      }
      if (seen != before) {
        student.registered(seen);
        counts.students(seen ? 1 : -1);
      }
    } else {
      UUID consent = Identities.consent(what);
      if (Arrays.equals(student.consents().get(consent), value)) {
        return;
      }
      student.consent(consent, value);
    }
    students.save(student, clock.today());
    if (before || student.registered()) {
      decideAgain(student);
    }
  }

  /** A record of {@code control.settings}. */
  void setting(byte[] topicKey, byte[] value, long offset, long now) {
    if (topicKey != null) {
      settings(settings.put(new String(topicKey, StandardCharsets.UTF_8), value), now);
    }
    readToItsEnd(firstReading.setting(offset));
  }

  private void readToItsEnd(boolean now) {
    if (now) {
      pass.start();
    }
  }

  private void settings(boolean changed, long now) {
    if (changed) {
      newRules();
      pass.start();
    } else {
      setClock();
    }
    time(now);
  }

  private void newRules() {
    era++;
    setClock();
    rules = rules();
  }

  private void setClock() {
    settings
        .district()
        .ifPresent(
            district ->
                clock.district(district.timeZone(), settings.appliedAt().orElse(Instant.EPOCH)));
  }

  private Rules rules() {
    return Rules.of(settings, gates, recipients, clock.believed());
  }

  /** Whether something is to be done without a record. */
  boolean busy() {
    return somebodyDue || pass.stage() != Pass.Stage.IDLE;
  }

  /** A slice of what is to be done without a record. */
  void work() {
    int left = config.slice();
    if (somebodyDue) {
      List<byte[]> today = due.due(clock.today(), left);
      for (byte[] id : today) {
        if (left > 0) {
          Student student = students.of(id);
          students.save(student, clock.today());
          left -= 1 + decideAgain(student);
        }
      }
      somebodyDue = !today.isEmpty();
    }
    if (left > 0 && pass.stage() != Pass.Stage.IDLE) {
      List<KeyValue<byte[], byte[]>> slice = pass.slice(left);
      boolean takeBacksOnly = pass.stage() == Pass.Stage.TAKE_BACKS;
      slice.forEach(next -> decideAgain(next.key, next.value, takeBacksOnly));
      pass.done(slice, left);
    }
    counts.save();
  }

  private int decideAgain(Student student) {
    int n = 0;
    try (KeyValueIterator<byte[], byte[]> his =
        records.prefixScan(student.id(), new ByteArraySerializer())) {
      for (; his.hasNext(); n++) {
        KeyValue<byte[], byte[]> next = his.next();
        decideAgain(next.key, next.value, false);
      }
    }
    return n;
  }

  private void decideAgain(byte[] storeKey, byte[] stored, boolean takeBacksOnly) {
    RecordKey key = RecordKey.ofStore(storeKey);
    Entry entry = Entry.decode(stored);
    if (delivery.decidedAgain(key, entry, rules(key), release(key), takeBacksOnly)) {
      records.put(storeKey, entry.encode());
    }
  }

  /** A fence is a gate of one student's own. */
  private Rules rules(RecordKey key) {
    boolean fenced = !key.reference() && students.of(key.student()).fenced();
    return fenced ? rules.closed() : rules;
  }

  private Release release(RecordKey key) {
    if (!clock.known() || firstReading.going()) {
      return Release.NOTHING;
    }
    if (key.reference()) {
      return rules.decider().decide(List.of(), clock.today());
    }
    return students.release(students.of(key.student()), rules.decider(), clock.today(), era);
  }

  /** Asks the registry again for schemas it did not know. */
  void forgetUnknownSchemas(long now) {
    masks.forgetUnknown();
    if (settings.retry()) {
      settings(true, now);
    }
  }

  /** The task's counts and state as JSON. */
  String status() {
    return counts.json(
        recipients.names(),
        rules.open() && !firstReading.going(),
        pass.stage(),
        settings.unreadable(),
        clock.believed());
  }
}
