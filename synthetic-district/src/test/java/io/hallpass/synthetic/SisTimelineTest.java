package io.hallpass.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpass.synthetic.SisTimeline.Outcome;
import io.hallpass.synthetic.sis.SisChanges;
import io.hallpass.synthetic.sis.SisChanges.RowChange;
import io.hallpass.synthetic.sis.SisDatabase;
import io.hallpass.synthetic.sis.SisDump;
import io.hallpass.synthetic.sis.SisMark;
import io.hallpass.synthetic.sis.SisMismatchException;
import io.hallpass.synthetic.sis.SisWriter;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SisTimelineTest {
  private static EmbeddedPostgres postgres;

  private final SyntheticDistrict monday = SyntheticDistrict.of(12, 2000);
  private Connection sis;

  @BeforeAll
  static void start() throws IOException {
    postgres = SisServer.start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    sis = postgres.getPostgresDatabase().getConnection();
  }

  @AfterEach
  void drop() throws SQLException {
    execute("DROP SCHEMA IF EXISTS sis CASCADE");
    sis.close();
  }

  @Test
  void anEmptyDatabaseBecomesTheDistrictOnItsDay() throws SQLException {
    Outcome outcome = SisTimeline.bring(sis, monday.on(1));

    assertThat(outcome).isEqualTo(Outcome.MADE);
    assertThat(SisMark.read(sis)).contains(SisMark.of(monday.on(1)));
    assertThat(SisDump.of(sis)).isEqualTo(fresh(monday.on(1)));
  }

  @Test
  void theDaysSinceArePlayed() throws SQLException {
    SisTimeline.bring(sis, monday);

    Outcome outcome = SisTimeline.bring(sis, monday.on(2));

    assertThat(outcome).isEqualTo(Outcome.PLAYED);
    assertThat(SisDump.of(sis)).isEqualTo(fresh(monday.on(2)));
  }

  @Test
  void theSameDayAgainChangesNothing() throws SQLException {
    SisTimeline.bring(sis, monday);

    assertThat(SisTimeline.bring(sis, monday)).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void anInterruptedDayGoesOnWhereItStopped() throws SQLException {
    SisTimeline.bring(sis, monday);
    DayOfChanges day = DayOfChanges.after(monday);
    List<RowChange> first = new ArrayList<>();
    day.touched()
        .subList(0, 40)
        .forEach(t -> first.addAll(SisChanges.between(monday, day.after(), t.index())));
    SisWriter.apply(sis, first, SisMark.of(monday).and(40));

    Outcome outcome = SisTimeline.bring(sis, day.after());

    assertThat(outcome).isEqualTo(Outcome.PLAYED);
    assertThat(SisDump.of(sis)).isEqualTo(fresh(day.after()));
  }

  @Test
  void anotherDistrictIsRefused() throws SQLException {
    SisTimeline.bring(sis, monday);

    assertThatThrownBy(() -> SisTimeline.bring(sis, SyntheticDistrict.of(13, 2000)))
        .isInstanceOf(SisMismatchException.class)
        .hasMessageContaining("another invented district (seed 12, 2000 students, day 0)");
  }

  @Test
  void daysDoNotGoBack() throws SQLException {
    SisTimeline.bring(sis, monday.on(2));

    assertThatThrownBy(() -> SisTimeline.bring(sis, monday.on(1)))
        .isInstanceOf(SisMismatchException.class)
        .hasMessageContaining("past day 1 (seed 12, 2000 students, day 2)");
  }

  @Test
  void somebodyElsesSchemaIsLeftAlone() throws SQLException {
    execute("CREATE SCHEMA sis");

    assertThatThrownBy(() -> SisTimeline.bring(sis, monday))
        .isInstanceOf(SisMismatchException.class)
        .hasMessageContaining("was not made here");
  }

  private Map<String, Set<String>> fresh(SyntheticDistrict district) throws SQLException {
    execute("DROP SCHEMA sis CASCADE");
    SisDatabase.create(sis, district);
    return SisDump.of(sis);
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = sis.createStatement()) {
      statement.execute(sql);
    }
  }
}
