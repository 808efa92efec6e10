package io.hallpass.consent.decision;

/**
 * Which fields of which entity every recipient may have, of one student's records and of reference
 * records. Sets of fields are as in {@link io.hallpass.schemas.Field#bit()}, without the keys: a
 * record of which no field is released is not released, and one that is always has its keys.
 */
public final class Release {
  /** To nobody anything. */
  public static final Release NOTHING = new Release(new long[0][], new long[0][]);

  private final long[][] free;
  private final long[][] gated;

  Release(long[][] free, long[][] gated) {
    this.free = free;
    this.gated = gated;
  }

  /**
   * The fields released by agreements that no denial can end.
   *
   * @param recipient its number, as the {@link Decider} counts
   * @param entity its number; negative, an unknown one, of which nothing is released
   */
  public long free(int recipient, int entity) {
    return of(free, recipient, entity);
  }

  /**
   * The fields released by agreements to which a denial matters, and that therefore wait until all
   * consents are known. Some of them may be {@link #free} too.
   */
  public long gated(int recipient, int entity) {
    return of(gated, recipient, entity);
  }

  private static long of(long[][] fields, int recipient, int entity) {
    return entity < 0 || recipient >= fields.length ? 0 : fields[recipient][entity];
  }
}
