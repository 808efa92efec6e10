package io.hallpass.ingest.fileset;

import io.hallpass.ingest.intake.Finding;
import java.util.List;

/**
 * Why a set is not read.
 *
 * @param set its name; empty where it is not about one of several
 * @param id tells it apart from another set in the same place; by it an operator decides
 * @param choice what there is to decide
 * @param reasons a line each, naming files, columns and positions, never a value
 * @param finding what came of comparing it; nothing where it was not compared
 */
record Hold(String set, String id, Choice choice, List<String> reasons, Finding finding) {
  /** What an operator can do about a set. */
  enum Choice {
    /** Nothing: it passes, is tried again, or another set takes its place. */
    NONE,
    /** It will not do, but can be put aside. */
    DISCARD,
    /** It can be taken all the same. */
    APPROVE_OR_DISCARD
  }

  /** A set that was not compared. */
  Hold(String set, String id, Choice choice, List<String> reasons) {
    this(set, id, choice, reasons, Finding.NOTHING);
  }

  /** Something that passes or is tried again. */
  static Hold passing(String set, String reason) {
    return new Hold(set, "", Choice.NONE, List.of(reason));
  }

  /** The reasons, each with the set's name in front where there may be several. */
  List<String> lines() {
    return set.isEmpty() ? reasons : reasons.stream().map(reason -> set + ": " + reason).toList();
  }
}
