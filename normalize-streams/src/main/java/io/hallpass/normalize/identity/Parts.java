package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The binary form of the parts that messages and state have in common. */
final class Parts {
  private static final int RECORD = 0;
  private static final int REGISTRATION = 1;
  private static final int DENIAL = 1 << 3;
  private static final int HELD = 128;
  private static final int FILED = 256;
  private static final Role[] ROLES = Role.values();

  private Parts() {}

  static int size(Content content) {
    return content instanceof MappedRecord mapped ? mapped.payload().length + 32 : 32;
  }

  /** One byte holds the kind, the role and the denial: bits 0, 1-2 and 3. */
  static void write(ByteWriter to, Content content) {
    int role = content.role().ordinal() << 1;
    if (content instanceof MappedRecord mapped) {
      to.octet(RECORD | role | (mapped.withholds() ? DENIAL : 0)).number(mapped.also().size());
      mapped.also().forEach(to::text);
      to.block(mapped.payload());
    } else if (content instanceof Registration registration) {
      to.octet(REGISTRATION | role);
      if (registration.of() != null) {
        to.text(registration.of());
      }
    }
  }

  static Content content(ByteReader from) {
    int first = from.octet();
    int role = first >> 1 & 3;
    if (role >= ROLES.length || first > (DENIAL | 7)) {
      throw from.unreadable("no such content");
    }
    if ((first & 1) == REGISTRATION) {
      return new Registration(
          ROLES[role], Registration.ofSomebody(ROLES[role]) ? from.text() : null);
    }
    return new MappedRecord(ROLES[role], texts(from), (first & DENIAL) != 0, from.block());
  }

  /** A path's length leaves room for marks. */
  static void write(ByteWriter to, List<Candidate> candidates) {
    to.number(candidates.size());
    for (Candidate candidate : candidates) {
      boolean filed = !candidate.filed().equals(candidate.student());
      int marks = (candidate.held() ? HELD : 0) + (filed ? FILED : 0);
      to.uuid(candidate.student()).number(candidate.path().size() + marks);
      candidate.path().forEach(to::text);
      if (filed) {
        to.uuid(candidate.filed());
      }
    }
  }

  static List<Candidate> candidates(ByteReader from) {
    int count = from.count();
    List<Candidate> candidates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      UUID student = from.uuid();
      long length = from.number();
      List<String> path = texts(from, length % HELD);
      UUID filed = (length & FILED) != 0 ? from.uuid() : student;
      candidates.add(new Candidate(student, path, (length & HELD) != 0, filed));
    }
    return List.copyOf(candidates);
  }

  static void write(ByteWriter to, ItemId item) {
    to.text(item.entity()).uuid(item.recordId());
  }

  static ItemId item(ByteReader from) {
    return new ItemId(from.text(), from.uuid());
  }

  static void writeWave(ByteWriter to, Wave wave) {
    to.text(wave.root()).number(wave.number()).uuid(wave.student()).octet(wave.gathers() ? 1 : 0);
  }

  static Wave wave(ByteReader from) {
    return new Wave(from.text(), from.number(), from.uuid(), from.octet() == 1);
  }

  static void write(ByteWriter to, Crossing crossing) {
    to.uuid(crossing.item()).number(crossing.version());
    to.number(crossing.leaving()).number(crossing.coming());
  }

  static Crossing crossing(ByteReader from) {
    return new Crossing(from.uuid(), from.number(), (int) from.number(), (int) from.number());
  }

  static void writeDenials(ByteWriter to, List<Denial> denials) {
    to.number(denials.size());
    denials.forEach(
        denial -> to.uuid(denial.consent()).number(denial.version()).block(denial.payload()));
  }

  static List<Denial> denials(ByteReader from) {
    int count = from.count();
    List<Denial> denials = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      denials.add(new Denial(from.uuid(), from.number(), from.block()));
    }
    return List.copyOf(denials);
  }

  private static List<String> texts(ByteReader from) {
    return texts(from, from.count());
  }

  private static List<String> texts(ByteReader from, long count) {
    if (count == 0) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      texts.add(from.text());
    }
    return texts;
  }
}
