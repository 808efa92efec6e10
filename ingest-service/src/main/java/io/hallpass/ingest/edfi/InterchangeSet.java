package io.hallpass.ingest.edfi;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which files of a set are read, and in which order: the control file's, where there is one ({@code
 * *.ctl}); otherwise every {@code *.xml}, by name without regard to case. Rows that come before
 * what they refer to wait in normalize, so the order decides nothing but how long.
 *
 * @param files in the order in which they are to be read
 * @param unlisted XML files that the control file does not name, which are not read
 */
public record InterchangeSet(List<String> files, List<String> unlisted) {
  private static final String CONTROL = ".ctl";
  private static final String XML = ".xml";

  public InterchangeSet {
    files = List.copyOf(files);
    unlisted = List.copyOf(unlisted);
  }

  /**
   * Looks through a set. Files with an md5 in the control file are read whole.
   *
   * @param problems gets a line for each reason why the set is not whole
   */
  public static InterchangeSet of(InterchangeFiles set, List<String> problems) throws IOException {
    List<String> controls = ending(set, CONTROL);
    List<String> xml = ending(set, XML);
    if (controls.size() > 1) {
      problems.add("has more than one control file: " + String.join(", ", controls));
      return new InterchangeSet(List.of(), xml);
    }
    if (controls.isEmpty()) {
      if (xml.isEmpty()) {
        problems.add("has neither a control file (*.ctl) nor a file *.xml");
      }
      return new InterchangeSet(xml, List.of());
    }
    ControlFile control;
    try (InputStream in = set.open(controls.get(0))) {
      control = ControlFile.read(controls.get(0), in, problems);
    }
    List<String> files = new ArrayList<>();
    Set<String> unlisted = new HashSet<>(xml);
    for (ControlFile.Entry entry : control.entries()) {
      String at = control.name() + ":" + entry.line() + ": ";
      if (!set.names().contains(entry.file())) {
        problems.add(at + entry.file() + " is not there");
      } else if (!entry.md5().isEmpty() && !entry.md5().equals(md5(set, entry.file()))) {
        problems.add(at + entry.file() + " is not the file whose md5 is given");
      } else {
        files.add(entry.file());
      }
      unlisted.remove(entry.file());
    }
    return new InterchangeSet(files, unlisted.stream().sorted().toList());
  }

  private static List<String> ending(InterchangeFiles set, String end) {
    return set.names().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(end))
        .sorted(String.CASE_INSENSITIVE_ORDER.thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** MD5 is what the format has: it finds a broken copy, not an attacker. */
  private static String md5(InterchangeFiles set, String file) throws IOException {
    try (DigestInputStream in =
        new DigestInputStream(set.open(file), MessageDigest.getInstance("MD5"))) {
      byte[] buffer = new byte[65_536];
      while (in.read(buffer) >= 0) {
        // The stream digests what it reads.
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
