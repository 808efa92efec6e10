package io.hallpass.ingest.edfirest;

import io.hallpass.ingest.rest.RestException;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads which keys a resource no longer has: of rows that were deleted, and the old ones of rows
 * whose key changed. Where their values are not those of the mapping's key, only a full pass can
 * tell.
 */
final class Removals {
  private static final Logger LOG = LoggerFactory.getLogger(Removals.class);
  private static final String DELETES = "/deletes";

  private final EdFiApi api;
  private final RestResource resource;
  private final String name;
  private final KeyMatch match;
  private final Map<String, String> limits = new TreeMap<>();
  private long deleted;

  /** Takes keys. */
  @FunctionalInterface
  interface Take {
    /** Takes the keys of a page, as they stand on rows. */
    void keys(List<byte[]> keys) throws InterruptedException;
  }

  Removals(EdFiApi api, RestResource resource, String name) {
    this.api = api;
    this.resource = resource;
    this.name = name;
    this.match = new KeyMatch(resource.columns().key());
  }

  /** Reads those of a window; false where some could not be told. */
  boolean read(Window window, Take take) throws RestException, InterruptedException {
    deleted = 0;
    boolean renamed = read("/keyChanges", "oldKeyValues", window, take);
    return read(DELETES, "keyValues", window, take) && renamed;
  }

  /** How many deletions were read the last time, some of them perhaps twice. */
  long deleted() {
    return deleted;
  }

  /** How many deletions a window has; 0 where the server has none. */
  long deletedIn(Window window) throws RestException, InterruptedException {
    try {
      return api.count(resource, DELETES, window);
    } catch (RestException.Refused e) {
      if (!e.unknown()) {
        throw e;
      }
      return 0;
    }
  }

  private boolean read(String below, String field, Window window, Take take)
      throws RestException, InterruptedException {
    boolean[] known = {true};
    try {
      new ReversePages<>(resource.name() + below, api.size(), source(below, field, window))
          .read(
              (entries, left) -> {
                List<byte[]> keys = new ArrayList<>();
                for (Optional<Tree> entry : entries) {
                  List<byte[]> of = match.of(entry);
                  known[0] &= !of.isEmpty();
                  keys.addAll(of);
                }
                deleted += below.equals(DELETES) ? entries.size() : 0;
                take.keys(keys);
              });
    } catch (RestException.Refused e) {
      if (!e.unknown()) {
        throw e;
      }
      limit(below, "the server has none; only full passes see what is gone");
    }
    if (!known[0]) {
      limit(
          below,
          "the key values there are not those of the mapping's key; all is read again whenever there"
              + " are some");
    }
    return known[0];
  }

  /** What the server cannot do. */
  List<String> limits() {
    return List.copyOf(limits.values());
  }

  private void limit(String below, String why) {
    String limit = below + ": " + why;
    if (!limit.equals(limits.put(below, limit))) {
      LOG.warn("{}: {}", name, limit);
    }
  }

  private ReversePages.Source<Optional<Tree>> source(String below, String field, Window window) {
    return new ReversePages.Source<>() {
      @Override
      public long count() throws RestException, InterruptedException {
        return api.count(resource, below, window);
      }

      @Override
      public List<Optional<Tree>> page(long offset, int limit)
          throws RestException, InterruptedException {
        return api.keys(resource, below, field, window, offset, limit);
      }
    };
  }
}
