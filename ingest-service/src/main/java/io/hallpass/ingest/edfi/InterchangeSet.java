package io.hallpass.ingest.edfi;

import io.hallpass.ingest.fileset.FileSet;
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
 * @param files their paths, in the order in which they are to be read
 * @param unlisted paths of XML files that the control file does not name, which are not read
 */
public record InterchangeSet(List<String> files, List<String> unlisted) {
  static final String XML = ".xml";
  private static final String CONTROL = ".ctl";

  public InterchangeSet {
    files = List.copyOf(files);
    unlisted = List.copyOf(unlisted);
  }

  /**
   * Looks through a set. Files with an md5 in the control file are read whole.
   *
   * @param problems gets a line for each reason why the set is not whole
   */
  public static InterchangeSet of(FileSet set, List<String> problems) throws IOException {
    List<String> controls = ending(set, CONTROL);
    List<String> xml = xml(set);
    if (controls.size() > 1) {
      problems.add("has more than one control file: " + String.join(", ", controls));
      return new InterchangeSet(List.of(), xml);
    }
    if (controls.isEmpty()) {
      if (xml.isEmpty()) {
        problems.add("has neither a control file (*.ctl) nor a file *.xml");
      }
      twice(xml, problems);
      return new InterchangeSet(xml, List.of());
    }
    ControlFile control;
    try (InputStream in = set.open(controls.get(0))) {
      control = ControlFile.read(FileSet.name(controls.get(0)), in, problems);
    }
    List<String> files = new ArrayList<>();
    Set<String> unlisted = new HashSet<>(xml);
    for (ControlFile.Entry entry : control.entries()) {
      String at = control.name() + ":" + entry.line() + ": ";
      List<String> found = set.find(entry.file());
      found.forEach(unlisted::remove);
      if (found.isEmpty()) {
        problems.add(at + entry.file() + " is not there");
      } else if (found.size() > 1) {
        problems.add(at + entry.file() + " is there more than once");
      } else if (!entry.md5().isEmpty() && !entry.md5().equals(md5(set, found.get(0)))) {
        problems.add(at + entry.file() + " is not the file whose md5 is given");
      } else {
        files.add(found.get(0));
      }
    }
    return new InterchangeSet(files, unlisted.stream().sorted().toList());
  }

  /** Messages and rejected rows name a file without its folder. */
  private static void twice(List<String> xml, List<String> problems) {
    Set<String> names = new HashSet<>();
    Set<String> said = new HashSet<>();
    for (String path : xml) {
      String name = FileSet.name(path);
      if (!names.add(name.toLowerCase(Locale.ROOT)) && said.add(name.toLowerCase(Locale.ROOT))) {
        problems.add(name + ": is there more than once");
      }
    }
  }

  /** The paths of a set's XML files, whether a control file names them or not. */
  public static List<String> xml(FileSet set) {
    return ending(set, XML);
  }

  /** The paths of everything that may belong to a set: nothing is read to know it. */
  static List<String> paths(FileSet set) {
    List<String> paths = new ArrayList<>(ending(set, CONTROL));
    paths.addAll(ending(set, XML));
    return paths;
  }

  /** Files with a dot in front are what a system keeps for itself, as in {@code __MACOSX}. */
  private static List<String> ending(FileSet set, String end) {
    return set.names().stream()
        .filter(path -> FileSet.name(path).toLowerCase(Locale.ROOT).endsWith(end))
        .filter(path -> !FileSet.name(path).startsWith("."))
        .sorted(
            Comparator.comparing(FileSet::name, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /** MD5 is what the format has: it finds a broken copy, not an attacker. */
  private static String md5(FileSet set, String file) throws IOException {
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
