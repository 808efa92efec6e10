package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a student is said to be, by codes of which every state has some of its own. */
class EdFiCharacteristicsTest {
  private final List<String> heard = new ArrayList<>();

  /** Where the four mappings find them. */
  private enum Where {
    REST(
        "edfi-rest",
        "studentEducationOrganizationAssociations",
        "studentCharacteristics/studentCharacteristicDescriptor",
        "uri://state.example.org/StudentCharacteristicDescriptor#"),
    XML_1("edfi-xml-1.0", "Student", "StudentCharacteristics/Characteristic", ""),
    XML_2("edfi-xml-2.0", "Student", "StudentCharacteristic/StudentCharacteristic/CodeValue", ""),
    XML_5(
        "edfi-xml-5",
        "StudentEducationOrganizationAssociation",
        "StudentCharacteristic/StudentCharacteristic",
        "uri://state.example.org/StudentCharacteristicDescriptor#");

    private final ResourceMapping resource;
    private final String column;
    private final String namespace;

    Where(String mapping, String resource, String column, String namespace) {
      this.resource = Samples.standard(mapping).resource(resource).orElseThrow();
      this.column = column;
      this.namespace = namespace;
    }
  }

  /** The records of living situations that a row gives, each with its fields. */
  private List<Map<String, Object>> situations(Where where, String... characteristics) {
    return Samples.of(Emission.Record.class, map(where, characteristics)).stream()
        .filter(record -> record.entity().equals("living-situation"))
        .map(record -> Samples.fields(record))
        .peek(fields -> fields.remove("recordId"))
        .toList();
  }

  private MapResult.Mapped map(Where where, String... characteristics) {
    List<String> cells = new ArrayList<>();
    where.resource.key().forEach(key -> cells.addAll(List.of(key, "1")));
    cells.add(where.column);
    cells.add(
        String.join(
            "\n", Arrays.stream(characteristics).map(code -> where.namespace + code).toList()));
    return (MapResult.Mapped)
        where.resource.map(
            Samples.row(cells.toArray(String[]::new)),
            Samples.SOURCE,
            Samples.ids(),
            (field, codes, text, person) -> heard.add(codes + " " + text + " of " + person));
  }

  @ParameterizedTest
  @EnumSource
  void eachCharacteristicOfAWayOfLivingIsARecord(Where where) {
    assertThat(situations(where, "Homeless", "Migratory", "Refugee", "Unschooled Asylee"))
        .containsExactly(
            Map.of("homeless", true), Map.of("migrant", true), Map.of("refugee", true));
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCodeThatNobodyKnowsGivesNothingAndIsHeardOnceAndCostsNoOtherItsWord(Where where) {
    assertThat(situations(where, "Couch Surfer", "Homeless", "Foster Care"))
        .containsExactly(Map.of("homeless", true), Map.of("fosterCare", true));
    assertThat(heard).containsExactly("edfi-characteristic.csv Couch Surfer of edfi:1");
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKnownAndNotCollectedIsNeitherSaidNorHeard(Where where) {
    assertThat(situations(where, "Pregnant", "Parent in Military", "Other")).isEmpty();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Where.class,
      names = {"REST", "XML_2", "XML_5"})
  void anImmigrantIsOneWhateverElseIsSaid(Where where) {
    List<Emission.Record> learners =
        Samples.of(Emission.Record.class, map(where, "Couch Surfer", "Immigrant")).stream()
            .filter(record -> record.entity().equals("english-learner"))
            .toList();

    assertThat(learners)
        .singleElement()
        .satisfies(
            record -> assertThat(Samples.fields(record)).containsEntry("titleIIIImmigrant", true));
  }
}
