package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A condition that could not be read may hold, also where what it could not read is a code. */
class A2ConsentAuditTest {
  private static MapResult.Mapped mapped(String when, String cell) {
    Mapping mapping =
        Samples.load(
            """
            mapping: forms
            resources:
              pupils:
                key: [no]
                emit:
                  - entity: consent
                    id: row.no
                    when: WHEN
                    person: { system: state, value: row.no }
                    fields:
                      decision: "'DENY'"
            """
                .replace("WHEN", when));
    return Samples.mapped(mapping, "pupils", Samples.row("no", "1", "optout", cell));
  }

  @Test
  void anOptOutWhoseCodeNobodyKnowsDenies() {
    MapResult.Mapped known = mapped("code('sds-status', row.optout) == 'true'", "Active");
    MapResult.Mapped unknown = mapped("code('sds-status', row.optout) == 'true'", "Activ (yes)");
    System.out.println("CODE " + known + " / " + unknown);
    assertThat(known.emissions()).hasSize(1);
    assertThat(unknown.emissions()).as("fails closed").hasSize(1);
  }

  @Test
  void anOptOutWhoseDateCannotBeReadDenies() {
    MapResult.Mapped known = mapped("date(row.optout, 'M/d/yyyy') != ''", "8/31/2026");
    MapResult.Mapped unknown = mapped("date(row.optout, 'M/d/yyyy') != ''", "31.8.2026");
    System.out.println("DATE " + known + " / " + unknown);
    assertThat(known.emissions()).hasSize(1);
    assertThat(unknown.emissions()).as("fails closed").hasSize(1);
  }
}
