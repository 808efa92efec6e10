package io.hallpass.consent.decision;

import io.hallpass.runtime.settings.Agreement;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Scope;
import java.nio.IntBuffer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The consent decision: which fields every recipient may have, from the district's agreements, one
 * student's consents and the day. Two layers, both must say yes; what neither mentions is not
 * released.
 *
 * <p>The agreements are laid over the catalogue once. A decision then costs about a microsecond a
 * recipient, and students about whom the same is said share its result. Not safe for use by several
 * threads at once, because of that sharing.
 */
public final class Decider {
  private static final int MOST_SHARED = 4096;

  private final List<Entity> entities;
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> recipients;
  private final Terms[] terms;
  private final Map<IntBuffer, Release> shared = new HashMap<>();

  /**
   * @param directory the fields ({@code entity.field}) the district designated as directory
   *     information (34 CFR 99.37)
   * @param agreements all of the district's, valid or not
   */
  public Decider(Catalogue catalogue, Set<String> directory, Collection<Agreement> agreements) {
    this.entities = List.copyOf(catalogue.entities());
    entities.forEach(entity -> numbers.put(entity.name(), numbers.size()));
    this.recipients =
        List.copyOf(new TreeSet<>(agreements.stream().map(Agreement::recipient).toList()));
    this.terms =
        agreements.stream()
            .sorted(Comparator.comparing(Agreement::id))
            .map(a -> new Terms(a, recipients.indexOf(a.recipient()), entities, directory))
            .toArray(Terms[]::new);
  }

  /** The recipients of all agreements; the place in this list is a recipient's number. */
  public List<String> recipients() {
    return recipients;
  }

  /** The entities of the catalogue; the place in this list is an entity's number. */
  public List<Entity> entities() {
    return entities;
  }

  /** The number of the entity of this name, or -1 where there is none. */
  public int entity(String name) {
    return numbers.getOrDefault(name, -1);
  }

  /** Whether a denial can matter to anything this recipient gets. */
  public boolean deniable(int recipient) {
    return Stream.of(terms).anyMatch(t -> t.recipient() == recipient && t.agreement().deniable());
  }

  /**
   * What may be released of the records of a student, and of reference records, on which consents
   * have no bearing.
   *
   * @param consents the student's, in any order
   * @param today the district's local day
   */
  public Release decide(List<Consent> consents, LocalDate today) {
    List<Consent> sorted = Positions.sorted(consents, today);
    int[] allowed = new int[2 * terms.length];
    for (int i = 0; i < terms.length; i++) {
      allowed[i] = terms[i].allowed(sorted, today);
      allowed[terms.length + i] = terms[i].inForce(today);
    }
    Release known = shared.get(IntBuffer.wrap(allowed));
    if (known != null) {
      return known;
    }
    if (shared.size() >= MOST_SHARED) {
      shared.clear();
    }
    Release release = release(allowed);
    shared.put(IntBuffer.wrap(allowed), release);
    return release;
  }

  private Release release(int[] allowed) {
    long[][] free = new long[recipients.size()][entities.size()];
    long[][] gated = new long[recipients.size()][entities.size()];
    for (int i = 0; i < terms.length; i++) {
      long[] fields = (terms[i].agreement().deniable() ? gated : free)[terms[i].recipient()];
      for (int e = 0; e < fields.length; e++) {
        Entity entity = entities.get(e);
        boolean reference = entity.scope() == Scope.REFERENCE;
        fields[e] |= terms[i].fields(e, entity, allowed[reference ? terms.length + i : i]);
      }
    }
    return new Release(free, gated);
  }

  /** The first day after {@code today} on which an agreement begins or ends. */
  public Optional<LocalDate> nextChange(LocalDate today) {
    return first(
        today,
        Stream.of(terms)
            .map(Terms::agreement)
            .flatMap(a -> Stream.concat(Stream.of(a.validFrom()), a.validUntil().stream())));
  }

  /**
   * The first day after {@code today} on which one of these consents begins or ends, or its date is
   * first believed.
   */
  public static Optional<LocalDate> nextChange(List<Consent> consents, LocalDate today) {
    return first(
        today,
        consents.stream()
            .flatMap(c -> Stream.of(c.validFrom(), c.validUntil(), c.datedFrom()))
            .flatMap(Optional::stream));
  }

  private static Optional<LocalDate> first(LocalDate today, Stream<LocalDate> days) {
    return days.filter(day -> day.isAfter(today)).min(Comparator.naturalOrder());
  }
}
