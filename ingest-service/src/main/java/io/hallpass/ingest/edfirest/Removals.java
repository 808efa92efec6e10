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

  private final EdFiApi api;
  private final RestResource resource;
  private final String name;
  private final KeyMatch match;
  private final Map<String, String> limits = new TreeMap<>();

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
    boolean renamed = read("/keyChanges", "oldKeyValues", window, take);
    return read("/deletes", "keyValues", window, take) && renamed;
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
