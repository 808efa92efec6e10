package io.hallpass.ingest.intake;

/** The keys of a resource, as hashes. */
public final class KeySet {
  private final Snapshot keys = new Snapshot();

  /** Adds a key; it is there after {@link #settle}. */
  public void add(long key) {
    keys.put(key, 0, 0);
  }

  /** Takes a key out. */
  public void remove(long key) {
    keys.remove(key);
  }

  /** A file was read to its end; what comes now came later. */
  public void settle() {
    keys.settle();
  }

  public boolean has(long key) {
    return keys.find(key) >= 0;
  }
}
