package io.hallpass.consent;

import io.hallpass.consent.filter.ConsentFilter;
import io.hallpass.consent.filter.KafkaLastOffsets;
import io.hallpass.consent.filter.LastOffsets;
import io.hallpass.runtime.config.ServiceConfig;
import io.hallpass.runtime.service.DistrictStreams;

/** The third step of the way: releases, masks, withholds and takes back, per recipient. */
public final class ConsentService {

  private ConsentService() {}

  /** Starts it for every district there is and will be. */
  public static DistrictStreams start(ServiceConfig config) {
    LastOffsets ends = new KafkaLastOffsets(config.client());
    return DistrictStreams.start(
        config,
        ConsentFilter.STEP,
        (topics, partitions, ids) -> ConsentFilter.topology(topics, partitions, ids, ends));
  }
}
