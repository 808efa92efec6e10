package io.hallpass.normalize.landing;

import io.hallpass.normalize.identity.ItemId;
import io.hallpass.normalize.identity.Sent;
import java.util.ArrayList;
import java.util.List;

/**
 * A row of the landing store as its changelog has it, for those who only look. Printing it shows
 * nothing of the row.
 *
 * @param source whose row it is
 * @param resource as in topics
 * @param row the collected columns, flat JSON; empty where the row is gone
 * @param said what holds of all that was said of it, registrations among it
 * @param references likewise of reference records
 * @param withholds whether a denial or a revocation is among what was said
 * @param since as {@link RowMapping#map(String, String, byte[], long,
 *     io.hallpass.normalize.mapping.RecordIds)} wants it
 */
public record StoredRow(
    String source,
    String resource,
    byte[] row,
    List<Said> said,
    List<ItemId> references,
    boolean withholds,
    long since) {

  /** The entity of items that are registrations. */
  public static final String REGISTRATION = Emissions.REGISTRATION;

  /** An item that was said of a person, {@code system:value}. */
  public record Said(ItemId item, String person) {
    @Override
    public String toString() {
      return item.toString();
    }
  }

  /** The source in a key of the store. */
  public static String sourceOf(byte[] key) {
    return RowKey.of(key).source();
  }

  /** A record of the changelog of {@link LandingProcessor#ROWS}. */
  public static StoredRow of(byte[] key, byte[] value) {
    RowKey name = RowKey.of(key);
    LandedRow landed = LandedRow.decode(value);
    List<Said> said = new ArrayList<>();
    for (Sent sent : landed.sent()) {
      if (sent.live()) {
        said.add(new Said(sent.item(), sent.person()));
      }
    }
    return new StoredRow(
        name.source(),
        name.resource(),
        landed.row(),
        List.copyOf(said),
        landed.references(),
        landed.withholds(),
        landed.reuse().since());
  }

  /**
   * Whether a record of the changelog of {@link LandingProcessor#MARKS} says that its row is gone
   * but for its consents.
   */
  public static boolean denies(byte[] mark) {
    return Mark.decode(mark).state() == Mark.State.DENIES;
  }

  @Override
  public String toString() {
    return "row of " + source + "." + resource;
  }
}
