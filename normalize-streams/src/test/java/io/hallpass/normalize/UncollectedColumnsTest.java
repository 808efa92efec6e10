package io.hallpass.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.normalize.landing.RowMapping;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.RecordIds;
import io.hallpass.normalize.remap.RemapDifference;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mapping that reads a consent from a column that nobody collected before: until it is collected,
 * nobody knows what it says.
 */
final class UncollectedColumnsTest {
  private static final String PUPILS =
      """
      mapping: pupils
      resources:
        pupils:
          key: [no]
          emit:
            - entity: demographics
              id: row.no
              person: { system: state, value: row.state }
              fields: { birthDate: row.born }
            - entity: consent
              id: row.no
              when: row.opt_out == 'Y'
              person: { system: state, value: row.state }
              fields: { decision: "'DENY'", recipient: "'acme'" }
      """;
  private static final String RENAMED = PUPILS.replace("row.opt_out", "row.directory_opt_out");

  private NormalizeFixture district;

  @BeforeEach
  void start(@TempDir Path dir) {
    district = new NormalizeFixture(dir).applied();
    district.mapping("pupils", "csv", PUPILS, 1);
    district.user("u1", "student", "Ada", "s-1", 1);
    district.user("u2", "student", "Bo", "s-2", 1);
    district.pass();
  }

  @AfterEach
  void stop() {
    district.close();
  }

  private void pupil(String no, String born, String column, String optOut, long position) {
    String json =
        "{\"no\":\"%1$s\",\"state\":\"s-%1$s\",\"born\":\"%2$s\",\"%3$s\":\"%4$s\"}"
            .formatted(no, born, column, optOut);
    district.row("pupils", "pupils", "{\"no\":\"" + no + "\"}", json, position);
  }

  private void before(String optOut, long position) {
    pupil("1", "2012-03-04", "opt_out", optOut, position);
  }

  private void after(String optOut, long position) {
    pupil("1", "2012-03-04", "directory_opt_out", optOut, position);
  }

  private void end(long position) {
    district.complete("pupils", "pupils", position);
  }

  private void mended(String yaml, long version) {
    district.mapping("pupils", "csv", yaml, version);
    district.pass();
  }

  private List<String> decisions() {
    return district.decisions().stream().map(c -> c.get("decision").toString()).toList();
  }

  @Test
  void aRenamedColumnTakesNoDenialBackAndClosesTheGateUntilItWasRead() {
    before("Y", 1);
    end(1);
    assertThat(district.complete()).isEqualTo("[pupils]");
    district.log.clear();

    mended(RENAMED, 2);
    assertThat(decisions()).containsExactly("DENY");
    assertThat(district.log).noneMatch(line -> line.contains("/consent/"));
    assertThat(district.complete()).isEqualTo("[]");

    end(1);
    assertThat(district.complete()).as("the end of the pass that lacked it").isEqualTo("[]");

    after("Y", 2);
    end(2);
    assertThat(district.complete()).isEqualTo("[pupils]");
    assertThat(decisions()).containsExactly("DENY");
  }

  @Test
  void aMappingThatIsTakenBackOpensTheGateAgainAsNoRowLacksAnything() {
    before("Y", 1);
    end(1);
    mended(RENAMED, 2);
    before("Y", 2);
    assertThat(district.complete()).isEqualTo("[]");

    mended(PUPILS, 3);

    assertThat(district.complete()).isEqualTo("[pupils]");
    assertThat(decisions()).containsExactly("DENY");
    mended(RENAMED, 2);
    assertThat(district.complete()).as("wanted once more").isEqualTo("[]");
  }

