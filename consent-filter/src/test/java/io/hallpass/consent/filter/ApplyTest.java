package io.hallpass.consent.filter;

import static io.hallpass.consent.filter.TestDistrict.ZONE;
import static io.hallpass.consent.filter.TestDistrict.bytes;
import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.hallpass.runtime.avro.InMemorySchemaIds;
import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Applied;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.runtime.settings.DistrictSetting;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.settings.SettingCodec;
import io.hallpass.runtime.settings.SettingsInForce;
import io.hallpass.schemas.ControlSchemas;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What was applied together takes effect together, or not at all. */
class ApplyTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final String KEY = key(ANN, "student", R1);
  private static final Agreement ACME = Agree.optOut("acme", "ENROLLMENT", "NAME");
  private static final byte[] UNREADABLE = {0, 0, 0, 0, 1, 99};

  private final Logger log = (Logger) LoggerFactory.getLogger(SettingsInForce.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private TestDistrict district;

  @BeforeEach
  void start() {
    lines.start();
    log.addAppender(lines);
    district = new TestDistrict();
    district.setting(of(Set.of("sis"), Set.of("student.givenName", "student.grade")));
    district.openGate();
    district.register(ANN);
    put("Ann");
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
    district.close();
  }

  private static DistrictSetting of(Set<String> consentSources, Set<String> directory) {
    return new DistrictSetting(
        "everett", ZONE, "${env:SECRET}", directory, consentSources, "sis", true);
  }

  private void put(String givenName) {
    district.put(ANN, "student", R1, Map.of("givenName", givenName, "grade", "05"));
  }

  private GenericRecord has(String recipient) {
    return district.has(recipient).get(KEY);
  }

  private String status() {
    district.pass(Duration.ofSeconds(2));
    return district.status();
  }

  @Test
  void aNewAgreementIsNotReleasedBehindTheGateOfBefore() {
    district.written(ACME);
    put("Anna");
    district.settle();
    assertThat(has("acme")).isNull();

    district.written(of(Set.of("sis", "forms"), Set.of()));
    put("Annie");
    district.applied();
    put("Andrea");
    district.settle();

    assertThat(has("acme")).isNull();
    district.gate(0, 0, "sis", "forms");
    district.gate(1, 0, "sis", "forms");
    district.settle();
    assertThat(has("acme").get("givenName")).hasToString("Andrea");
  }

  @Test
  void anAgreementTurnedDirectoryIsNotReleasedUnderTheDesignationOfBefore() {
    district.setting(Agree.with("maps", Basis.DISTRICT, "ENROLLMENT"));
    district.settle();

    district.written(Agree.with("maps", Basis.DIRECTORY, "*"));
    put("Anna");
    district.settle();
    district.written(of(Set.of("sis"), Set.of("student.grade")));
    put("Annie");
    district.applied();
    district.settle();

    assertThat(district.sent("maps"))
        .isNotEmpty()
        .allSatisfy(
            sent -> assertThat(district.wire.decode(sent.value()).get("givenName")).isNull());
  }

  @Test
  void aRemovedAgreementIsInForceUntilTheEndOfWhatWasApplied() {
    district.setting(ACME);
    district.settle();

    district.removed(ACME.key());
    district.settle();
    assertThat(has("acme")).isNotNull();
    district.applied();
    district.settle();

    assertThat(has("acme")).isNull();
  }

  @Test
  void aRestartInTheMiddleForgetsNothing() {
    district.setting(ACME);
    district.settle();

    district.removed(ACME.key());
    district.written(Agree.with("late", Basis.DISTRICT, "ENROLLMENT"));
    district.restart();
    put("Anna");
    assertThat(has("acme").get("givenName")).hasToString("Anna");
    assertThat(has("late")).isNull();
    district.restart();
    district.applied();
    district.settle();

    assertThat(has("acme")).isNull();
    assertThat(has("late")).isNotNull();
  }

  @Test
  void whoStartsFromNothingEndsWithWhatWasAppliedLast() {
    district.close();
    district = new TestDistrict();
    district.register(ANN);
    put("Ann");
    district.openGate();
    // Compacted: of what was applied first an end is left, of what was removed a tombstone.
    district.applied();
    district.removed("agreement/gone");
    district.written(ACME);
    district.written(of(Set.of("sis"), Set.of()));
    district.settle();
    assertThat(has("acme")).isNull();

    district.applied();
    district.settle();

    assertThat(has("acme")).isNotNull();
  }

  @Test
  void anUnknownSettingKeepsWhatWasAppliedBefore() {
    district.setting(ACME);
    district.settle();

    district.removed(ACME.key());
    district.pipe(district.topics.settings(), bytes("lunch/1"), bytes("SECRET"));
    district.applied();
    put("Anna");
    district.settle();

    assertThat(has("acme").get("givenName")).hasToString("Anna");
    assertThat(status()).contains("\"unreadableSettings\":1,");
    assertThat(lines.list).hasSize(1);
    assertThat(lines.list.get(0).getLevel()).isEqualTo(Level.ERROR);
    assertThat(lines.list.get(0).getFormattedMessage())
        .contains("setting lunch/1 cannot be read")
        .doesNotContain("SECRET");

    district.removed("lunch/1");
    district.settle();
    assertThat(has("acme")).isNotNull();
    district.applied();
    district.settle();
    assertThat(has("acme")).isNull();
    assertThat(status()).contains("\"unreadableSettings\":0,");
  }

  @Test
  void anAgreementThatCannotBeReadKeepsWhatWasAppliedBefore() {
    district.setting(ACME);
    district.settle();

    district.pipe(district.topics.settings(), bytes(ACME.key()), UNREADABLE);
    district.written(of(Set.of("sis", "forms"), Set.of()));
    district.applied();
    district.restart();
    put("Anna");
    district.settle();

    assertThat(has("acme").get("givenName")).hasToString("Anna");
    assertThat(status()).contains("\"unreadableSettings\":1,");
  }

  @Test
  void anAgreementUnderAnothersKeyOrForNobodyIsUnreadable() {
    SettingCodec codec = new SettingCodec(district.ids);

    district.pipe(district.topics.settings(), bytes("agreement/other"), codec.encode(ACME));
    district.applied();
    assertThat(status()).contains("\"unreadableSettings\":1,");
    district.removed("agreement/other");
    district.setting(Agree.of("a", "Acme, Inc.", Basis.DISTRICT, Agree.ALWAYS, null, "NAME"));

    assertThat(status()).contains("\"unreadableSettings\":1,");
  }

  @Test
  void settingsWithASchemaThatIsUnknownTakeEffectOnceItIsKnown() {
    SettingCodec later = new SettingCodec(new Later(district.ids));

    district.pipe(district.topics.settings(), bytes(ACME.key()), later.encode(ACME));
    district.applied();
    district.settle();
    assertThat(has("acme")).isNull();
    Later.register(district.ids);
    district.pass(Duration.ofSeconds(2));
    district.settle();

    assertThat(has("acme")).isNotNull();
  }

  @Test
  void anAgreementInForceThatCanNoLongerBeReadCountsAsNone() {
    district.setting(ACME);
    district.settle();
    assertThat(has("acme")).isNotNull();

    district.stored(ConsentTopology.SETTINGS, ACME.key(), UNREADABLE);
    district.restart();
    put("Anna");

    assertThat(has("acme")).isNull();
    assertThat(status()).contains("\"unreadableSettings\":1,");
  }

  @Test
  void whatComesBehindWhatCouldNotBeReadWaitsForItsOwnEnd() {
    district.pipe(district.topics.settings(), bytes("lunch/1"), UNREADABLE);
    district.applied();

    district.removed("lunch/1");
    district.written(ACME);
    district.pass(Duration.ofSeconds(2));
    district.restart();
    district.settle();

    assertThat(has("acme")).isNull();
  }

  @Test
  void anEndThatCannotBeReadIsNone() {
    district.written(ACME);
    district.pipe(district.topics.settings(), bytes(Applied.KEY), UNREADABLE);
    district.settle();
    assertThat(has("acme")).isNull();
    district.removed(Applied.KEY);
    district.settle();

    assertThat(has("acme")).isNull();
  }

  @Test
  void aMappingAloneDecidesNothingAgain() {
    district.settle();
    district.setting(new MappingSetting("sis", "csv", "mapping: sis", 1));

    district.pass(Duration.ofMillis(1));

    assertThat(district.passing()).isFalse();
  }

  /** Gives agreements a schema id that nobody else knows yet. */
  private static final class Later implements SchemaIds {
    private static final int ID = 40;
    private final InMemorySchemaIds ids;

    Later(InMemorySchemaIds ids) {
      this.ids = ids;
    }

    @Override
    public int idOf(Schema schema) {
      return ID;
    }

    @Override
    public Schema schema(int id) {
      return ids.schema(id);
    }

    static void register(InMemorySchemaIds ids) {
      int id = 0;
      for (int i = 0; id < ID - 1; i++) {
        id = ids.idOf(Schema.createFixed("f" + i, null, "none", 1));
      }
      ids.idOf(ControlSchemas.AGREEMENT);
    }
  }
}
