package io.hallpass.normalize.mapping;

import dev.cel.runtime.CelVariableResolver;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  private final UnknownCodes unknownCodes;
  private final List<Missed> missed = new ArrayList<>();
  private String item = "";
  private String person = "";
  private boolean unreadableDate;

  /**
   * A code that a crosswalk does not know.
   *
   * @param codes the crosswalk's file
   * @param text the code
   */
  record Missed(String codes, String text) {}

  Evaluation(Row row, String source, RecordIds ids, UnknownCodes unknownCodes) {
    this.row = row;
    this.source = source;
    this.ids = ids;
    this.unknownCodes = unknownCodes;
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
    missed.clear();
    unreadableDate = false;
  }

  boolean unknownCode() {
    return !missed.isEmpty();
  }

  /** The codes that the last expression did not know. */
  Set<Missed> missed() {
    return new LinkedHashSet<>(missed);
  }

  /** Whose record is made now; empty for nobody's. */
  void person(String name) {
    person = name;
  }

  /** Says which codes the last expression did not know. */
  void sayUnknown(String field) {
    missed.forEach(code -> unknownCodes.code(field, code.codes(), code.text(), person));
  }

  /** Says a code that the vocabulary does not have. */
  void sayUnknown(String field, String codes, String text) {
    unknownCodes.code(field, codes, text, person);
  }

  boolean unreadableDate() {
    return unreadableDate;
  }

  UUID id(String entity, String vendorId) {
    return ids.id(source, entity, vendorId);
  }

  UUID ref(String entity, String vendorId, String otherSource) {
    return vendorId.isBlank()
        ? NO_RECORD
        : ids.id(otherSource == null ? source : otherSource, entity, vendorId);
  }

  String code(Crosswalk codes, String value) {
    if (value.isEmpty()) {
      return "";
    }
    String to = codes.find(value);
    if (to == null) {
      missed.add(new Missed(codes.file(), value));
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
