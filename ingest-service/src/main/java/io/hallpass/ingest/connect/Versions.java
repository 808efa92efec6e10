package io.hallpass.ingest.connect;

/** The version that connectors and tasks report to Connect. */
public final class Versions {
  private Versions() {}

  /** The version of the jar this class came from. */
  public static String own() {
    String version = Versions.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
