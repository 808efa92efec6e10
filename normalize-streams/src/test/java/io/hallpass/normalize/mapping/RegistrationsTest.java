package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hallpass.runtime.topics.ErrorCode;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whom rows register, and what they give for each element of a list. */
class RegistrationsTest {
  @Test
  void aRowEmitsForEachElementOnceAndSkipsEmptyOnes() {
    MapResult.Mapped mapped =
        Samples.mapped(Pupils.MAPPING, "pupil", Samples.row("no", "7", "parents", "g1,g2,,g1,7"));

    assertThat(Samples.of(Emission.Registration.class, mapped))
        .extracting(
            Emission.Registration::role, Emission.Registration::person, Emission.Registration::of)
        .containsExactly(
            tuple(Role.GUARDIAN, "sis:g1", Optional.of("sis:7")),
            tuple(Role.GUARDIAN, "sis:g2", Optional.of("sis:7")));
    assertThat(Samples.of(Emission.Record.class, mapped))
        .extracting(Emission.Record::entity, Emission.Record::role, Emission.Record::person)
        .containsExactly(
            tuple("guardian", Role.GUARDIAN, "sis:g1"),
            tuple("guardian", Role.GUARDIAN, "sis:g2"),
            tuple("guardian", Role.GUARDIAN, "sis:7"));
  }

  @Test
  void aRegistrationKeepsItsIdWhenOtherColumnsChange() {
    UUID before = registration("no", "7", "kind", "S", "grade", "9");

    assertThat(registration("no", "7", "kind", "S", "grade", "10")).isEqualTo(before);
    assertThat(registration("no", "8", "kind", "S", "grade", "9")).isNotEqualTo(before);
    assertThat(
            Samples.of(
                Emission.Registration.class,
                Samples.mapped(Pupils.MAPPING, "pupil", Samples.row("no", "7", "parents", "a,b"))))
        .extracting(Emission.Registration::registrationId)
        .doesNotHaveDuplicates()
        .doesNotContain(before);
  }

  @Test
  void theSystemOfAPersonMayComeFromTheRowButMustBeAName() {
    Mapping mapping =
        Samples.load(
            """
            mapping: m
            resources:
              r:
                key: [no]
                emit:
                  - { register: staff, person: { system: row.system, value: row.no } }
            """);

    assertThat(
            Samples.of(
                Emission.Registration.class,
                Samples.mapped(mapping, "r", Samples.row("no", "1", "system", "hr"))))
        .extracting(Emission.Registration::person)
        .containsExactly("hr:1");
    assertThat(Samples.map(mapping, "r", Samples.row("no", "1", "system", "h:r")))
        .isEqualTo(new MapResult.Rejected(ErrorCode.MISSING_PERSON, "register staff.person.value"));
  }

  private static UUID registration(String... cells) {
    return Samples.of(
            Emission.Registration.class,
            Samples.mapped(Pupils.MAPPING, "pupil", Samples.row(cells)))
        .get(0)
        .registrationId();
  }
}
