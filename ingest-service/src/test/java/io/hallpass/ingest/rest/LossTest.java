package io.hallpass.ingest.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.rest.ResourceState.Open;
import io.hallpass.ingest.rest.ResourceState.Whole;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossTest {
  private static final Whole BEFORE = new Whole(1_000_000, 300);

  private static Open judge(Loss loss, long rows) {
    return loss.judge("users", rows, BEFORE);
  }

  private static Loss approving(String... ids) {
    return new Loss(10, Set.of(ids), Set.of());
  }

  @Test
  void aPassIsHeldThatLacksMoreThanTheLimit() {
    assertThat(judge(Loss.DEFAULT, 270)).isEqualTo(Open.NO);
    assertThat(judge(Loss.DEFAULT, 269)).isEqualTo(Open.HELD);
    assertThat(judge(Loss.DEFAULT, 1_000)).isEqualTo(Open.NO);
  }

  @Test
  void aHundredPercentMeansNever() {
    assertThat(judge(Loss.DEFAULT.withGone(100), 0)).isEqualTo(Open.NO);
  }

  @Test
  void ofFewRowsOnlyAllAreTooMany() {
    assertThat(Loss.DEFAULT.judge("orgs", 1, new Whole(5, 19))).isEqualTo(Open.NO);
    assertThat(Loss.DEFAULT.judge("orgs", 0, new Whole(5, 19))).isEqualTo(Open.HELD);
  }

  @Test
  void withoutAPassBeforeNothingIsMissing() {
    assertThat(Loss.DEFAULT.judge("users", 0, Whole.NONE)).isEqualTo(Open.NO);
  }

  @Test
  void anApprovalHoldsForAtLeastSoManyRows() {
    Loss loss = approving(Loss.id("users", 100, BEFORE));

    assertThat(judge(loss, 100)).isEqualTo(Open.NO);
    assertThat(judge(loss, 150)).isEqualTo(Open.NO);
    assertThat(judge(loss, 99)).isEqualTo(Open.HELD);
  }

  @Test
  void whenItWasApprovedMayStandBehindAnId() {
    String id = Loss.id("users", 100, BEFORE);

    assertThat(judge(approving(id + "@2026-08-01T07:00:00.123456Z"), 100)).isEqualTo(Open.NO);
    assertThat(judge(approving(id + "@2026-08-01T07:00:00.123456Z"), 99)).isEqualTo(Open.HELD);
    assertThat(judge(approving(id + "x"), 100)).isEqualTo(Open.HELD);
  }

  @Test
  void anApprovalIsOfOneResourceAndOneLoss() {
    assertThat(judge(approving(Loss.id("orgs", 0, BEFORE)), 0)).isEqualTo(Open.HELD);
    assertThat(judge(approving(Loss.id("users", 0, new Whole(1, 300))), 0)).isEqualTo(Open.HELD);
    assertThat(judge(approving("users-0", "users-x-lfls", "nonsense"), 0)).isEqualTo(Open.HELD);
  }

  @Test
  void aHeldPassIsSaidAlsoWhenAllRowsOfTheOneBeforeWereSaidToBeDeletedSince() {
    HeldLoss held = new HeldLoss("students", 0, new ResourceState.Whole(1, 0), Loss.DEFAULT);

    assertThat(held.line()).contains("students: 0 rows");
  }
}
