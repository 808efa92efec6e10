package io.hallpass.runtime.settings;

/**
 * A crosswalk from a vendor's codes to the vocabulary's.
 *
 * @param name as mappings call it
 * @param csv the file, word for word: header {@code from,to}, a line a code
 */
public record CodesSetting(String name, String csv) implements Setting {
  /** In front of the name in the key. */
  public static final String PREFIX = "codes/";

  @Override
  public String key() {
    return PREFIX + name;
  }
}
