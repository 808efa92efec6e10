package io.hallpass.synthetic.folder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the folder that describes a synthetic district to Hallpass: the district, its two sources,
 * the SIS's mapping with its crosswalks, and two recipients, {@code own} and {@code mathpath}.
 */
public final class DistrictFolder {
  /** The source that registers students. */
  public static final String ROSTER = "roster";

  /** The source that holds everything else, and the consents. */
  public static final String SIS = "sis";

  /** The district's own warehouse. */
  public static final String OWN = "own";

  /** The partner whose lessons parents may refuse. */
  public static final String PARTNER = "mathpath";

  private static final String RESOURCES = "/io/hallpass/synthetic/district/";

  private static final List<String> FILES =
      List.of(
          "district.yaml",
          "sources/roster.yaml",
          "sources/sis.yaml",
          "recipients/own.yaml",
          "recipients/mathpath.yaml",
          "mappings/northstar.yaml");

  private static final List<String> CODES =
      List.of(
          "ns-absence",
          "ns-action",
          "ns-attendance",
          "ns-behavior",
          "ns-category",
          "ns-decision",
          "ns-direction",
          "ns-disability",
          "ns-entry",
          "ns-exit",
          "ns-grade",
          "ns-health",
          "ns-holder",
          "ns-language-program",
          "ns-level",
          "ns-location",
          "ns-meal",
          "ns-night",
          "ns-part",
          "ns-program",
          "ns-setting");

  private DistrictFolder() {}

  /** Writes all files below {@code dir}, which is made where it does not exist. */
  public static void write(Path dir, SourceLocations where) throws IOException {
    for (Map.Entry<String, String> file : files(where).entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** Every file's text by its path within the folder. */
  public static Map<String, String> files(SourceLocations where) {
    Map<String, String> files = new TreeMap<>();
    for (String file : FILES) {
      files.put(file, filled(resource(file), where));
    }
    crosswalks().forEach((name, csv) -> files.put("codes/" + name + ".csv", csv));
    return files;
  }

  /** The text of every crosswalk by its name. */
  public static Map<String, String> crosswalks() {
    Map<String, String> crosswalks = new TreeMap<>();
    for (String name : CODES) {
      crosswalks.put(name, resource("codes/" + name + ".csv"));
    }
    return crosswalks;
  }

  private static String filled(String template, SourceLocations where) {
    return template
        .replace("@name@", where.name())
        .replace("@partitions@", Integer.toString(where.partitions()))
        .replace("@secret@", quoted(where.secret()))
        .replace("@rosterPath@", quoted(where.rosterPath()))
        .replace("@sisHost@", quoted(where.sisHost()))
        .replace("@sisPort@", Integer.toString(where.sisPort()))
        .replace("@sisDatabase@", quoted(where.sisDatabase()))
        .replace("@sisUser@", quoted(where.sisUser()))
        .replace("@sisPassword@", quoted(where.sisPassword()))
        .replace("@warehouseUrl@", quoted(where.warehouseUrl()))
        .replace("@warehouseUser@", quoted(where.warehouseUser()))
        .replace("@warehousePassword@", quoted(where.warehousePassword()));
  }

  /** A YAML text in single quotes: nothing in it has a meaning but the quote itself. */
  private static String quoted(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  private static String resource(String file) {
    try (InputStream in = DistrictFolder.class.getResourceAsStream(RESOURCES + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
