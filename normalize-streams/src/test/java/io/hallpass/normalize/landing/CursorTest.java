package io.hallpass.normalize.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A pass goes on where it was, after a restart too. */
final class CursorTest {
  @Test
  void passesAreKeptWithWhereTheyAre() {
    List<Cursor> before = new ArrayList<>();
    before.add(Cursor.sweep("roster", "users", 7).at(new byte[] {1, 2}));
    for (Cursor.Kind kind : Cursor.Kind.values()) {
      before.add(Cursor.all(kind, "sis"));
    }

    List<Cursor> after = Cursor.decode(Cursor.encode(before));

    assertThat(after).usingRecursiveComparison().isEqualTo(before);
  }

  @Test
  void aPassOverAResourceEndsBeforeTheNext() {
    Cursor users = Cursor.sweep("roster", "users", 7);
    byte[] row = new RowKey("roster", "users", new byte[] {-1}).bytes();
    byte[] other = new RowKey("roster", "users-2", new byte[] {0}).bytes();

    assertThat(within(row, users)).isTrue();
    assertThat(within(other, users)).isFalse();
  }

  private static boolean within(byte[] key, Cursor cursor) {
    return Arrays.compareUnsigned(key, cursor.next()) >= 0
        && Arrays.compareUnsigned(key, cursor.end()) < 0;
  }
}
