package io.hallpass.normalize.mapping;

/** A mapping with something of everything. */
final class Pupils {
  static final Mapping MAPPING =
      Samples.load(
          """
          mapping: pupils
          resources:
            pupil:
              key: [no]
              emit:
                - register: student
                  when: row.kind == 'S'
                  person: { system: sis, value: row.no }
                - entity: student
                  id: row.no
                  when: row.kind == 'S'
                  person: { system: sis, value: row.no, also: [{ system: state, value: row.state }] }
                  fields:
                    sourcedId: row.no
                    givenName: row['First Name']
                    grade: code('grade', row.grade)
                    enabledUser: row.enabled
                    graduationYear: row.year
                    userIds: split(row.ids, ';')
                    primaryOrgId: ref('org', row.school, 'roster')
                - entity: demographics
                  id: row.no
                  when: row.kind == 'S'
                  person: { system: sis, value: row.no }
                  fields: { birthDate: "date(row.born, 'M/d/yyyy')", sex: row.sex }
                - register: guardian
                  forEach: split(row.parents, ',')
                  as: parent
                  when: parent != row.no
                  person: { system: sis, value: parent }
                  of: { system: sis, value: row.no }
                - entity: guardian
                  forEach: row.parents.split(',')
                  id: row.no + '/' + item
                  person: { system: sis, value: item }
                  fields: { sourcedId: item }
                - entity: staff
                  id: row.no
                  when: row.kind == 'T'
                  person: { system: sis, value: row.no }
                  fields: { sourcedId: row.no }
            ATT_DAY:
              key: [no, day]
              emit:
                - entity: attendance-event
                  id: row.no + '/' + row.day
                  person: { system: sis, value: row.pupil }
                  fields:
                    eventDate: row.day
                    attendanceEventType: row.type
                - entity: program-participation
                  id: row.no + '/' + row.day
                  when: row.program != ''
                  person: { system: sis, value: row.pupil }
                  fields: { programType: row.program }
            rooms:
              key: [no]
              file: Rooms 2026.csv
              emit:
                - entity: class
                  id: row.no
                  fields: { title: "row.title.substring(0, int(row.length))", credits: 1.5 }
          """);

  private Pupils() {}

  /** The first record of this entity. */
  static Emission.Record record(MapResult.Mapped mapped, String entity) {
    return Samples.of(Emission.Record.class, mapped).stream()
        .filter(record -> record.entity().equals(entity))
        .findFirst()
        .orElseThrow();
  }
}
