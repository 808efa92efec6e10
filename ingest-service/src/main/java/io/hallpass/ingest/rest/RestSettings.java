package io.hallpass.ingest.rest;

import java.util.List;

/**
 * What every source that is an API needs to know.
 *
 * @param district of the source
 * @param source its name
 * @param partitions of the district's raw topics
 * @param url where the API begins
 * @param credentials how we identify ourselves there
 * @param http how it is asked
 * @param resources in the order in which they are read
 * @param pageSize how many rows to ask for at a time
 * @param pollMillis how long to wait between two looks for changes, in milliseconds
 * @param fullMillis how long after a full pass the next one begins, in milliseconds
 * @param loss how many rows may be missing from a full pass
 */
public record RestSettings(
    String district,
    String source,
    int partitions,
    String url,
    Credentials credentials,
    Http http,
    List<RestResource> resources,
    int pageSize,
    long pollMillis,
    long fullMillis,
    Loss loss) {
  public RestSettings {
    resources = List.copyOf(resources);
  }

  /** Settings with the usual limit of what may be missing. */
  public RestSettings(
      String district,
      String source,
      int partitions,
      String url,
      Credentials credentials,
      Http http,
      List<RestResource> resources,
      int pageSize,
      long pollMillis,
      long fullMillis) {
    this(
        district,
        source,
        partitions,
        url,
        credentials,
        http,
        resources,
        pageSize,
        pollMillis,
        fullMillis,
        Loss.DEFAULT);
  }

  /** The connector's name: no two sources share it. */
  public String connectorName() {
    return district + "." + source;
  }
}
