package io.hallpass.cli.district;

import io.hallpass.runtime.settings.Agreement;
import java.util.List;
import java.util.Optional;

/**
 * A file of {@code recipients/}.
 *
 * @param name the file's name without its ending
 * @param warehouse where its records go; empty where it reads its topic itself
 * @param agreements with it
 */
public record Recipient(String name, Optional<Warehouse> warehouse, List<Agreement> agreements) {

  /**
   * A PostgreSQL database.
   *
   * @param url JDBC
   * @param password a reference, or empty where the server asks for none
   * @param schema in which its tables are
   */
  public record Warehouse(String url, String user, Optional<String> password, String schema) {}
}
