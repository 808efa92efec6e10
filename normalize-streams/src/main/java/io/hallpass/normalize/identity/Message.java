package io.hallpass.normalize.identity;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * What travels to a person's partition. {@link Put}, {@link Remove}, {@link Move} and {@link
 * Dismiss} come from outside ({@link RowDiff} makes the first three); the others only from one
 * partition of {@link IdentityStage} to another.
 *
 * <p>{@code toString} names the kind and nothing else.
 */
public sealed interface Message {
  /**
   * The person key ({@code system:value}) whose partition handles this message; the key in the
   * topic.
   */
  String person();

  /** The lane on which this message must travel. */
  default Lane lane() {
    return Lane.BULK;
  }

  /** A message about one item; all messages of an item share a lane. */
  sealed interface OfItem extends Message {
    /** The item. */
    ItemId item();

    @Override
    default Lane lane() {
      return item().lane();
    }
  }

  /**
   * The item is, or has become, this.
   *
   * @param version when; grows with every change of the row
   * @param since the version with which the item came to this person
   * @param fresh that the item was removed before, or never was
   * @param late that the row's source was read whole before: what costs something in a first load
   *     may be done
   * @param crossing what the row says beside it in the other lane, or null
   */
  record Put(
      String person,
      ItemId item,
      long version,
      long since,
      boolean fresh,
      Content content,
      boolean late,
      Crossing crossing)
      implements OfItem {
    /** Checks the parts. */
    public Put {
      Keys.check(person);
      Keys.check(item, content);
    }

    /** Of a first load, with nothing beside it in the other lane. */
    public Put(
        String person, ItemId item, long version, long since, boolean fresh, Content content) {
      this(person, item, version, since, fresh, content, false, null);
    }

    @Override
    public String toString() {
      return "Put";
    }
  }

  /**
   * The item is gone.
   *
   * @param version when
   * @param since the version with which the item came to this person
   */
  record Remove(String person, ItemId item, long version, long since) implements OfItem {
    /** Checks the parts. */
    public Remove {
      Keys.check(person);
      Objects.requireNonNull(item, "item");
    }

    @Override
    public String toString() {
      return "Remove";
    }
  }

  /**
   * The item now belongs to somebody else, and is this. Goes to the person it belonged to.
   *
   * @param version when; the {@code since} of the new person
   * @param since the version with which the item came to this person
   * @param fresh that the item was removed before
   * @param to the person it belongs to now
   * @param crossing what the row says beside it in the other lane, or null
   */
  record Move(
      String person,
      ItemId item,
      long version,
      long since,
      boolean fresh,
      String to,
      Content content,
      Crossing crossing)
      implements OfItem {
    /** With nothing beside it in the other lane. */
    public Move(
        String person,
        ItemId item,
        long version,
        long since,
        boolean fresh,
        String to,
        Content content) {
      this(person, item, version, since, fresh, to, content, null);
    }

    /** Checks the parts. */
    public Move {
      Keys.check(person);
      Keys.check(to);
      Keys.check(item, content);
    }

    @Override
    public String toString() {
      return "Move";
    }
  }

  /**
   * The operator has looked at an unmatched denial and wants it counted no longer.
   *
   * @param version of the item the operator saw; another version is not dismissed
   */
  record Dismiss(String person, ItemId item, long version) implements OfItem {
    /** Checks the parts. */
    public Dismiss {
      Keys.check(person);
      Objects.requireNonNull(item, "item");
    }

    @Override
    public String toString() {
      return "Dismiss";
    }
  }

  /**
   * The item has left {@code from} and is here now.
   *
   * @param crossing what comes with it in the other lane, or null
   */
  record Arrive(
      String person, ItemId item, long version, String from, Content content, Crossing crossing)
      implements OfItem {
    /** Checks the parts. */
    public Arrive {
      Keys.check(person);
      Keys.check(from);
      Keys.check(item, content);
    }

    @Override
    public String toString() {
      return "Arrive";
    }
  }

  /** A denial that left this person has arrived, and is counted where it is now. */
  record Arrived(String person, ItemId item) implements OfItem {
    /** Checks the parts. */
    public Arrived {
      Keys.check(person);
      Objects.requireNonNull(item, "item");
    }

    @Override
    public String toString() {
      return "Arrived";
    }
  }

