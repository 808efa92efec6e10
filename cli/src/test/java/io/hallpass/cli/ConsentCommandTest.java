package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.spine.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningStack.Extension.class)
final class ConsentCommandTest {
  @Test
  void aConsentForAnUnknownStudentHoldsTheGateUntilItIsDismissed(RunningStack stack)
      throws Exception {
    TestDistrict district = stack.district("gated");
    district
        .files()
        .roster()
        .recipient(
            "acme",
            stack.warehouse(),
            "gated_acme",
            "basis: SCHOOL_OFFICIAL, optOutAllowed: true, categories: [NAME, ENROLLMENT]");
    district.applied();
    Wait.until("both students", () -> district.countIn("gated_acme", "student") == 2);

    Command deny =
        stack.on(
            "consent",
            "deny",
            "--district",
            "gated",
            "--student",
            "roster:3",
            "--recipient",
            "acme");

    assertThat(deny.out()).startsWith("recorded deny");
    Wait.until(
        "the gate to close", () -> stack.on("status", "gated").out().contains("gate closed"));
    district.files().write("files/users.csv", "id,first,password\n1,Ada,x\n2,Alan,x\n4,Grace,x\n");
    Wait.until("the new student at home", () -> district.count("student") == 3);
    assertThat(district.countIn("gated_acme", "student")).isEqualTo(2);
    String listed = stack.on("consent", "unmatched", "list", "--district", "gated").out();
    assertThat(listed).contains("roster:3");
    stack.on("consent", "unmatched", "dismiss", "--district", "gated", listed.substring(0, 36));
    Wait.until("the gate to open", () -> district.countIn("gated_acme", "student") == 3);
  }

  @Test
  void aDistrictThatIsNotThereIsSaid(RunningStack stack) {
    assertThat(stack.on("consent", "deny", "--district", "atlantis", "--student", "a:b").err())
        .contains("there is no district 'atlantis'");
  }

  @Test
  void allThatIsWrongWithADecisionIsSaidAtOnce(RunningStack stack) {
    assertThat(stack.on("consent", "grant", "--district", "atlantis", "--student", "ab").err())
        .contains("--student must be SYSTEM:VALUE")
        .contains("a grant names a --recipient and each --category");
  }
}