  @Test
  void aMappingThatComesBackWhileItIsTakenBackFindsAllRowsThatLackIt() {
    List.of("1", "2").forEach(no -> pupil(no, "2012-03-04", "opt_out", "Y", 1));
    List.of("3", "4", "5").forEach(no -> pupil(no, "2012-03-04", "opt_out", "Y", 3));
    end(1);
    mended(RENAMED, 2);

    district.mapping("pupils", "csv", PUPILS, 3);
    district.pass(11);
    mended(RENAMED, 2);
    end(2);

    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void aRowThatLandsWithoutAColumnReadLongAgoIsStillInDoubtWithTheNextMapping() {
    before("Y", 1);
    end(1);
    after("Y", 2);
    assertThat(district.complete()).isEqualTo("[]");

    mended(PUPILS.replace("birthDate: row.born", "sex: \"'Male'\""), 2);

    assertThat(district.complete()).isEqualTo("[]");
    before("Y", 3);
    end(3);
    assertThat(district.complete()).isEqualTo("[pupils]");
  }

  @Test
  void aRowThatWaitedForItsMappingAndIsGoneIsKeptUntilOneCanReadIt() {
    mended("mapping: pupils", 2);
    before("Y", 1);
    end(2);
    mended(RENAMED, 3);
    assertThat(decisions()).isEmpty();

    mended(PUPILS, 4);

    assertThat(decisions()).containsExactly("DENY");
  }

  @Test
  void onceItIsReadTheNewColumnDecides() {
    before("Y", 1);
    end(1);
    mended(RENAMED, 2);

    after("", 2);

    assertThat(decisions()).isEmpty();
  }

  @Test
  void aMappingThatAlwaysDecidesDecidesNothingByAColumnThatIsNotThere() {
    before("Y", 1);
    pupil("2", "2012-03-04", "opt_out", "N", 1);
    String always =
        RENAMED
            .replace("        when: row.directory_opt_out == 'Y'\n", "")
            .replace("\"'DENY'\"", "\"row.directory_opt_out == 'Y' ? 'DENY' : 'GRANT'\"");

    mended(always, 2);
    assertThat(decisions()).containsExactly("DENY");

    after("", 2);
    assertThat(decisions()).containsExactly("GRANT");
  }

  @Test
  void ofARowThatIsGoneTheDenialStaysAndTheGateOpenAsNothingIsToBeRead() {
    before("Y", 1);
    end(2);

    mended(RENAMED, 2);

    assertThat(decisions()).containsExactly("DENY");
    assertThat(district.complete()).isEqualTo("[pupils]");
  }

  @Test
  void whatIsUnderWayFromTheOldConnectorTakesNothingBackAndItsEndOpensNothing() {
    before("Y", 1);
    end(1);
    mended(RENAMED, 2);

    pupil("1", "2012-12-24", "opt_out", "Y", 2);
    pupil("2", "2012-12-24", "opt_out", "Y", 2);
    end(2);
    assertThat(decisions()).containsExactly("DENY");
    assertThat(district.complete()).isEqualTo("[]");

    pupil("1", "2012-12-24", "opt_out", "Y", 3);
    pupil("2", "2012-12-24", "opt_out", "Y", 3);
    end(3);
    assertThat(district.complete()).as("unchanged rows lack it still").isEqualTo("[]");
  }

  @Test
  void anEndThatComesBetweenTheMappingAndItsPassSaysNothingOfTheNewColumn() {
    before("Y", 1);
    end(1);

    district.mapping("pupils", "csv", RENAMED, 2);
    end(1);

    assertThat(district.complete()).isEqualTo("[]");
    assertThat(decisions()).containsExactly("DENY");
  }

  @Test
  void aColumnOfATableThatWasReadWholeLongAgoMustBeReadBeforeTheTableVouches() {
    district.complete("roster", "users", 1);
    String optOuts =
        NormalizeFixture.ROSTER
            + """
                  - entity: consent
                    id: row.id
                    when: row.opt_out == 'Y'
                    person: { system: roster, value: row.id }
                    fields: { decision: "'DENY'" }
            """;

    district.mapping("roster", "csv", optOuts, 2);
    district.pass();
    assertThat(district.complete()).isEqualTo("[]");

    String ada = "{\"id\":\"u1\",\"role\":\"student\",\"given\":\"Ada\",\"state\":\"s-1\",";
    district.row("roster", "users", "{\"id\":\"u1\"}", ada + "\"opt_out\":\"Y\"}", 2);
    district.complete("roster", "users", 2);
    assertThat(district.complete()).isEqualTo("[roster]");
    assertThat(decisions()).containsExactly("DENY");
  }

  @Test
  void aMendedMappingOfCollectedColumnsNeitherClosesTheGateNorKeepsWhatItSaysNoMore() {
    before("Y", 1);
    pupil("2", "2012-03-04", "opt_out", "N", 1);
    end(1);

    mended(PUPILS.replace("== 'Y'", "== 'N'"), 2);

    assertThat(district.complete()).isEqualTo("[pupils]");
    assertThat(district.decisions()).hasSize(1);
    assertThat(district.consents.keySet()).filteredOn(key -> key.contains("/consent/")).hasSize(1);
  }

  @Test
  void aNewColumnOfNoConsentIsNoDoubt() {
    before("Y", 1);
    end(1);

    mended(PUPILS.replace("birthDate: row.born", "birthDate: row.born, sex: row.sex"), 2);
    assertThat(district.complete()).isEqualTo("[pupils]");

    mended(PUPILS.replace("birthDate: row.born", "sex: row.sex").replace("== 'Y'", "== 'X'"), 3);
    assertThat(district.complete()).isEqualTo("[pupils]");
    assertThat(decisions()).isEmpty();
  }

  @Test
  void whereThereIsNoRowNothingIsInDoubt() {
    end(1);

    mended(RENAMED, 2);

    assertThat(district.complete()).isEqualTo("[pupils]");
  }

  @Test
  void whatIsNoConsentIsMappedAgainAtOnce() {
    before("Y", 1);

    mended(RENAMED.replace("birthDate: row.born", "sex: \"'Male'\""), 2);

    assertThat(district.of("demographics"))
        .singleElement()
        .satisfies(d -> assertThat(d.get("birthDate")).isNull());
    assertThat(decisions()).containsExactly("DENY");
  }

  @Test
  void anEntryThatReadsOnlyCollectedColumnsIsMappedAgainBesideOneThatDoesNot() {
    before("Y", 1);
    pupil("2", "2012-03-04", "opt_out", "P", 1);
    end(1);
    String photos =
        """
              - entity: consent
                id: "'photo ' + row.no"
                when: row.opt_out == 'P'
                person: { system: state, value: row.state }
                fields: { decision: "'DENY'", recipient: "'acme'" }
        """;

    mended(
        RENAMED.replace("id: row.no\n        when", "id: \"'dir ' + row.no\"\n        when")
            + photos,
        2);

    assertThat(district.consents.keySet()).filteredOn(key -> key.contains("/consent/")).hasSize(2);
    assertThat(district.complete()).isEqualTo("[]");
  }

  @Test
  void aRowThatIsRefusedAsWellKeepsItsDenialAndTheGateClosed() {
    before("Y", 1);
    end(1);

    String refusing = RENAMED.replace("birthDate: row.born", "birthDate: \"'never' + row.born\"");
    mended(refusing, 2);
    assertThat(decisions()).containsExactly("DENY");
    assertThat(district.complete()).isEqualTo("[]");

    before("Y", 2);
    end(2);
    assertThat(district.complete()).as("it lacks the column still").isEqualTo("[]");
  }

  @Test
  void aDenialWhoseRowIsGoneStaysWithItsChildWhenTheKeyIsUsedAgain() {
    before("Y", 1);
    end(2);
    mended(RENAMED, 2);
    String ada = denied();

    district.row(
        "pupils",
        "pupils",
        "{\"no\":\"1\"}",
        "{\"no\":\"1\",\"state\":\"s-2\",\"born\":\"2013-03-04\",\"directory_opt_out\":\"N\"}",
        3);

    assertThat(denied()).isEqualTo(ada);
    assertThat(decisions()).containsExactly("DENY");
  }

  private String denied() {
    return district.consents.keySet().stream()
        .filter(key -> key.contains("/consent/"))
        .map(key -> key.substring(0, 36))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theDryRunForetellsThatConsentsStayAsTheyAre() {
    before("Y", 1);
    end(1);

    RemapDifference foretold = difference(PUPILS, RENAMED);
    assertThat(foretold.entities()).isEmpty();

    mended(RENAMED, 2);
    assertThat(difference(RENAMED, PUPILS).entities()).doesNotContainKey("demographics");
    assertThat(difference(RENAMED, RENAMED.replace("'acme'", "'bell'")).entities()).isEmpty();
  }

  private RemapDifference difference(String before, String after) {
    Catalogue catalogue = Catalogue.load();
    RemapDifference difference =
        new RemapDifference(
            new RowMapping(Mapping.load("p.yaml", before, catalogue, Map.of()), false),
            new RowMapping(Mapping.load("p.yaml", after, catalogue, Map.of()), false),
            new RecordIds(NormalizeFixture.bytes("0123456789abcdef0123456789abcdef")),
            catalogue);
    district.landed(
        (row, absent) -> {
          if (row.source().equals("pupils")) {
            difference.add(row, absent);
          }
        });
    return difference;
  }
}
