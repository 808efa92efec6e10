package io.hallpass.ingest.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreePathTest {
  private final Tree student = student();

  private static Tree student() {
    Tree student = new Tree("Student");
    student.add("@id", "STU_1");
    student.add("Name").add("FirstName", "Ada");
    address(student, "Home", "Ulm");
    address(student, "Work", "Bonn");
    code(student, "Local", "17");
    code(student, "SSN", "078-05-1120");
    student.add("Race", "Asian");
    student.add("Race", "White");
    return student;
  }

  @Test
  void aPathTellsAllItLooksAt() {
    TreePath path = TreePath.of("codes[system/name!='SSN'][.='x'][1]/code|id|'none'");

    assertThat(path.plainWays()).containsExactly("codes/code", "id");
    assertThat(path.looksAt())
        .containsExactlyInAnyOrder("codes/code", "codes/system/name", "codes", "id");
  }

  private static void address(Tree student, String type, String city) {
    Tree address = student.add("Address");
    address.add("@AddressType", type);
    address.add("City", city);
  }

  private static void code(Tree student, String system, String value) {
    Tree code = student.add("Code");
    code.add("System").add("CodeValue", system);
    code.add("Value", value);
  }

  @Test
  void followsNames() {
    assertThat(TreePath.of("Name/FirstName").text(student)).isEqualTo("Ada");
  }

  @Test
  void seesAttributes() {
    assertThat(TreePath.of("@id").text(student)).isEqualTo("STU_1");
  }

  @Test
  void picksByAnAttribute() {
    assertThat(TreePath.of("Address[@AddressType='Work']/City").text(student)).isEqualTo("Bonn");
  }

  @Test
  void picksByWhatIsBelow() {
    assertThat(TreePath.of("Code[System/CodeValue='Local']/Value").text(student)).isEqualTo("17");
  }

  @Test
  void leavesOutByWhatIsBelow() {
    assertThat(TreePath.of("Code[System/CodeValue!='SSN']/Value").text(student)).isEqualTo("17");
  }

  @Test
  void givesAllThatMatchALineEach() {
    assertThat(TreePath.of("Race").text(student)).isEqualTo("Asian\nWhite");
  }

  @Test
  void aLineBreakInOneOfSeveralTextsDoesNotMakeItTwo() {
    student.add("Race", "of two\nlines");

    assertThat(TreePath.of("Race").text(student)).isEqualTo("Asian\nWhite\nof two lines");
  }

  @Test
  void whatIsNotThereIsNull() {
    assertThat(TreePath.of("Name/MiddleName").text(student)).isNull();
  }

  @Test
  void aQuoteInATextStandsTwice() {
    student.add("Race", "it's");

    assertThat(TreePath.of("Race[.='it''s']").text(student)).isEqualTo("it's");
  }

  @Test
  void severalConditionsMustAllHold() {
    assertThat(TreePath.of("Address[@AddressType='Work'][City='Ulm']/City").text(student)).isNull();
  }

  @Test
  void picksByPlaceAmongThoseThatAreLeft() {
    address(student, "Work", "Mainz");

    assertThat(TreePath.of("Address[@AddressType='Work'][2]/City").text(student))
        .isEqualTo("Mainz");
    assertThat(TreePath.of("Address[2][@AddressType='Work']/City").text(student)).isEqualTo("Bonn");
    assertThat(TreePath.of("Address[4]/City").text(student)).isNull();
  }

  @Test
  void theFirstAddressIsOneAddressThoughItLacksAPart() {
    student.children().stream()
        .filter(child -> child.name().equals("Address"))
        .skip(1)
        .forEach(address -> address.add("Room", "12"));

    assertThat(TreePath.of("Address[1]/City").text(student)).isEqualTo("Ulm");
    assertThat(TreePath.of("Address[1]/Room").text(student)).isNull();
  }

  @Test
  void whatIsNotThereIsEmptyInAConditionToo() {
    student.add("Address").add("City", "Trier");

    assertThat(TreePath.of("Address[@AddressType='']/City").text(student)).isEqualTo("Trier");
    assertThat(TreePath.of("Address[@AddressType!='']/City").text(student)).isEqualTo("Ulm\nBonn");
  }

  @Test
  void picksByTheEndOfAText() {
    code(student, "uri://ed-fi.org/SystemDescriptor#State", "4711");

    assertThat(TreePath.of("Code[System/CodeValue$='#State']/Value").text(student))
        .isEqualTo("4711");
    assertThat(TreePath.of("Code[System/CodeValue!$='#State'][2]/Value").text(student))
        .isEqualTo("078-05-1120");
  }

  @Test
  void aNameMayBeginWithADollarSign() {
    student.add("$ref", "x");

    assertThat(TreePath.of("$ref").text(student)).isEqualTo("x");
  }

  @Test
  void takesTheFirstWayThatFindsSomething() {
    assertThat(TreePath.of("Name/MiddleName|Name/FirstName|Race").text(student)).isEqualTo("Ada");
    assertThat(TreePath.of("Name/MiddleName|Name/FirstName").roots())
        .containsExactlyInAnyOrder("Name");
  }

  @Test
  void aTextStandsWhereNoWayFindsAnything() {
    assertThat(TreePath.of("Name/MiddleName|'none'").text(student)).isEqualTo("none");
    assertThat(TreePath.of("Name/FirstName|'none'").text(student)).isEqualTo("Ada");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/a",
        "a/",
        "a[",
        "a[b]",
        "a[b=1]",
        "a[b='1'",
        "a[b='1]",
        "a b",
        "@",
        "a//b",
        "a[0]",
        "a[1",
        "a[12345]",
        "a|",
        "'x'",
        "a|'x",
        "a|'x'|b",
        "a[b|c='1']"
      })
  void whatIsNoPathIsRefusedWithAReason(String path) {
    assertThatThrownBy(() -> TreePath.of(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a column here is names with slashes between");
  }
}
