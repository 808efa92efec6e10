package io.hallpass.consent.filter;

import static io.hallpass.consent.SmallVocabulary.entity;
import static io.hallpass.consent.filter.TestDistrict.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.runtime.settings.Basis;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

/** The service is started again with another vocabulary. */
class VocabularyChangeTest {
  private static final UUID ANN = UUID.fromString("a0000000-0000-4000-8000-000000000001");
  private static final UUID R1 = UUID.fromString("c0000000-0000-4000-8000-000000000001");
  private static final String CONSENT =
      Catalogue.load().entity("consent").orElseThrow().schema().toString();

  private static Catalogue with(String... fields) {
    return Catalogue.of(List.of(CONSENT, entity("pupil", "STUDENT", "ENROLLMENT", fields)));
  }

  @Test
  void aFieldWhoseCategoryChangedIsTakenBackWithoutANewRecord() {
    try (TestDistrict district = new TestDistrict(with("grade:ENROLLMENT", "note:ENROLLMENT"))) {
      district.district();
      district.setting(Agree.with("acme", Basis.DISTRICT, Category.ENROLLMENT.name()));
      district.register(ANN);
      district.put(ANN, "pupil", R1, Map.of("grade", "05", "note", "asthma"));
      assertThat(district.has("acme").get(key(ANN, "pupil", R1)).get("note")).isNotNull();
      district.settle();
      district.restart(district.now(), with("extra:HEALTH", "note:HEALTH", "grade:ENROLLMENT"));
      district.settle();
      GenericRecord has = district.has("acme").get(key(ANN, "pupil", R1));
      assertThat(has.get("note")).isNull();
      assertThat(has.get("grade")).hasToString("05");
    }
  }

  @Test
  void aRecordOfAnEntityThatIsNotKnownYetIsKeptUntilItIs() {
    Catalogue both =
        Catalogue.of(
            List.of(
                CONSENT,
                entity("pupil", "STUDENT", "ENROLLMENT", "grade:ENROLLMENT"),
                entity("bus", "STUDENT", "ENROLLMENT", "line:ENROLLMENT")));
    try (TestDistrict district = new TestDistrict(with("grade:ENROLLMENT"))) {
      district.district();
      district.setting(Agree.with("acme", Basis.DISTRICT, Category.ENROLLMENT.name()));
      district.register(ANN);
      GenericRecord bus =
          new GenericRecordBuilder(both.entity("bus").orElseThrow().schema())
              .set("studentId", ANN.toString())
              .set("recordId", R1.toString())
              .set("line", "7")
              .build();
      district.pipe(
          district.topics.records(),
          TestDistrict.bytes(key(ANN, "bus", R1)),
          district.wire.encode(bus));
      district.settle();
      assertThat(district.has("acme")).isEmpty();
      district.restart(district.now(), both);
      district.settle();
      assertThat(district.has("acme").get(key(ANN, "bus", R1)).get("line")).hasToString("7");
    }
  }
}
