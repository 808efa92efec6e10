package io.hallpass.ingest.edfirest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Taken;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** With how many rows a full pass is compared, whatever happens while it is read and before it. */
class EdFiBaselineTest extends EdFiRestFixture {
  /** A full pass, whichever way it ends. */
  private List<SourceRecord> pass() throws Exception {
    return take(r -> Taken.markers(r, ROWS).size() + Taken.incompleteMarkers(r, ROWS).size() == 2);
  }

  private void had(int rows) throws Exception {
    rows(rows);
    start(20);
    take(ended());
  }

  /** Pages come from the last to the first, so rows of the end were read then. */
  private void afterThePageAt(int offset, Runnable happens) {
    boolean[] done = {false};
    server.afterEachPage(
        () -> {
          String asked = server.requests().get(server.requests().size() - 1);
          if (!done[0] && asked.contains("offset=" + offset + "&")) {
            done[0] = true;
            happens.run();
          }
        });
  }

  private void change(int from, int to) {
    for (int i = from; i < to; i++) {
      put("id" + i, "s" + i, "second");
    }
  }

  private void remove(int from, int to) {
    for (int i = from; i < to; i++) {
      server.remove(NAME, "id" + i);
    }
  }

  private void hide(int from, int to) {
    for (int i = from; i < to; i++) {
      server.hide(NAME, "id" + i);
    }
  }

  @Test
  void rowsThatAreReadAndChangeThenCountOnce() throws Exception {
    rows(100);
    afterThePageAt(20, () -> change(60, 90));
    start(20);
    take(ended());
    run.later(DAY);

    List<SourceRecord> records = pass();

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
  }

  @Test
  void rowsThatChangeDoNotHideThatOthersAreMissing() throws Exception {
    had(100);
    hide(0, 30);
    afterThePageAt(10, () -> change(65, 95));
    run.later(DAY);

    List<SourceRecord> records = pass();

    assertThat(Taken.markers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(100);
  }

  @Test
  void rowsThatWereSaidToBeDeletedAreNotMissing() throws Exception {
    had(100);
    remove(0, 30);
    take(came(30));
    run.later(DAY);

    List<SourceRecord> records = pass();

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(70);
  }

  @Test
  void rowsThatWereDeletedWhileNobodyLookedAreNotMissing() throws Exception {
    had(100);
    run.close();
    remove(0, 30);
    run.later(DAY);
    run.restart();

    List<SourceRecord> records = pass();

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(70);
  }

  @Test
  void rowsThatAreDeletedDuringAFullPassAreNotMissing() throws Exception {
    had(100);
    afterThePageAt(20, () -> remove(60, 90));
    run.later(DAY);

    List<SourceRecord> records = pass();

    assertThat(Taken.incompleteMarkers(records, ROWS)).isEmpty();
    take(r -> landed.rows(ROWS).size() == 70 || Taken.rows(r, ROWS).size() >= 30);
    run.later(DAY);
    assertThat(Taken.incompleteMarkers(pass(), ROWS)).isEmpty();
  }

  @Test
  void deletionsOfRowsThatCameSinceDoNotHideThatOthersAreMissing() throws Exception {
    had(100);
    for (int i = 100; i < 130; i++) {
      put("id" + i, "s" + i, "new");
    }
    take(came(30));
    remove(100, 130);
    take(came(30));
    hide(0, 30);
    run.later(DAY);

    List<SourceRecord> records = pass();

    assertThat(Taken.markers(records, ROWS)).isEmpty();
    assertThat(landed.rows(ROWS)).hasSize(100);
  }
}
