package io.hallpass.cli.rejected;

import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.Locale;
import java.util.Map;

/** What brings a rejected row back, once what was wrong is mended. */
public enum Remedy {
  /** The landing store has it; a mapping that changes is run over it by itself. */
  APPLY,
  /** It never came as far as the landing store, but its vendor's topic may still have it. */
  REPLAY,
  /** Nobody here has it whole; its source must send it again. */
  SOURCE;

  /**
   * Of a rejection.
   *
   * @param kinds the kind of each source that has a mapping in force
   */
  public static Remedy of(Rejection row, Map<String, String> kinds, DistrictTopics topics) {
    String kind = kinds.get(row.source());
    if (kind == null) {
      return SOURCE;
    }
    // Unchanged columns were left out of such a row and never known, so it was not landed.
    boolean partial =
        row.code().equals(ErrorCode.UNREADABLE_VALUE.name()) && !row.column().isEmpty();
    if (row.keyed() && row.kept() && !partial) {
      return APPLY;
    }
    // Rows of other kinds that are gone by now would come back: their snapshots sweep by position.
    return kind.equals(MappingSetting.KAFKA_TOPIC) && Place.of(row.at(), topics).isPresent()
        ? REPLAY
        : SOURCE;
  }

  /** In a table. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What to do about a row with this code, for people. */
  public String advice(String code) {
    return switch (this) {
      case APPLY -> "in the landing store; mend the mapping or codes and 'hallpass apply' maps it";
      case REPLAY -> "in its vendor's topic; mend, apply, then 'hallpass rejected replay'";
      case SOURCE -> atSource(code);
    };
  }

  private static String atSource(String code) {
    return switch (code) {
      case "CELL_COUNT", "UNREADABLE_ROW" ->
          "nothing of it is kept; mend it at its source, whose next set or pass brings it";
      case "MISSING_KEY" ->
          "has no key; mend it at its source, or give the mapping another key and apply";
      case "DUPLICATE_KEY" ->
          "another row has its key and stands; tell them apart at the source or in the mapping's key";
      case "UNMAPPED_RESOURCE" ->
          "its source was removed or nobody maps the resource; nothing of it is kept";
      default -> "not kept whole; the source's next whole pass brings it";
    };
  }
}
