package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.config.References;
import io.hallpass.schemas.Catalogue;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

final class VendorEndsTest {
  private static final Mapping ONLY_LETTERS =
      Mapping.load(
          "m.yaml",
          """
          mapping: m
          resources:
            letters:
              key: [no]
              emit:
                - entity: consent
                  id: row.no
                  person: { system: sis, value: row.no }
                  fields: { decision: "'DENY'" }
          """,
          Catalogue.load(),
          Map.of());

  private final KeyValueStore<Bytes, byte[]> meta = Stores.inMemoryKeyValueStore("meta").get();
  private final VendorEnds ends = new VendorEnds(meta, 2);

  private Completeness completeness() {
    SettingsBook book =
        new SettingsBook(
            new Mappings(Catalogue.load()),
            new References(Map.of()),
            Stores.inMemoryKeyValueStore("book").get(),
            new InMemorySchemaIds());
    return new Completeness(meta, book, new VendorEnds(meta, 3), (source, complete) -> {});
  }

  @Test
  void onePartitionAloneSaysNothingForTheOther() {
    assertThat(ends.heard("office", "consents", 0, 5)).isEmpty();

    OptionalLong all = ends.heard("office", "consents", 1, 7);

    assertThat(all).as("what both have said").hasValue(5);
  }

  @Test
  void whatIsSaidOfAnotherResourceDoesNotCount() {
    ends.heard("office", "consents", 0, 5);

    OptionalLong all = ends.heard("office", "appendix", 1, 7);

    assertThat(all).isEmpty();
  }

  @Test
  void whatWasSaidOfASourceThatWasRemovedDoesNotCountWhenItComesBack() {
    ends.heard("office", "consents", 1, 7);
    ends.heard("office-2", "consents", 1, 7);

    completeness().forget("office");

    assertThat(ends.heard("office", "consents", 0, 1_000)).isEmpty();
    assertThat(ends.heard("office-2", "consents", 0, 1_000)).hasValue(7);
  }

  @Test
  void whatWasSaidOfAResourceThatTheMappingDroppedDoesNotCountWhenItComesBack() {
    ends.heard("office", "consents", 1, 7);
    ends.heard("office", "letters", 1, 7);

    completeness().prune("office", ONLY_LETTERS);

    assertThat(ends.heard("office", "consents", 0, 1_000)).isEmpty();
    assertThat(ends.heard("office", "letters", 0, 1_000)).hasValue(7);
  }

  @Test
  void theEarliestOfTheNewestCounts() {
    ends.heard("office", "consents", 0, 5);
    ends.heard("office", "consents", 1, 6);
    ends.heard("office", "consents", 1, 9);

    OptionalLong all = ends.heard("office", "consents", 0, 8);

    assertThat(all).hasValue(8);
  }
}
