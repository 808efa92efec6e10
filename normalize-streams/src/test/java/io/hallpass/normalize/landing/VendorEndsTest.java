package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

final class VendorEndsTest {
  private final KeyValueStore<Bytes, byte[]> meta = Stores.inMemoryKeyValueStore("meta").get();
  private final VendorEnds ends = new VendorEnds(meta, 2);

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
  void theEarliestOfTheNewestCounts() {
    ends.heard("office", "consents", 0, 5);
    ends.heard("office", "consents", 1, 6);
    ends.heard("office", "consents", 1, 9);

    OptionalLong all = ends.heard("office", "consents", 0, 8);

    assertThat(all).hasValue(8);
  }
}
