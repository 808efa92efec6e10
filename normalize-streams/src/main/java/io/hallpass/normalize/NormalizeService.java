package io.hallpass.normalize;

import io.hallpass.runtime.config.ServiceConfig;
import io.hallpass.runtime.service.DistrictStreams;
import io.hallpass.schemas.Catalogue;

/**
 * The second step of the way: maps raw rows to the common schema and finds whose records they are.
 */
public final class NormalizeService {
  private static final String STEP = "normalize";

  private NormalizeService() {}

  /** Starts it for every district there is and will be. */
  public static DistrictStreams start(ServiceConfig config) {
    Catalogue catalogue = Catalogue.load();
    return DistrictStreams.start(
        config,
        STEP,
        (topics, partitions, ids) ->
            NormalizeTopology.of(NormalizeConfig.of(topics, partitions), catalogue, ids));
  }
}
