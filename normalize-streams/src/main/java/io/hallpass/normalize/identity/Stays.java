package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.ItemState.Awaited;
import io.hallpass.normalize.identity.ItemState.Held;
import io.hallpass.normalize.identity.ItemState.Pending;
import io.hallpass.normalize.identity.Message.Arrive;
import io.hallpass.normalize.identity.Message.Arrived;
import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Remove;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps every item at one person at a time: an item is at a person, or on its way between two, or
 * nowhere. A message that overtakes its item waits for it.
 */
final class Stays {
  private final People people;
  private final Tally tally;
  private final Effects effects;
  private final Crossings crossings;
  private final Out out;

  Stays(People people, Tally tally, Effects effects, Crossings crossings, Out out) {
    this.people = people;
    this.tally = tally;
    this.effects = effects;
    this.crossings = crossings;
    this.out = out;
  }

  void put(Person person, Put put) {
    crossings.comes(person, put.crossing(), () -> taken(person, put));
  }

  void move(Person person, Move move) {
    crossings.leaves(person, move.crossing(), () -> taken(person, move));
  }

  void arrive(Person person, Arrive arrive) {
    crossings.comes(person, arrive.crossing(), () -> taken(person, arrive));
  }

  private void taken(Person person, Put put) {
    ItemState state = people.item(person, put.item());
    if (state instanceof Held held) {
      if (held.since() != put.since() || !held.content().equals(put.content())) {
        if (!put.fresh()) {
          same(held.since(), put.since());
        }
        hold(person, put.item(), put.since(), put.version(), held.content(), put.content());
      }
    } else if (state == null && put.fresh()) {
      hold(person, put.item(), put.since(), put.version(), null, put.content());
    } else {
      Pending stay = new Pending(put.since(), put.version(), null, put.content(), null);
      await(person, put.item(), (Awaited) state, stay);
    }
  }

  void remove(Person person, Remove remove) {
    ItemState state = people.item(person, remove.item());
    if (state instanceof Held held) {
      same(held.since(), remove.since());
      drop(person, remove.item(), held);
    } else {
      Pending stay = new Pending(remove.since(), remove.version(), null, null, null);
      await(person, remove.item(), (Awaited) state, stay);
    }
  }

  private void taken(Person person, Move move) {
    Pending stay =
        new Pending(move.since(), move.version(), move.to(), move.content(), move.crossing());
    ItemState state = people.item(person, move.item());
    if (state instanceof Held held) {
      same(held.since(), move.since());
      drop(person, move.item(), held);
      forward(person, move.item(), stay);
    } else if (state == null && move.fresh()) {
      forward(person, move.item(), stay);
    } else {
      await(person, move.item(), (Awaited) state, stay);
    }
  }

  private void taken(Person person, Arrive arrive) {
    ItemState state = people.item(person, arrive.item());
    ItemId item = arrive.item();
    if (state == null) {
      hold(person, item, arrive.version(), arrive.version(), null, arrive.content());
    } else if (state instanceof Awaited awaited) {
      Pending stay = awaited.stays().get(0);
      same(stay.since(), arrive.version());
      List<Pending> later = awaited.stays().subList(1, awaited.stays().size());
      await(person, item, awaited, later);
      if (stay.to() != null) {
        forward(person, item, stay);
      } else if (stay.content() != null) {
        hold(person, item, stay.since(), stay.version(), null, stay.content());
      }
    } else {
      throw outOfOrder();
    }
    if (arrive.content().withholds()) {
      out.send(new Arrived(arrive.from(), item));
    }
  }

  private void hold(
      Person person, ItemId item, long since, long version, Content was, Content now) {
    people.item(person, item, new Held(since, version, now));
    effects.change(person, item, version, was, now);
  }

  private void drop(Person person, ItemId item, Held held) {
    people.item(person, item, null);
    effects.change(person, item, held.version(), held.content(), null);
  }

  private void forward(Person person, ItemId item, Pending stay) {
    out.send(
        new Arrive(stay.to(), item, stay.version(), person.key, stay.content(), stay.crossing()));
    // Between two persons a denial is in force for neither: it counts here until it has arrived.
    tally.moving(stay.content().withholds() ? 1 : 0);
  }

  private void await(Person person, ItemId item, Awaited state, Pending stay) {
    List<Pending> stays = new ArrayList<>(state == null ? List.of() : state.stays());
    if (!stays.isEmpty()) {
      Pending last = stays.get(stays.size() - 1);
      if (last.since() == stay.since() && last.to() == null) {
        stays.remove(stays.size() - 1);
      } else if (last.since() >= stay.since() || last.to() == null) {
        throw outOfOrder();
      }
    }
    stays.add(stay);
    await(person, item, state, stays);
  }

  private void await(Person person, ItemId item, Awaited was, List<Pending> stays) {
    Awaited now = stays.isEmpty() ? null : new Awaited(stays);
    people.item(person, item, now);
    tally.moving((now == null ? 0 : now.denials()) - (was == null ? 0 : was.denials()));
  }

  private static void same(long expected, long found) {
    if (expected != found) {
      throw outOfOrder();
    }
  }

  private static IllegalStateException outOfOrder() {
    return new IllegalStateException(
        "an item's messages came in another order than they were sent");
  }
}
