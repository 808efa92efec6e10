package io.hallpass.ingest.csv;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far a file set was read; what Connect stores beside the last record.
 *
 * @param set its number, larger than that of every earlier set
 * @param fingerprint of its contents and of what is collected of them
 * @param stamp of its files as they lay there when reading began, times included
 * @param file index of the file being read
 * @param rows of each file so far, rejected ones among them
 * @param rejected of each file so far
 * @param done whether the set was read to its end
 * @param status what {@link SourceStatus} was told last
 */
record SetOffset(
    long set,
    String fingerprint,
    String stamp,
    int file,
    long[] rows,
    long[] rejected,
    boolean done,
    String status) {

  /** Where no set was read yet. */
  static final SetOffset NONE = new SetOffset(0, "", "", 0, SourceStatus.NONE);

  private SetOffset(long set, String fingerprint, String stamp, int files, String status) {
    this(set, fingerprint, stamp, 0, new long[files], new long[files], false, status);
  }

  /** The beginning of a set that comes after this one. */
  SetOffset next(long number, String nextFingerprint, String nextStamp, int files) {
    return new SetOffset(number, nextFingerprint, nextStamp, files, status);
  }

  /** This set, never to be continued. */
  SetOffset brokenOff() {
    return next(set, "", "", 0);
  }

  /** The same, with something else told. */
  SetOffset withStatus(String text) {
    return new SetOffset(set, fingerprint, stamp, file, rows, rejected, done, text);
  }

  /** Reads what {@link #map} wrote. */
  static SetOffset of(Map<String, Object> map) {
    int file = (int) number(map, "file");
    long[] rejected = counts(String.valueOf(map.get("rejected")));
    long[] finished = counts(String.valueOf(map.get("finished")));
    long[] rows = Arrays.copyOf(finished, rejected.length);
    if (file < rows.length) {
      rows[file] = number(map, "row");
    }
    return new SetOffset(
        number(map, "set"),
        String.valueOf(map.get("fingerprint")),
        String.valueOf(map.get("stamp")),
        file,
        rows,
        rejected,
        Boolean.TRUE.equals(map.get("done")),
        map.get("status") instanceof String status ? status : SourceStatus.NONE);
  }

  /** Whether the set this is an offset of can be continued: it lies there untouched. */
  boolean continues(String nowFingerprint, String nowStamp, int files) {
    return !done
        && fingerprint.equals(nowFingerprint)
        && stamp.equals(nowStamp)
        && rows.length == files;
  }

  /** As Connect stores it. */
  Map<String, Object> map() {
    long row = file < rows.length ? rows[file] : 0;
    return map(file, row, text(rows, file), text(rejected, rejected.length), done);
  }

  /**
   * The same, a little further on.
   *
   * @param row of {@code nowFile}
   * @param finished and {@code nowRejected}, from {@link #text}
   */
  Map<String, Object> map(
      int nowFile, long row, String finished, String nowRejected, boolean nowDone) {
    return Map.of(
        "set",
        set,
        "fingerprint",
        fingerprint,
        "stamp",
        stamp,
        "file",
        (long) nowFile,
        "row",
        row,
        "finished",
        finished,
        "rejected",
        nowRejected,
        "done",
        nowDone,
        "status",
        status);
  }

  /** The first {@code count} of these counts. */
  static String text(long[] counts, int count) {
    return Arrays.stream(counts, 0, count)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(","));
  }

  private static long number(Map<String, Object> map, String key) {
    return map.get(key) instanceof Number number ? number.longValue() : 0;
  }

  private static long[] counts(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
  }
}
