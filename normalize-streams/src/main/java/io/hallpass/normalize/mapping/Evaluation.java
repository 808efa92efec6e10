package io.hallpass.normalize.mapping;

import dev.cel.runtime.CelVariableResolver;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/** What expressions see while one row is mapped, and what they leave behind. */
final class Evaluation implements CelVariableResolver {
  /** The name under which CEL expressions see this object; none that a mapping could write. */
  static final String NAME = "@context";

  /** The name under which expressions see the row. */
  static final String ROW = "row";

  /** Where {@code ref} was given nothing to refer to. */
  static final UUID NO_RECORD = new UUID(0, 0);

  final Row row;
  private final String source;
  private final RecordIds ids;
  private String item = "";
  private boolean unknownCode;
  private boolean unreadableDate;

  Evaluation(Row row, String source, RecordIds ids) {
    this.row = row;
    this.source = source;
    this.ids = ids;
  }

  /**
   * Comprehensions keep their own variables, so what is neither the row nor this is the element.
   */
  @Override
  public Optional<Object> find(String name) {
    return Optional.of(
        switch (name) {
          case ROW -> row;
          case NAME -> this;
          default -> item;
        });
  }

  void item(String element) {
    item = element;
  }

  String item() {
    return item;
  }

  /** Forgets what the last expression left behind. */
  void reset() {
    unknownCode = false;
    unreadableDate = false;
  }

  boolean unknownCode() {
    return unknownCode;
  }

  boolean unreadableDate() {
    return unreadableDate;
  }

  UUID id(String entity, String vendorId) {
    return ids.id(source, entity, vendorId);
  }

  UUID ref(String entity, String vendorId, String otherSource) {
    return vendorId.isEmpty()
        ? NO_RECORD
        : ids.id(otherSource == null ? source : otherSource, entity, vendorId);
  }

  String code(Crosswalk codes, String value) {
    if (value.isEmpty()) {
      return "";
    }
    String to = codes.find(value);
    if (to == null) {
      unknownCode = true;
      return "";
    }
    return to;
  }

  String date(String value, DateTimeFormatter pattern) {
    String text = value.strip();
    if (text.isEmpty()) {
      return "";
    }
    try {
      return LocalDate.parse(text, pattern).toString();
    } catch (DateTimeException e) {
      unreadableDate = true;
      return "";
    }
  }
}
