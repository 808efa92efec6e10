package io.hallpass.normalize.identity;

import io.hallpass.normalize.identity.Message.Admit;
import io.hallpass.normalize.identity.Message.Advert;
import io.hallpass.normalize.identity.Message.Arrive;
import io.hallpass.normalize.identity.Message.Arrived;
import io.hallpass.normalize.identity.Message.Ask;
import io.hallpass.normalize.identity.Message.Call;
import io.hallpass.normalize.identity.Message.ChildResolved;
import io.hallpass.normalize.identity.Message.Dismiss;
import io.hallpass.normalize.identity.Message.Echo;
import io.hallpass.normalize.identity.Message.Move;
import io.hallpass.normalize.identity.Message.Over;
import io.hallpass.normalize.identity.Message.Put;
import io.hallpass.normalize.identity.Message.Release;
import io.hallpass.normalize.identity.Message.Remove;
import io.hallpass.normalize.identity.Message.Unwatch;
import io.hallpass.normalize.identity.Message.Watch;
import java.util.UUID;

/**
 * The binary form of messages: a version byte, a kind byte, the parts. The person is not repeated
 * in it, being the key in the topic.
 */
public final class MessageCodec {
  private static final int VERSION = 3;
  private static final int FRESH = 1;
  private static final int LATE = 2;
  private static final int PUT = 1;
  private static final int REMOVE = 2;
  private static final int MOVE = 3;
  private static final int DISMISS = 4;
  private static final int ARRIVE = 5;
  private static final int ARRIVED = 6;
  private static final int ADVERT = 7;
  private static final int WATCH = 8;
  private static final int UNWATCH = 9;
  private static final int CHILD_RESOLVED = 10;
  private static final int ECHO = 11;
  private static final int ASK = 12;
  private static final int ADMIT = 13;
  private static final int RELEASE = 14;
  private static final int CALL = 15;
  private static final int OVER = 16;

  private MessageCodec() {}

  /** The message without its person. */
  public static byte[] encode(Message message) {
    ByteWriter to = new ByteWriter(64 + size(message)).octet(VERSION);
    if (message instanceof Put put) {
      Parts.write(to.octet(PUT), put.item());
      to.number(put.version()).number(put.since());
      to.octet((put.fresh() ? FRESH : 0) | (put.late() ? LATE : 0));
      Parts.write(to, put.content());
      crossing(to, put.crossing());
    } else if (message instanceof Remove remove) {
      Parts.write(to.octet(REMOVE), remove.item());
      to.number(remove.version()).number(remove.since());
    } else if (message instanceof Move move) {
      Parts.write(to.octet(MOVE), move.item());
      to.number(move.version()).number(move.since()).octet(move.fresh() ? 1 : 0).text(move.to());
      Parts.write(to, move.content());
      crossing(to, move.crossing());
    } else if (message instanceof Dismiss dismiss) {
      Parts.write(to.octet(DISMISS), dismiss.item());
      to.number(dismiss.version());
    } else if (message instanceof Arrive arrive) {
      Parts.write(to.octet(ARRIVE), arrive.item());
      to.number(arrive.version()).text(arrive.from());
      Parts.write(to, arrive.content());
      crossing(to, arrive.crossing());
    } else if (message instanceof Arrived arrived) {
      Parts.write(to.octet(ARRIVED), arrived.item());
    } else if (message instanceof Advert advert) {
      Parts.write(to.octet(ADVERT).text(advert.owner()), advert.candidates());
      if (advert.wave() != null) {
        Parts.writeWave(to, advert.wave());
      }
    } else if (message instanceof Echo echo) {
      Parts.writeWave(to.octet(ECHO).text(echo.from()), echo.wave());
      Parts.writeDenials(to, echo.denials());
    } else if (message instanceof Call call) {
      Parts.writeWave(to.octet(CALL).text(call.from()), call.wave());
    } else if (message instanceof Over over) {
      Parts.writeWave(to.octet(OVER), over.wave());
    } else if (message instanceof Ask ask) {
      to.octet(ASK).text(ask.member()).octet(ask.wants() ? 1 : 0).octet(ask.registered() ? 1 : 0);
      to.uuid(ask.record());
    } else if (message instanceof Admit admit) {
      Parts.write(to.octet(ADMIT).text(admit.into()), admit.candidates());
      Parts.writeWave(to, admit.wave());
    } else if (message instanceof Release release) {
      to.octet(RELEASE).text(release.from()).octet(release.last() ? 1 : 0);
      Parts.write(to, release.candidates());
      Parts.writeDenials(to, release.denials());
      if (release.wave() != null) {
        Parts.writeWave(to, release.wave());
      }
    } else if (message instanceof Watch watch) {
      to.octet(WATCH).text(watch.watcher());
    } else if (message instanceof Unwatch unwatch) {
      to.octet(UNWATCH).text(unwatch.watcher());
    } else if (message instanceof ChildResolved resolved) {
      to.octet(CHILD_RESOLVED).text(resolved.child()).octet(resolved.student() == null ? 0 : 1);
      if (resolved.student() != null) {
        to.uuid(resolved.student());
      }
      if (resolved.wave() != null) {
        Parts.writeWave(to, resolved.wave());
      }
    }
    return to.done();
  }

