package io.hallpass.cli.kafka;

import io.hallpass.normalize.identity.StoredPerson;
import io.hallpass.normalize.stream.IdentityProcessor;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.TopicAdmin;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Whom normalize takes a district's persons for, read from the changelog of its identity store. It
 * also holds records that wait, which are passed over.
 */
public final class IdentityStore {
  private final TopicReader reader;
  private final String persons;
  private final boolean there;

  /** The store of a district; it is empty while normalize has never run for it. */
  public IdentityStore(Endpoints endpoints, DistrictTopics topics) {
    this.reader = new TopicReader(endpoints);
    this.persons =
        topics.applicationId("normalize") + "-" + IdentityProcessor.PERSONS + "-changelog";
    try (TopicAdmin admin = new TopicAdmin(endpoints.client())) {
      this.there = admin.names().contains(persons);
    }
  }

  /** The persons that are wanted, as they are now, by key; they alone are held in memory. */
  public Map<String, StoredPerson> read(Predicate<StoredPerson> wanted) {
    Map<String, StoredPerson> found = new TreeMap<>();
    if (there) {
      reader.all(
          persons,
          record ->
              StoredPerson.personOf(record.key())
                  .ifPresent(key -> keep(found, key, record.value(), wanted)));
    }
    return found;
  }

  private static void keep(
      Map<String, StoredPerson> found, String key, byte[] value, Predicate<StoredPerson> wanted) {
    StoredPerson person = value == null ? null : StoredPerson.of(key, value);
    if (person != null && wanted.test(person)) {
      found.put(key, person);
    } else {
      found.remove(key);
    }
  }
}
