package io.hallpass.ingest.rest;

import io.hallpass.ingest.row.Fingerprint;
import io.hallpass.ingest.row.RowColumns;
import java.util.List;

/**
 * A resource of a vendor's API.
 *
 * @param name as the mapping calls it
 * @param path its address, relative to the API's
 * @param columns what is collected of it; each is a {@link io.hallpass.ingest.tree.TreePath}
 * @param accept the media type to ask for
 * @param consents whether its rows say what parents decided
 */
public record RestResource(
    String name, String path, RowColumns columns, String accept, boolean consents) {
  /** What most resources are. */
  public static final String JSON = "application/json";

  /** A resource that says nothing of what parents decided. */
  public RestResource(String name, String path, RowColumns columns, String accept) {
    this(name, path, columns, accept, false);
  }

  /** The list's name in the answer: the last part of the path. */
  public String list() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Of what is collected and from where: with anything else, what was read means nothing. */
  String fingerprint(String url) {
    return Fingerprint.of(
        List.of(url, path, accept, columns.key().toString(), columns.columns().toString()));
  }
}
