package io.hallpass.cli.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OperatorDecisionsTest {
  private static final String APPROVED = "intake.approved";

  private static Map<String, Map<String, String>> kept(
      Map<String, String> wanted, Map<String, String> present) {
    return OperatorDecisions.keep(
        Map.of("everett.roster", wanted), Map.of("everett.roster", present));
  }

  @Test
  void whatWasDecidedOutlivesAnApply() {
    assertThat(
            kept(
                Map.of("connector.class", "Csv", "path", "b"),
                Map.of("connector.class", "Csv", "path", "a", APPROVED, "x")))
        .containsEntry(
            "everett.roster", Map.of("connector.class", "Csv", "path", "b", APPROVED, "x"));
  }

  @Test
  void aConnectorOfAnotherKindGetsNothingOfIt() {
    assertThat(
            kept(Map.of("connector.class", "Cdc"), Map.of("connector.class", "Csv", APPROVED, "x")))
        .containsEntry("everett.roster", Map.of("connector.class", "Cdc"));
  }

  @Test
  void aNewConnectorIsAsTheFilesSay() {
    Map<String, Map<String, String>> wanted =
        Map.of("everett.roster", Map.of("connector.class", "Csv"));

    assertThat(OperatorDecisions.keep(wanted, Map.of())).isEqualTo(wanted);
  }
}
