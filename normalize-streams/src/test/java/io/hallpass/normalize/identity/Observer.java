package io.hallpass.normalize.identity;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Watches what all partitions put out, in the order of their steps, and objects to what must never
 * be seen.
 */
final class Observer {
  /** What is released now, as {@link Model#line} names it. */
  final Map<String, String> released = new TreeMap<>();

  /** The person keys whose students are known now. */
  final Set<String> identities = new TreeSet<>();

  private final History history;
  private final Map<UUID, String> roots = new HashMap<>();
  private final Map<ItemId, Set<String>> owners = new HashMap<>();
  private final Map<ItemId, BigInteger> newest = new HashMap<>();
  private final Map<ItemId, Heard> latest = new HashMap<>();
  private final Map<ItemId, String> keptUnder = new HashMap<>();
  private final Map<String, Long> fences = new HashMap<>();
  private final Map<String, Long> passages = new HashMap<>();
  private final Map<String, Long> stated = new HashMap<>();
  private final Map<Integer, Long> gates = new HashMap<>();

  /** Consents taken from known students in this step, and what had been told of the gate then. */
  private final Map<ItemId, Long> takenBack = new HashMap<>();

  private final Set<ItemId> dismissed = new HashSet<>();
  private final List<String> trace;
  private MergeWatch merges = new MergeWatch.Nothing();
  private TwoTopics topics = new TwoTopics(new Random(0));
  private String person;
  private int phase;

  /** What stage 1 said last of an item, as far as stage 2 has heard; null for gone. */
  private record Heard(long version, Content content) {}

  Observer(History history, List<String> trace) {
    this.history = history;
    this.trace = trace;
  }

  /** Also watches what only histories without changes of other kinds promise. */
  void watch(MergeWatch watch) {
    merges = watch;
  }

  /** Also writes all down for readers of the two topics. */
  void watch(TwoTopics written) {
    topics = written;
  }

  static String text(byte[] payload) {
    return new BigInteger(payload).toString();
  }

  void minted(UUID student) {
    require(!roots.containsValue(person), "a second id for one student");
    roots.put(student, person);
  }

  /** A step begins. */
  void begins(Message message) {
    person = message.person();
    phase = 0;
    takenBack.clear();
    note(() -> "* " + describe(message));
    if (message instanceof Message.Put put) {
      heard(put.item(), put.version(), put.content());
    } else if (message instanceof Message.Move move) {
      heard(move.item(), move.version(), move.content());
    } else if (message instanceof Message.Remove remove) {
      heard(remove.item(), remove.version(), null);
    }
  }

  private void heard(ItemId item, long version, Content content) {
    latest.merge(item, new Heard(version, content), (a, b) -> a.version() > b.version() ? a : b);
  }

  /** An operator has dismissed the denial once. */
  void dismissed(ItemId item) {
    dismissed.add(item);
  }

  void passage(int partition, Passage passage, boolean inConsents) {
    String root = roots.get(passage.student());
    note(() -> "  " + passage + (inConsents ? " in consents of " : " in records of ") + root);
    String name = passage.comes() + "/" + partition;
    long before = passages.getOrDefault(root + name + inConsents, 0L);
    require(before < passage.number(), "a passage out of order");
    passages.put(root + name + inConsents, passage.number());
    topics.passage(root, name, passage.number(), inConsents);
  }

  /** A partition says how many denials are out of force. */
  void counted(int partition, Counts counts) {
    note(() -> "  counted " + counts);
    gates.put(partition, counts.unmatchedDenials());
  }

  /** The filter has read the step's consents one after the other: the gate was closed in time. */
  void ends() {
    boolean outOfForce =
        takenBack.keySet().stream().anyMatch(item -> isDenial(item) && owners.get(item).isEmpty());
    require(
        !outOfForce || takenBack.values().stream().allMatch(told -> told >= denialsOutOfForce()),
        "a denial that goes before the gate is closed");
  }

  private boolean isDenial(ItemId item) {
    Heard heard = latest.get(item);
    return heard != null
        && heard.content() instanceof MappedRecord record
        && record.withholds()
        && !dismissed.contains(item);
  }

  /** How many denials that stage 2 has heard of are not in force as they were last heard. */
  int denialsOutOfForce() {
    int count = 0;
    for (Map.Entry<ItemId, Heard> entry : latest.entrySet()) {
      ItemId item = entry.getKey();
      if (isDenial(item)) {
        Set<String> under = owners.getOrDefault(item, Set.of());
        String want = text(((MappedRecord) entry.getValue().content()).payload());
        if (under.stream().noneMatch(o -> want.equals(released.get(Model.line(o, item))))) {
          count++;
        }
      }
    }
    return count;
  }

  void release(UUID student, ItemId item, byte[] payload) {
    String root = roots.get(student);
    note(() -> "  release " + Model.line(root, item) + " = " + text(payload));
    Set<String> under = owners.computeIfAbsent(item, key -> new HashSet<>());
    if (item.entity().equals("guardian")) {
      require(history.couldBeChild(person, root), "a guardian's record without a reason");
    } else {
      require(under.isEmpty() || under.contains(root), "a record under two children");
      require(history.couldBe(person, root), "a record under a student for no reason");
      step(item.consent() ? 4 : 6);
      if (person.equals(root) && !item.consent()) {
        require(identities.contains(root), "a record before the identity");
      }
      keptUnder.put(item, person);
    }
    newer(item, payload);
    under.add(root);
    merges.release(root, item, person, fences.getOrDefault(root, 0L));
    topics.put(root, item, person, true);
    released.put(Model.line(root, item), text(payload));
  }

