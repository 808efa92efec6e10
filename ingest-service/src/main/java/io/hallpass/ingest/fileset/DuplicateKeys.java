package io.hallpass.ingest.fileset;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Sees where a set has two different rows with one key: the first stands, the others are refused.
 * Every row of the set must pass here, in order.
 */
final class DuplicateKeys {
  private static final HashFunction HASH = Hashing.farmHashFingerprint64();

  /** What stands for the cells of a row that says that it is gone. */
  private static final byte[] GONE = {};

  private final Format format;
  private final Map<String, KeyTable> keys = new HashMap<>();

  DuplicateKeys(Format format) {
    this.format = format;
  }

  /** The row as it was found, or why it cannot be taken beside an earlier one. */
  FileRow pass(FileRow found) {
    if (found instanceof FileRow.Taken taken && !agrees(taken)) {
      return new FileRow.Refused(
          taken.resource(), ErrorCode.DUPLICATE_KEY, format.key(taken.resource()), taken.value());
    }
    return found;
  }

  private boolean agrees(FileRow.Taken row) {
    byte[] cells = row.value() == null ? GONE : row.value();
    return keys.computeIfAbsent(row.resource(), name -> new KeyTable())
        .agrees(HASH.hashBytes(row.key()).asLong(), HASH.hashBytes(cells).asLong());
  }

  /** Nothing more comes of these resources. */
  void keepOnly(Set<String> resources) {
    keys.keySet().retainAll(resources);
  }
}
