package io.hallpass.schemas;

import org.apache.avro.Schema;

/**
 * The schemas of what is not student data: settings, identity, the gate, disclosures. They are read
 * by code, so they are constants.
 */
public final class ControlSchemas {
  /** Value of {@code district} in {@code control.settings}. */
  public static final Schema DISTRICT = read("district.avsc");

  /** Value of {@code mapping/<source>} in {@code control.settings}. */
  public static final Schema MAPPING = read("mapping.avsc");

  /** Value of {@code codes/<name>} in {@code control.settings}. */
  public static final Schema CODES = read("codes.avsc");

  /** Value of {@code agreement/<id>} in {@code control.settings}. */
  public static final Schema AGREEMENT = read("agreement.avsc");

  /** Value of {@code applied} in {@code control.settings}. */
  public static final Schema APPLIED = read("applied.avsc");

  /**
   * Value of {@code <studentId>/identity} in {@code canonical.consents}; of fences and passages.
   */
  public static final Schema IDENTITY = read("identity.avsc");

  /** Value of {@code gate/<partition>} in {@code canonical.consents}. */
  public static final Schema GATE = read("gate.avsc");

  /** Value in {@code disclosures}: who got what, why and when. */
  public static final Schema DISCLOSURE = read("disclosure.avsc");

  private ControlSchemas() {}

  /** All of them, for registration. */
  public static java.util.List<Schema> all() {
    return java.util.List.of(
        DISTRICT, MAPPING, CODES, AGREEMENT, APPLIED, IDENTITY, GATE, DISCLOSURE);
  }

  private static Schema read(String file) {
    return new Schema.Parser().parse(Catalogue.text("/io/hallpass/schemas/control/" + file));
  }
}
