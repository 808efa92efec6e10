package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.RowDiff.Emitted;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Partitions of stage 2 and the channels to them: one for each sender, receiver and lane, in order
 * within itself and in no order to any other. Everything travels as bytes.
 */
final class Network {
  private final int senders;
  private final int receivers;
  private final List<Deque<Letter>> channels = new ArrayList<>();
  private final double[] pace;
  private final List<IdentityStage> stages = new ArrayList<>();
  final List<TreeStore> stores = new ArrayList<>();
  private final Observer observer;
  private final Random random;
  private final int salt;

  private record Letter(String person, byte[] bytes) {}

  /** Sender numbers below {@code sources} are stage 1's partitions. */
  Network(int sources, int receivers, Observer observer, Random random) {
    this.senders = sources + receivers;
    this.receivers = receivers;
    this.observer = observer;
    this.random = random;
    this.salt = random.nextInt();
    for (int i = 0; i < senders * receivers * 2; i++) {
      channels.add(new ArrayDeque<>());
    }
    pace = random.doubles(channels.size()).toArray();
    for (int i = 0; i < receivers; i++) {
      stores.add(new TreeStore());
      stages.add(null);
      start(i);
    }
  }

  /** What a partition knows after a restart is what its store holds. */
  private void start(int receiver) {
    Wire wire = new Wire(senders - receivers + receiver);
    stages.set(receiver, new IdentityStage(stores.get(receiver), this::mint, wire));
  }

  private UUID mint() {
    UUID student = new UUID(random.nextLong(), random.nextLong());
    observer.minted(student);
    return student;
  }

  void send(int sender, Message message) {
    int receiver = Math.floorMod((message.person().hashCode() * 31 + salt) >> 3, receivers);
    int channel = (sender * receivers + receiver) * 2 + message.lane().ordinal();
    channels.get(channel).add(new Letter(message.person(), MessageCodec.encode(message)));
  }

  /**
   * Lets one message be handled, of a channel chosen with a bias towards some; false if there is
   * none.
   */
  boolean deliver() {
    List<Integer> full = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      if (!channels.get(i).isEmpty()) {
        full.add(i);
      }
    }
    if (full.isEmpty()) {
      return false;
    }
    int one = full.get(random.nextInt(full.size()));
    int other = full.get(random.nextInt(full.size()));
    int chosen = random.nextInt(4) > 0 && pace[other] > pace[one] ? other : one;
    Letter letter = channels.get(chosen).poll();
    Message message = MessageCodec.decode(letter.person, letter.bytes);
    observer.begins(message);
    int receiver = chosen / 2 % receivers;
    if (random.nextInt(40) == 0) {
      start(receiver);
    }
    stages.get(receiver).handle(message);
    observer.ends();
    return true;
  }

  Counts counts() {
    long[] sum = new long[6];
    for (IdentityStage stage : stages) {
      Counts counts = stage.counts();
      sum[0] += counts.waiting();
      sum[1] += counts.conflicts();
      sum[2] += counts.unmatchedDenials();
      sum[3] += counts.registered();
      sum[4] += counts.merged();
      sum[5] += counts.mergesWaiting();
    }
    return new Counts(sum[0], sum[1], sum[2], sum[3], sum[4], sum[5]);
  }

  /** Copies of denials that persons keep, as if rows said them. */
  List<Emitted> copies() {
    List<Emitted> copies = new ArrayList<>();
    for (TreeStore store : stores) {
      store.entries.forEach(
          (key, value) -> {
            ByteReader from = new ByteReader("key", key, 0);
            String person = from.text();
            if (!person.isEmpty()
                && from.octet() == StoreKeys.CONSENT
                && ItemState.decode(value) instanceof ItemState.Held held
                && held.since() == People.COPY) {
              copies.add(new Emitted(Parts.item(from), person, held.content()));
            }
          });
    }
    return copies;
  }

  /** Duplicates that should be split, and from whom, where the student is in conflict. */
  Map<String, String> stillMerged() {
    Map<String, String> still = new TreeMap<>();
    for (TreeStore store : stores) {
      People people = new People(store);
      store.entries.forEach(
          (key, value) -> {
            ByteReader from = new ByteReader("key", key, 0);
            String kept = from.text();
            if (!kept.isEmpty() && from.octet() == StoreKeys.MEMBER) {
              String duplicate = from.restAsText();
              Person person = people.load(kept).person();
              Members.Member member = new Members(store).get(person, duplicate);
              boolean wanted = member.wants() && person.merging.into == null;
              if (member.merged() && !wanted && Person.conflict(person.candidates)) {
                still.put(duplicate, kept);
              }
            }
          });
    }
    return still;
  }

  List<UnmatchedDenial> unmatchedDenials() {
    return stages.stream().flatMap(stage -> stage.unmatchedDenials(1000).stream()).toList();
  }

  long conflicts() {
    return stages.stream().mapToLong(stage -> stage.conflicts(1000).size()).sum();
  }

  private final class Wire implements Out {
    private final int sender;

    Wire(int sender) {
      this.sender = sender;
    }

    @Override
    public void send(Message message) {
      observer.sends(message);
      Network.this.send(sender, message);
    }

    @Override
    public void releaseConsent(UUID student, UUID filed, ItemId item, byte[] payload) {
      observer.filed(filed);
      observer.release(student, item, payload);
    }

    @Override
    public byte[] copied(byte[] earlier, byte[] payload) {
      return payload;
    }

    @Override
    public void release(UUID student, ItemId item, byte[] payload) {
      observer.release(student, item, payload);
    }

    @Override
    public void retract(UUID student, ItemId item) {
      observer.retract(student, item);
    }

    @Override
    public void releaseReference(ItemId item, byte[] payload) {
      observer.releaseReference(item, payload);
    }

    @Override
    public void retractReference(ItemId item) {
      observer.retractReference(item);
    }

    @Override
    public void identity(UUID student, long fence) {
      observer.identity(student, fence);
    }

    @Override
    public void fence(UUID student, long fence) {
      observer.fence(student, fence);
    }

    @Override
    public void identityGone(UUID student) {
      observer.identityGone(student);
    }

    @Override
    public void passageInConsents(Passage passage) {
      observer.passage(sender, passage, true);
    }

    @Override
    public void passageInRecords(Passage passage) {
      observer.passage(sender, passage, false);
    }

    @Override
    public void counted(Counts counts) {
      observer.counted(sender, counts);
    }
  }
}