  /**
   * {@code owner} claims this person and stands for these candidates: none withdraws the claim.
   *
   * @param wave to be answered by an {@link Echo}; null if this is part of none
   */
  record Advert(String person, String owner, List<Candidate> candidates, Wave wave)
      implements Message {
    /** Checks and copies. */
    public Advert {
      Keys.check(person);
      Keys.check(owner);
      candidates = List.copyOf(candidates);
    }

    /** Part of no wave. */
    public Advert(String person, String owner, List<Candidate> candidates) {
      this(person, owner, candidates, null);
    }

    @Override
    public String toString() {
      return "Advert";
    }
  }

  /**
   * All that an advert to {@code from} caused has been handled.
   *
   * @param denials what is denied there and beyond, where the wave gathers that
   */
  record Echo(String person, String from, Wave wave, List<Denial> denials) implements Message {
    /** Checks and copies. */
    public Echo {
      Keys.check(person);
      Keys.check(from);
      Objects.requireNonNull(wave, "wave");
      denials = List.copyOf(denials);
    }

    @Override
    public String toString() {
      return "Echo";
    }
  }

  /**
   * {@code from} wants to hear when all that the wave caused has been handled; it began here, and
   * {@code from} has handled a part of it.
   */
  record Call(String person, String from, Wave wave) implements Message {
    /** Checks the parts. */
    public Call {
      Keys.check(person);
      Keys.check(from);
      Objects.requireNonNull(wave, "wave");
    }

    @Override
    public String toString() {
      return "Call";
    }
  }

  /** Answers a {@link Call}: all that the wave caused has been handled, wherever that was. */
  record Over(String person, Wave wave) implements Message {
    /** Checks the parts. */
    public Over {
      Keys.check(person);
      Objects.requireNonNull(wave, "wave");
    }

    @Override
    public String toString() {
      return "Over";
    }
  }

  /**
   * {@code member} is, or is no longer, a duplicate of this person.
   *
   * @param wants whether it is
   * @param registered whether the member is registered as a student
   * @param record the record id of what says so; of the last one where it does not want to any more
   */
  record Ask(String person, String member, boolean wants, boolean registered, UUID record)
      implements Message {
    /** Checks the parts. */
    public Ask {
      Keys.check(person);
      Keys.check(member);
      Objects.requireNonNull(record, "record");
    }

    @Override
    public String toString() {
      return "Ask";
    }
  }

  /**
   * This person belongs to the student of {@code into} from now on, and to no student of its own.
   */
  record Admit(String person, String into, List<Candidate> candidates, Wave wave)
      implements Message {
    /** Checks and copies. */
    public Admit {
      Keys.check(person);
      Keys.check(into);
      Objects.requireNonNull(wave, "wave");
      candidates = List.copyOf(candidates);
    }

    @Override
    public String toString() {
      return "Admit";
    }
  }

  /**
   * This person belongs to the student of {@code from} no longer, if it did.
   *
   * @param last answers an {@link Ask} that did not want to any more; else it may be admitted again
   * @param candidates what {@code from} still claims for it
   * @param denials of the student it belonged to
   * @param wave to be answered by an {@link Echo} when nothing of the person is under that student
   *     any more; null where nothing was
   */
  record Release(
      String person,
      String from,
      boolean last,
      List<Candidate> candidates,
      List<Denial> denials,
      Wave wave)
      implements Message {
    /** Checks and copies. */
    public Release {
      Keys.check(person);
      Keys.check(from);
      candidates = List.copyOf(candidates);
      denials = List.copyOf(denials);
    }

    @Override
    public String toString() {
      return "Release";
    }
  }

  /**
   * The guardian {@code watcher} wants to know which student this person is, now and from now on.
   */
  record Watch(String person, String watcher) implements Message {
    /** Checks the parts. */
    public Watch {
      Keys.check(person);
      Keys.check(watcher);
    }

    @Override
    public String toString() {
      return "Watch";
    }
  }

  /** The guardian {@code watcher} does not want to know any more. */
  record Unwatch(String person, String watcher) implements Message {
    /** Checks the parts. */
    public Unwatch {
      Keys.check(person);
      Keys.check(watcher);
    }

    @Override
    public String toString() {
      return "Unwatch";
    }
  }

  /**
   * Tells the guardian {@code person} which student {@code child} is; null for none or more than
   * one.
   *
   * @param wave to be answered by an {@link Echo}; null if this is part of none
   */
  record ChildResolved(String person, String child, UUID student, Wave wave) implements Message {
    /** Checks the parts. */
    public ChildResolved {
      Keys.check(person);
      Keys.check(child);
    }

    @Override
    public String toString() {
      return "ChildResolved";
    }
  }
}
