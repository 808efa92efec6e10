package io.hallpass.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.identity.StoredPerson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class UnsettledTest {
  private static final UUID ADA = new UUID(1, 1);
  private static final UUID BO = new UUID(2, 2);

  @Test
  void studentsAreNamedByTheirOwnIdsAndNobodyByAVendors() {
    List<String> lines =
        Unsettled.lines(
            List.of(
                new StoredPerson(
                    "state:canary", Optional.empty(), List.of(ADA, BO), Optional.empty(), false),
                new StoredPerson("sis:canary", Optional.of(BO), List.of(), Optional.of(BO), true)));

    assertThat(lines)
        .hasSize(2)
        .anyMatch(line -> line.startsWith(ADA + "  " + BO + "  conflict: "))
        .anyMatch(line -> line.startsWith(BO + "  merge waits: "))
        .noneMatch(line -> line.contains("canary"));
  }

  @Test
  void aDuplicateWhoWasNeverRegisteredHasNoId() {
    StoredPerson nobody =
        new StoredPerson("sis:canary", Optional.empty(), List.of(), Optional.empty(), true);

    assertThat(Unsettled.lines(List.of(nobody)))
        .singleElement()
        .asString()
        .startsWith("(never registered)  merge waits");
  }

  @Test
  void ofManyTheRestIsCounted() {
    List<StoredPerson> many = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      Optional<UUID> own = Optional.of(new UUID(3, i));
      many.add(new StoredPerson("sis:" + i, own, List.of(), own, true));
    }

    assertThat(Unsettled.lines(many)).hasSize(101).last().isEqualTo("and 30 more");
  }
}
