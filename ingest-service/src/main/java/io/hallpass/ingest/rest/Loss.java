package io.hallpass.ingest.rest;

import io.hallpass.ingest.fileset.FileSetSettings.Decisions;
import io.hallpass.ingest.intake.Limits;
import io.hallpass.ingest.rest.ResourceState.Open;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether so many rows may be missing from a full pass. A server that answers with an empty list
 * for a moment, or for another district, is well-formed, and what it lacks would be taken back from
 * every warehouse. Pure.
 *
 * @param gone how many percent of the rows of the last complete pass may be missing; 100 for all
 * @param approved ids of holds whose loss an operator said is right; as with files, {@code @} and
 *     when that was may stand behind an id
 * @param discarded ids of holds about which an operator need not be asked any more
 */
public record Loss(int gone, Set<String> approved, Set<String> discarded) {
  /** Where nothing else is said. */
  public static final Loss DEFAULT = new Loss(Limits.DEFAULT.gone(), Set.of(), Set.of());

  private static final int RADIX = 36;

  public Loss {
    approved = Set.copyOf(approved);
    discarded = Set.copyOf(discarded);
  }

  /** The same with another limit, in percent. */
  public Loss withGone(int percent) {
    return new Loss(percent, approved, discarded);
  }

  /** How a full pass of {@code rows} rows, none of them rejected, may end. */
  public Open judge(String resource, long rows, ResourceState.Whole before) {
    boolean held = exceeded(rows, before.rows()) && !approved(resource, rows, before);
    return held ? Open.HELD : Open.NO;
  }

  /** Of few rows a percentage says nothing: of those only all can be too many, as with files. */
  private boolean exceeded(long rows, long before) {
    if (gone >= Limits.WHOLE || rows >= before) {
      return false;
    }
    return before < Limits.DEFAULT.small()
        ? rows == 0
        : (before - rows) * Limits.WHOLE > before * gone;
  }

  /**
   * The id of a hold: what an operator approves is a pass of at least so many rows in the place of
   * this complete one, and no later loss.
   */
  static String id(String resource, long rows, ResourceState.Whole before) {
    return resource + "-" + rows + "-" + Long.toString(before.number(), RADIX);
  }

  private boolean approved(String resource, long rows, ResourceState.Whole before) {
    String end = "-" + Long.toString(before.number(), RADIX);
    String again = "(" + Pattern.quote(Decisions.AGAIN) + ".*)?";
    Pattern id =
        Pattern.compile(Pattern.quote(resource) + "-(\\d{1,18})" + Pattern.quote(end) + again);
    return approved.stream()
        .map(id::matcher)
        .filter(Matcher::matches)
        .anyMatch(found -> Long.parseLong(found.group(1)) <= rows);
  }

  /** Whether the hold of this state was approved since: the next full pass need not wait. */
  public boolean released(String resource, ResourceState state) {
    return state.open() == Open.HELD && approved(resource, state.rows(), state.whole());
  }
}
