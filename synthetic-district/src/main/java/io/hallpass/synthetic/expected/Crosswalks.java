package io.hallpass.synthetic.expected;

import io.hallpass.synthetic.folder.DistrictFolder;
import java.util.HashMap;
import java.util.Map;

/** The crosswalks of the district folder, as look-ups. */
final class Crosswalks {
  private final Map<String, Map<String, String>> byName = new HashMap<>();

  Crosswalks() {
    DistrictFolder.crosswalks().forEach((name, csv) -> byName.put(name, read(csv)));
  }

  private static Map<String, String> read(String csv) {
    Map<String, String> codes = new HashMap<>();
    csv.lines().skip(1).map(line -> line.split(",")).forEach(pair -> codes.put(pair[0], pair[1]));
    return codes;
  }

  /** The vocabulary's code; empty where the vendor's is empty or unknown. */
  String to(String name, String from) {
    return byName.get(name).getOrDefault(from, "");
  }
}
