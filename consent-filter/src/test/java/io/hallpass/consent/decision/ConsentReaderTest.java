package io.hallpass.consent.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.consent.decision.Consent.Holder;
import io.hallpass.consent.decision.Consent.Verdict;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class ConsentReaderTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Schema SCHEMA = Catalogue.load().entity("consent").orElseThrow().schema();

  private static GenericRecord grant() {
    GenericRecord grant = new GenericData.Record(SCHEMA);
    grant.put("studentId", new UUID(3, 4).toString());
    grant.put("recordId", ID.toString());
    grant.put("decision", "GRANT");
    grant.put("recipient", "acme");
    grant.put("categories", List.of("NAME", "ENROLLMENT"));
    return grant;
  }

  private static GenericRecord with(String field, Object value) {
    GenericRecord changed = grant();
    changed.put(field, value);
    return changed;
  }

  private static Consent read(GenericRecord value) {
    return ConsentReader.read(ID, value);
  }

  @Test
  void aWholeConsentIsReadAsItIsWritten() {
    GenericRecord written = grant();
    written.put("purpose", "maps");
    written.put("validFrom", 20_000);
    written.put("validUntil", 20_010);
    written.put("decidedAt", 1_700_000_000_000L);
    written.put("holderRole", "parent");
    written.put("holderName", " A ");
    Consent consent = read(written);
    assertThat(consent.verdict()).isEqualTo(Verdict.GRANT);
    assertThat(consent.recipient()).isEqualTo("acme");
    assertThat(consent.purpose()).isEqualTo("maps");
    assertThat(consent.categories()).isEqualTo(Category.NAME.bit() | Category.ENROLLMENT.bit());
    assertThat(consent.validFrom()).contains(LocalDate.ofEpochDay(20_000));
    assertThat(consent.validUntil()).contains(LocalDate.ofEpochDay(20_010));
    assertThat(consent.decidedAt()).contains(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(consent.holder()).isEqualTo(new Holder("parent", "A"));
    written.put("filedFor", "a0000000-0000-4000-8000-000000000001");
    assertThat(read(written).holder())
        .isEqualTo(new Holder("parent", "A", "a0000000-0000-4000-8000-000000000001"));
  }

  @Test
  void aMissingHolderIsTheUnnamedOne() {
    assertThat(read(grant()).holder()).isEqualTo(Holder.UNNAMED);
  }

  @Test
  void aStarAsPurposeIsAnyPurpose() {
    assertThat(read(with("purpose", "*")).purpose()).isEmpty();
  }

  @Test
  void aDenialMayLeaveOutWhomAndWhatItIsAbout() {
    GenericRecord denial = new GenericData.Record(SCHEMA);
    denial.put("decision", "DENY");
    denial.put("decidedAt", 5L);
    Consent consent = read(denial);
    assertThat(consent.recipient()).isEqualTo(Consent.ANY);
    assertThat(consent.categories()).isEqualTo(Categories.ALL);
    assertThat(consent.decidedAt()).isPresent();
  }

  @Test
  void aStarInADenialIsEverybodyAndEverything() {
    GenericRecord denial = grant();
    denial.put("decision", "DENY");
    denial.put("recipient", "*");
    denial.put("categories", List.of("*"));
    assertThat(read(denial).recipient()).isEqualTo(Consent.ANY);
    assertThat(read(denial).categories()).isEqualTo(Categories.ALL);
  }

  @Test
  void whatCannotBeReadDeniesEverything() {
    Consent everything = Consent.unreadable(ID);
    assertThat(read(with("decision", "MAYBE"))).isEqualTo(everything);
    assertThat(read(with("decision", null))).isEqualTo(everything);
    assertThat(read(with("recipient", "*"))).isEqualTo(everything);
    assertThat(read(with("recipient", null))).isEqualTo(everything);
    assertThat(read(with("recipient", "Acme, Inc."))).isEqualTo(everything);
    assertThat(read(with("categories", List.of("*")))).isEqualTo(everything);
    assertThat(read(with("categories", List.of("NAME", "NAMES")))).isEqualTo(everything);
    assertThat(read(with("categories", List.of()))).isEqualTo(everything);
    assertThat(read(with("categories", null))).isEqualTo(everything);
    GenericRecord backwards = with("validFrom", 10);
    backwards.put("validUntil", 9);
    assertThat(read(backwards)).isEqualTo(everything);
    assertThat(everything.verdict()).isEqualTo(Verdict.DENY);
    assertThat(everything.decidedAt()).isEmpty();
  }
}
