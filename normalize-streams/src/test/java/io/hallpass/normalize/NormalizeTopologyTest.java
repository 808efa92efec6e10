package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.settings.MappingSetting;
import io.hallpass.runtime.topics.ErrorCode;
import io.hallpass.runtime.topics.RejectHeaders;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NormalizeTopologyTest {
  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir);
  }

  @AfterEach
  void stop() {
    district.close();
  }

  @Test
  void aRegisteredStudentsRecordsOfTwoSourcesComeTogether() {
    district.applied();
    district.incident("i1", "s-1", "2026-09-01", 1);

    district.user("u1", "student", "Ada", "s-1", 1);

    assertThat(district.of("student"))
        .extracting(r -> r.get("givenName").toString())
        .containsExactly("Ada");
    assertThat(district.of("discipline-incident")).hasSize(1);
    assertThat(district.records.keySet())
        .extracting(key -> key.substring(0, 36))
        .hasSize(2)
        .satisfies(ids -> assertThat(Set.copyOf(ids)).hasSize(1));
  }

  @Test
  void aStudentsIdentityComesBehindTheConsentsThatWaited() {
    district.applied();
    district.form("f1", "s-1", "DENY", 1);

    district.user("u1", "student", "Ada", "s-1", 1);

    assertThat(district.consents.keySet()).anyMatch(key -> key.endsWith("/identity"));
    assertThat(district.consents.keySet()).anyMatch(key -> key.contains("/consent/"));
  }

  @Test
  void nobodysRecordIsReleasedBeforeSomebodyRegistersThem() {
    district.applied();

    district.user("u1", "visitor", "Ada", "s-1", 1);

    assertThat(district.records).isEmpty();
  }

  @Test
  void aRowThatIsDeletedTakesItsRecordsWithIt() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.incident("i1", "s-1", "2026-09-01", 1);

    district.row("sis", "incident", "{\"no\":\"i1\"}", null, 2);

    assertThat(district.of("discipline-incident")).isEmpty();
    assertThat(district.of("student")).hasSize(1);
  }

  @Test
  void rowsAbsentFromACompleteSnapshotAreGone() {
    district.applied();
    for (int i = 0; i < 7; i++) {
      district.user("u" + i, "student", "Ada", "s-" + i, 1);
    }
    district.user("u3", "student", "Ada", "s-3", 2);

    district.complete("roster", "users", 2);

    assertThat(district.of("student"))
        .extracting(r -> r.get("givenName").toString())
        .containsExactly("Ada");
  }

  @Test
  void anOlderPositionIsRefused() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 5);

    district.user("u1", "student", "Old", "s-1", 4);

    assertThat(district.of("student"))
        .extracting(r -> r.get("givenName").toString())
        .containsExactly("Ada");
  }

  @Test
  void aMendedMappingIsAppliedWithoutAskingTheVendor() {
    district.applied();
    for (int i = 0; i < 5; i++) {
      district.user("u" + i, "student", "Ada", "s-" + i, 1);
    }

    district.mapping(
        "roster",
        "csv",
        NormalizeFixture.ROSTER.replace("givenName: row.given", "familyName: row.given"),
        2);
    district.pass();

    assertThat(district.of("student")).hasSize(5);
    assertThat(district.of("student")).allSatisfy(r -> assertThat(r.get("givenName")).isNull());
    assertThat(district.of("student"))
        .allSatisfy(r -> assertThat(r.get("familyName")).hasToString("Ada"));
  }

  @Test
  void rowsThatComeBeforeTheirMappingWaitForIt() {
    district.district(Set.of());
    district.user("u1", "student", "Ada", "s-1", 1);

    district.mapping("roster", "csv", NormalizeFixture.ROSTER, 1);
    district.pass();

    assertThat(district.of("student")).hasSize(1);
  }

  @Test
  void rowsThatComeWhileTheSecretCannotBeReadAreMappedOnceItCan(@TempDir Path secrets)
      throws Exception {
    district.applied();
    Path file = secrets.resolve("secrets.properties");
    district.district("${file:" + file + ":everett}", Set.of());
    district.user("u1", "student", "Ada", "s-1", 1);
    district.pass();
    assertThat(district.records).isEmpty();

    Files.writeString(file, "everett=0123456789abcdef0123456789abcdef");
    district.pass();

    assertThat(district.of("student")).hasSize(1);
  }

  @Test
  void halfOfWhatWasAppliedMapsNothing() {
    district.applied();

    district.written(roster("familyName", 2));
    district.user("u1", "student", "Ada", "s-1", 1);
    district.pass();
    assertThat(district.of("student").get(0).get("givenName")).hasToString("Ada");
    district.end();
    district.pass();

    assertThat(district.of("student").get(0).get("givenName")).isNull();
    assertThat(district.of("student").get(0).get("familyName")).hasToString("Ada");
  }

  @Test
  void aSettingThatCannotBeReadKeepsWhatWasAppliedBeforeAndStopsNothing() {
    district.applied();

    district.written("lunch/1", NormalizeFixture.bytes("of no known kind"));
    district.written("mapping/sis", new byte[] {0, 0, 0, 0, 99});
    district.written(roster("familyName", 2));
    district.end();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.pass();
    assertThat(district.of("student").get(0).get("givenName")).hasToString("Ada");

    district.written("lunch/1", null);
    district.written("mapping/sis", null);
    district.end();
    district.pass();

    assertThat(district.of("student").get(0).get("familyName")).hasToString("Ada");
  }

  private static MappingSetting roster(String field, long version) {
    String yaml = NormalizeFixture.ROSTER.replace("givenName:", field + ":");
    return new MappingSetting("roster", "csv", yaml, version);
  }

  @Test
  void aRejectedRowLeavesWhatItSaidBefore() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.incident("i1", "s-1", "2026-09-01", 1);

    district.incident("i1", "s-1", "yesterday", 2);

    assertThat(district.of("discipline-incident")).hasSize(1);
    assertThat(district.rejected).hasSize(1);
    var headers = district.rejected.get(0).headers();
    assertThat(RejectHeaders.text(headers, RejectHeaders.CODE))
        .isEqualTo(ErrorCode.INVALID_DATE.name());
    assertThat(RejectHeaders.text(headers, RejectHeaders.FIELD))
        .isEqualTo("discipline-incident.incidentDate");
    assertThat(RejectHeaders.text(headers, RejectHeaders.AT))
        .startsWith("everett.raw.sis.incident-0@");
    assertThat(headers.toArray()).noneMatch(h -> new String(h.value()).contains("yesterday"));
  }

  @Test
  void aRejectedRowIsTakenOnceTheMappingIsMended() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.incident("i1", "s-1", "9/1/2026", 1);

    district.mapping(
        "sis",
        "postgres-cdc",
        NormalizeFixture.SIS.replace("row.day", "date(row.day, 'M/d/yyyy')"),
        2);
    district.pass();

    assertThat(district.of("discipline-incident")).hasSize(1);
  }

  @Test
  void columnsThatDidNotChangeKeepTheirValue() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);

    district.row(
        "roster",
        "users",
        "{\"id\":\"u1\"}",
        "{\"id\":\"u1\",\"role\":\"student\",\"state\":\"s-1\"}",
        2,
        "given");

    assertThat(district.of("student"))
        .extracting(r -> r.get("givenName").toString())
        .containsExactly("Ada");
  }

  @Test
  void onlyTheRegistrarRegistersStudents() {
    district.applied();
    district.mapping("other", "csv", NormalizeFixture.ROSTER, 1);

    district.row(
        "other",
        "users",
        "{\"id\":\"u9\"}",
        "{\"id\":\"u9\",\"role\":\"student\",\"given\":\"Eve\",\"state\":\"\"}",
        1);

    assertThat(district.records).isEmpty();
    assertThat(district.rejected)
        .extracting(r -> RejectHeaders.text(r.headers(), RejectHeaders.CODE))
        .containsExactly(ErrorCode.NOT_THE_REGISTRAR.name());
  }

  @Test
  void aDenialForAnUnknownStudentIsCountedUntilTheStudentTurnsUp() {
    district.applied();
    district.form("f1", "s-1", "DENY", 1);
    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(1L);

    district.user("u1", "student", "Ada", "s-1", 1);

    assertThat(district.gate().get("unmatchedDenials")).isEqualTo(0L);
  }

  @Test
  void consentsAreCompleteWhenTheirWholeFileWasRead() {
    district.applied();
    district.pass();
    assertThat(district.gate().get("completeSources").toString()).isEqualTo("[]");

    district.complete("forms", "forms", 1);

    assertThat(district.gate().get("completeSources").toString()).isEqualTo("[forms]");
  }

  @Test
  void absenceFromAFileNeverEndsADenialButEndsAGrant() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.form("f1", "s-1", "DENY", 1);
    district.form("f2", "s-1", "GRANT", 1);

    district.complete("forms", "forms", 2);

    assertThat(
            district.consents.values().stream()
                .filter(c -> c.getSchema().getName().equals("Consent")))
        .extracting(c -> c.get("decision").toString())
        .containsExactly("DENY");
  }

  @Test
  void aConsentThatCannotBeReadDeniesEverything() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);

    district.form("f1", "s-1", "perhaps", 1);

    GenericRecord consent =
        district.consents.values().stream()
            .filter(c -> c.getSchema().getName().equals("Consent"))
            .findFirst()
            .orElseThrow();
    assertThat(consent.get("decision")).hasToString("DENY");
    assertThat(consent.get("recipient")).hasToString("*");
    assertThat(district.rejected)
        .extracting(r -> RejectHeaders.text(r.headers(), RejectHeaders.CODE))
        .containsExactly(ErrorCode.UNREADABLE_CONSENT.name());
  }

  @Test
  void aVendorsOwnTopicIsKeyedAgainByItsMapping() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.mapping("vendor", "kafka-topic", NormalizeFixture.SIS, 1);

    district.vendorPublishes(
        "vendor",
        "incident",
        NormalizeFixture.bytes("anything"),
        NormalizeFixture.bytes(
            "{\"no\":7,\"state\":\"s-1\",\"day\":\"2026-09-01\",\"secret\":\"x\"}"));

    assertThat(district.of("discipline-incident")).hasSize(1);
  }

  @Test
  void aVendorsAvroIsReadAndAnUnknownSchemaIsRejected() {
    district.applied();
    district.user("u1", "student", "Ada", "s-1", 1);
    district.mapping("vendor", "kafka-topic", NormalizeFixture.SIS, 1);
    Schema schema =
        SchemaBuilder.record("Row")
            .fields()
            .requiredInt("no")
            .requiredString("state")
            .requiredString("day")
            .endRecord();
    byte[] row =
        new WireFormat(district.ids)
            .encode(
                new GenericRecordBuilder(schema)
                    .set("no", 7)
                    .set("state", "s-1")
                    .set("day", "2026-09-01")
                    .build());
    byte[] unknown = row.clone();
    ByteBuffer.wrap(unknown).putInt(1, 4711);

    district.vendorPublishes("vendor", "incident", null, row);
    district.vendorPublishes("vendor", "incident", null, unknown);

    assertThat(district.of("discipline-incident")).hasSize(1);
    assertThat(district.rejected)
        .extracting(r -> RejectHeaders.text(r.headers(), RejectHeaders.CODE))
        .containsExactly(ErrorCode.UNKNOWN_SCHEMA.name());
    assertThat(district.rejected.get(0).value()).isNull();
  }

  @Test
  void rowsOfAResourceThatNobodyMappedAreRejected() {
    district.applied();

    district.row("sis", "lunch", "{\"no\":\"1\"}", "{\"no\":\"1\"}", 1);

    assertThat(district.rejected)
        .extracting(r -> RejectHeaders.text(r.headers(), RejectHeaders.CODE))
        .containsExactly(ErrorCode.UNMAPPED_RESOURCE.name());
  }
}
