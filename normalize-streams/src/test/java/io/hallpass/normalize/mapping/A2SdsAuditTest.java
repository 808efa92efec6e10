package io.hallpass.normalize.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class A2SdsAuditTest {
  private static MapResult.Mapped map(String resource, Map<String, String> row) {
    Mapping mapping = Samples.standard("sds-2.1-csv");
    ResourceMapping found =
        mapping.resources().stream().filter(r -> r.name().equals(resource)).findFirst().orElseThrow();
    MapResult result = found.map(Row.of(row), "sds", Samples.ids());
    System.out.println(resource + " " + row + " -> " + result);
    return (MapResult.Mapped) result;
  }

  private static void somethingIsSaid(MapResult.Mapped mapped) {
    List<Object> said = new ArrayList<>(mapped.emissions());
    said.addAll(mapped.unknownCodes());
    said.addAll(mapped.reported());
    assertThat(said).isNotEmpty();
  }

  @Test
  void aRoleOfMicrosoftsOwnListIsNotLostWithoutAWord() {
    somethingIsSaid(map("roles", Map.of("userSourcedId", "1", "orgSourcedId", "2", "role", "nurse",
        "sessionSourcedId", "", "grade", "", "isPrimary", "", "roleStartDate", "", "roleEndDate", "")));
  }

  @Test
  void aMembershipOfARoleNobodyKnowsIsNotLostWithoutAWord() {
    somethingIsSaid(map("enrollments", Map.of("classSourcedId", "1", "userSourcedId", "2", "role", "coach")));
  }

  @Test
  void aFlagThatNobodyKnowsIsNotLostWithoutAWord() {
    somethingIsSaid(map("userFlags", Map.of("userSourcedId", "1", "flag", "giftedOrTalented")));
  }

  @Test
  void aFlagInOtherCapitalsIsNotLostWithoutAWord() {
    somethingIsSaid(map("userFlags", Map.of("userSourcedId", "1", "flag", "IEP")));
  }
}