  /** A consent is released that was filed for this student. */
  void filed(UUID student) {
    require(history.couldBe(person, roots.get(student)), "filed for somebody for no reason");
  }

  void retract(UUID student, ItemId item) {
    String root = roots.get(student);
    note(() -> "  retract " + Model.line(root, item));
    require(released.remove(Model.line(root, item)) != null, "retracted what was not released");
    require(owners.get(item).remove(root), "retracted from another");
    if (!item.entity().equals("guardian")) {
      step(item.consent() ? 3 : 1);
    }
    merges.retract(root, item);
    topics.put(root, item, person, false);
    if (item.consent() && identities.contains(root)) {
      takenBack.put(item, gates.values().stream().mapToLong(Long::longValue).sum());
    }
  }

  void releaseReference(ItemId item, byte[] payload) {
    note(() -> "  release " + Model.line("-", item) + " = " + text(payload));
    newer(item, payload);
    released.put(Model.line("-", item), text(payload));
  }

  void retractReference(ItemId item) {
    note(() -> "  retract " + Model.line("-", item));
    require(released.remove(Model.line("-", item)) != null, "retracted what was not released");
  }

  void identity(UUID student, long fence) {
    note(() -> "  identity " + roots.get(student) + " " + fence);
    step(5);
    require(roots.get(student).equals(person), "an identity from elsewhere");
    Long known = stated.put(person, fence);
    boolean again = !identities.add(person);
    require(known == null || (again ? known < fence : known <= fence), "an older identity");
    require(fence <= fences.getOrDefault(person, 0L), "an identity of a fence to come");
    merges.identity(person, fence);
    topics.identity(person, fence);
  }

  void fence(UUID student, long fence) {
    note(() -> "  fence " + roots.get(student) + " " + fence);
    require(roots.get(student).equals(person), "a fence from elsewhere");
    require(fence == 1 + fences.getOrDefault(person, 0L), "a fence out of order");
    fences.put(person, fence);
    topics.fence(person, fence);
    // Another transition begins, in the same step.
    phase = 0;
  }

  /** The person keys of all who ever were registered as students. */
  Set<String> students() {
    return new HashSet<>(roots.values());
  }

  void identityGone(UUID student) {
    note(() -> "  identity gone " + roots.get(student));
    step(2);
    require(identities.remove(roots.get(student)), "an identity gone twice");
    merges.identityGone(person);
    topics.identityGone(person);
    for (Map.Entry<ItemId, Set<String>> entry : owners.entrySet()) {
      boolean mine =
          !entry.getKey().consent()
              && !entry.getKey().entity().equals("guardian")
              && person.equals(keptUnder.get(entry.getKey()));
      require(!mine || !entry.getValue().contains(person), "an identity gone before its records");
    }
  }

  void sends(Message message) {
    note(() -> "  -> " + describe(message));
    if (message instanceof Message.Echo echo) {
      boolean asked = echo.wave().gathers();
      require(asked || echo.denials().isEmpty(), "denials that nobody asked for");
    }
    if (message instanceof Message.Advert advert) {
      for (Candidate candidate : advert.candidates()) {
        require(
            new HashSet<>(candidate.path()).size() == candidate.path().size(),
            "a claim that feeds on itself");
      }
    }
  }

  private void newer(ItemId item, byte[] payload) {
    BigInteger now = new BigInteger(payload);
    BigInteger before = newest.put(item, now);
    require(before == null || before.compareTo(now) <= 0, "an older value after a newer one");
  }

  /** Within a step: records go, identity, consents; consents come, identity, records. */
  private void step(int next) {
    require(next >= phase, "effects of a step in the wrong order");
    phase = next;
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  private void note(Supplier<String> line) {
    if (trace != null) {
      trace.add(line.get());
    }
  }

  /** Messages hide what they hold; here it is all made up. */
  static String describe(Message message) {
    List<String> parts = new ArrayList<>();
    for (var part : message.getClass().getRecordComponents()) {
      try {
        parts.add(part.getName() + "=" + show(part.getAccessor().invoke(message)));
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    return message.getClass().getSimpleName() + parts;
  }

  private static String show(Object value) {
    if (value instanceof ItemId item) {
      return Model.line("", item).trim();
    } else if (value instanceof MappedRecord mapped) {
      return mapped.role()
          + (mapped.withholds() ? " denial " : " ")
          + mapped.also()
          + " "
          + text(mapped.payload());
    } else if (value instanceof Registration registration) {
      return registration.role() + " of " + registration.of();
    } else if (value instanceof List<?> list) {
      return list.stream()
          .map(v -> v instanceof Candidate c ? c.student() + " by " + c.path() : v.toString())
          .toList()
          .toString();
    }
    return String.valueOf(value);
  }
}