  /**
   * The message again.
   *
   * @throws UnreadableException if the bytes are not exactly one message of this version
   */
  public static Message decode(String person, byte[] bytes) {
    ByteReader from = ByteReader.versioned("identity message", bytes, VERSION);
    try {
      Message message = decode(person, from.octet(), from);
      from.end();
      return message;
    } catch (IllegalArgumentException e) {
      throw from.unreadable("parts that do not go together");
    }
  }

  private static Message decode(String person, int kind, ByteReader from) {
    return switch (kind) {
      case PUT -> put(person, from);
      case REMOVE -> new Remove(person, Parts.item(from), from.number(), from.number());
      case MOVE ->
          new Move(
              person,
              Parts.item(from),
              from.number(),
              from.number(),
              from.octet() == 1,
              from.text(),
              Parts.content(from),
              crossing(from));
      case DISMISS -> new Dismiss(person, Parts.item(from), from.number());
      case ARRIVE ->
          new Arrive(
              person,
              Parts.item(from),
              from.number(),
              from.text(),
              Parts.content(from),
              crossing(from));
      case ARRIVED -> new Arrived(person, Parts.item(from));
      case ADVERT ->
          new Advert(
              person, from.text(), Parts.candidates(from), from.more() ? Parts.wave(from) : null);
      case ECHO -> new Echo(person, from.text(), Parts.wave(from), Parts.denials(from));
      case CALL -> new Call(person, from.text(), Parts.wave(from));
      case OVER -> new Over(person, Parts.wave(from));
      case ASK -> new Ask(person, from.text(), from.octet() == 1, from.octet() == 1, from.uuid());
      case ADMIT -> new Admit(person, from.text(), Parts.candidates(from), Parts.wave(from));
      case RELEASE ->
          new Release(
              person,
              from.text(),
              from.octet() == 1,
              Parts.candidates(from),
              Parts.denials(from),
              from.more() ? Parts.wave(from) : null);
      case WATCH -> new Watch(person, from.text());
      case UNWATCH -> new Unwatch(person, from.text());
      case CHILD_RESOLVED ->
          new ChildResolved(
              person, from.text(), student(from), from.more() ? Parts.wave(from) : null);
      default -> throw from.unreadable("no such kind of message");
    };
  }

  private static Put put(String person, ByteReader from) {
    ItemId item = Parts.item(from);
    long version = from.number();
    long since = from.number();
    int flags = from.octet();
    Content content = Parts.content(from);
    boolean fresh = (flags & FRESH) != 0;
    boolean late = (flags & LATE) != 0;
    return new Put(person, item, version, since, fresh, content, late, crossing(from));
  }

  private static void crossing(ByteWriter to, Crossing crossing) {
    if (crossing != null) {
      Parts.write(to, crossing);
    }
  }

  private static Crossing crossing(ByteReader from) {
    return from.more() ? Parts.crossing(from) : null;
  }

  private static UUID student(ByteReader from) {
    return from.octet() == 1 ? from.uuid() : null;
  }

  private static int size(Message message) {
    if (message instanceof Put put) {
      return Parts.size(put.content());
    }
    if (message instanceof Move move) {
      return Parts.size(move.content());
    }
    return message instanceof Arrive arrive ? Parts.size(arrive.content()) : 32;
  }
}
