package io.hallpass.ingest.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterchangeReaderTest {
  private static final String STUDENT =
      "<Student id=\"S1\">\n"
          + "<StudentUniqueId>7</StudentUniqueId>"
          + "<Code System=\"SSN\">078-05-1120</Code>"
          + "<Name><FirstName> Ada\n</FirstName><LastSurname>Byron</LastSurname></Name></Student>";

  private static String interchange(String inside) {
    return "<InterchangeStudent>\n" + inside + "\n</InterchangeStudent>";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<InterchangeStudent>",
        "<?xml version='1.0'?><InterchangeStudent xmlns='http://ed-fi.org/0100'>",
        "<InterchangeStudent xmlns='http://ed-fi.org/5.2.0' xmlns:ann='http://ed-fi.org/annotation'>",
        "\uFEFF<!-- made by us --><?pi x?><InterchangeStudent>"
      })
  void readsMappedElementsWhateverTheirNamespace(String root) {
    Reading reading = Reading.of(root + STUDENT + "</InterchangeStudent>");

    assertThat(reading.trouble).isNull();
    assertThat(reading.rows)
        .containsExactly(
            "s.xml:1 Student {\"@id\":\"S1\",\"Name/FirstName\":\"Ada\",\"StudentUniqueId\":\"7\"}");
  }

  @Test
  void aPrefixIsNoPartOfAName() {
    Reading reading =
        Reading.of(
            "<e:InterchangeStudent xmlns:e='http://ed-fi.org/0200'><e:Student e:id='S1'>"
                + "<e:StudentUniqueId>7</e:StudentUniqueId></e:Student></e:InterchangeStudent>");

    assertThat(reading.rows.get(0)).contains("\"@id\":\"S1\"", "\"StudentUniqueId\":\"7\"");
  }

  @Test
  void aRowNamesTheLineItsElementBeginsOn() {
    Reading reading = Reading.of(interchange(STUDENT + "\r\n\r\n" + STUDENT));

    assertThat(reading.rows)
        .extracting(row -> row.split(" ")[0])
        .containsExactly("s.xml:2", "s.xml:6");
  }

  @Test
  void whatNoColumnLooksAtIsCountedAndNotKept() {
    Reading reading = Reading.of(interchange(STUDENT + "<Cohort><Secret>x</Secret></Cohort>"));

    assertThat(reading.rows).singleElement().asString().doesNotContain("078-05-1120", "Byron");
    assertThat(reading.elements).containsEntry("Student", 1L).containsEntry("Cohort", 1L);
  }

  @Test
  void aTextMayComeInPieces() {
    Reading reading =
        Reading.of(
            interchange(
                "<Student><StudentUniqueId>7&#49;<![CDATA[<8>]]><!-- not this -->&amp;9"
                    + "</StudentUniqueId></Student>"));

    assertThat(reading.rows.get(0)).contains("\"StudentUniqueId\":\"71<8>&9\"");
  }

  @Test
  void aReferenceByXmlIdAloneLacksItsKey() {
    Reading reading =
        Reading.of(
            interchange(
                "<Enrollment><StudentReference ref=\"S1\"/><EntryDate>2026-08-24</EntryDate>"
                    + "</Enrollment>"));

    assertThat(reading.rows)
        .containsExactly(
            "s.xml:2 Enrollment MISSING_KEY in StudentReference/StudentIdentity/StudentUniqueId");
  }

  @Test
  void rowsBeforeABrokenPlaceAreKnownAndThePlaceIsNamedWithoutItsText() {
    Reading reading =
        Reading.of(interchange(STUDENT + "\n<Student><StudentUniqueId>8</Name></Student>"));

    assertThat(reading.rows).hasSize(1);
    assertThat(reading.trouble)
        .isInstanceOf(InterchangeException.class)
        .hasMessage("s.xml:5: is not well-formed XML")
        .hasNoCause();
  }

  @Test
  void aFileThatWasCutIsNotWhole() {
    String whole = interchange(STUDENT);

    Reading reading = Reading.of(whole.substring(0, whole.length() - 5));

    assertThat(reading.rows).hasSize(1);
    assertThat(reading.trouble)
        .hasMessage("s.xml:5: ends before its last element does; the file is not whole");
  }

  @Test
  void somethingAfterTheEndIsNotReadAsPartOfIt() {
    assertThat(Reading.of(interchange(STUDENT) + STUDENT).trouble)
        .hasMessageContaining("is not well-formed XML");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE InterchangeStudent [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE InterchangeStudent SYSTEM 'http://127.0.0.1:1/x.dtd'>",
        "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
      })
  void aDoctypeIsRefusedBeforeItsEntitiesMeanAnything(String doctype) {
    Reading reading =
        Reading.of(
            doctype + interchange("<Student><StudentUniqueId>&x;&b;</StudentUniqueId></Student>"));

    assertThat(reading.rows).isEmpty();
    assertThat(reading.trouble)
        .hasMessage("s.xml:1: has a DOCTYPE, which is not read; an interchange has none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Student><StudentUniqueId>&x;</StudentUniqueId></Student>",
        "<Student id='&x;'><StudentUniqueId>1</StudentUniqueId></Student>"
      })
  void anEntityThatXmlDoesNotHaveIsNotGuessed(String student) {
    Reading reading = Reading.of(interchange(student));

    assertThat(reading.rows).isEmpty();
    assertThat(reading.trouble).isInstanceOf(InterchangeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Student", "Cohort"})
  void elementsInsideElementsHaveAnEnd(String element) {
    Reading reading =
        Reading.of(
            interchange(
                "<"
                    + element
                    + ">"
                    + "<Name>".repeat(100)
                    + "</Name>".repeat(100)
                    + "</"
                    + element
                    + ">"));

    assertThat(reading.trouble)
        .hasMessage("s.xml:2: has elements inside elements, more than 64 deep");
  }

  @Test
  void anElementThatGrowsWithoutEndIsRefused() {
    String piece = "<Name><FirstName>" + "x".repeat(10_000) + "</FirstName></Name>";

    Reading reading = Reading.of(interchange("<Student>" + piece.repeat(200) + "</Student>"));

    assertThat(reading.trouble)
        .hasMessage("s.xml:2: has an element here that is larger than 1000000 characters");
  }

  @Test
  void aLongTextThatNobodyWantsIsPassedOver() {
    Reading reading =
        Reading.of(
            interchange(
                "<Cohort>"
                    + "x".repeat(3_000_000)
                    + "</Cohort><!-- "
                    + "y".repeat(3_000_000)
                    + " -->"
                    + STUDENT));

    assertThat(reading.rows).hasSize(1);
  }

  /** 120 MB of elements, of which neither the file nor a row is kept. */
  @Test
  void howLargeAFileIsDoesNotMatter() throws Exception {
    byte[] root = "<InterchangeStudent>".getBytes(StandardCharsets.UTF_8);
    byte[] students = (STUDENT + "\n").repeat(600).getBytes(StandardCharsets.UTF_8);
    byte[] end = "</InterchangeStudent>".getBytes(StandardCharsets.UTF_8);
    int times = 120_000_000 / students.length;
    Iterator<InputStream> pieces =
        Stream.of(Stream.of(root), Stream.generate(() -> students).limit(times), Stream.of(end))
            .flatMap(all -> all)
            .<InputStream>map(ByteArrayInputStream::new)
            .iterator();
    InputStream file = new SequenceInputStream(enumeration(pieces));
    long rows = 0;
    long most = 0;
    try (InterchangeReader reader = new InterchangeReader("s.xml", file, Reading.STUDENTS)) {
      long before = used();
      while (reader.next()) {
        rows++;
        if (rows % 100_000 == 0) {
          most = Math.max(most, used() - before);
        }
      }
    }

    assertThat(rows).isEqualTo(600L * times);
    assertThat(most).as("bytes of heap more than at its beginning").isLessThan(8_000_000);
  }

  private static <T> Enumeration<T> enumeration(Iterator<T> all) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return all.hasNext();
      }

      @Override
      public T nextElement() {
        return all.next();
      }
    };
  }

  /** The least of several looks: what other threads hold for a moment is not the reader's. */
  private static long used() {
    long least = Long.MAX_VALUE;
    for (int look = 0; look < 3; look++) {
      System.gc();
      least =
          Math.min(least, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
    }
    return least;
  }

  @Test
  void namesHaveAnEnd() {
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 25_000; i++) {
      many.append("<x").append(i).append("/>");
    }

    assertThat(Reading.of(interchange(many.toString())).trouble)
        .hasMessageContaining("has more than 20000 different names");
  }

  @Test
  void bytesThatAreNoTextAreNamedByTheirLine() {
    byte[] xml =
        interchange(STUDENT + "\n" + STUDENT.replace("Ada", "A?a"))
            .getBytes(StandardCharsets.UTF_8);
    xml[new String(xml, StandardCharsets.UTF_8).indexOf("A?a") + 1] = (byte) 0xC3;

    Reading reading = Reading.of(xml);

    assertThat(reading.trouble)
        .isInstanceOf(InterchangeException.class)
        .hasMessageContaining("has bytes that are no text in the file's encoding")
        .hasNoCause();
  }

  @Test
  void otherEncodingsAreReadAsTheyAreDeclared() {
    String xml =
        "<?xml version='1.0' encoding='UTF-16'?>" + interchange(STUDENT.replace("Ada", "Şule"));

    Reading reading = Reading.of(xml.getBytes(StandardCharsets.UTF_16));

    assertThat(reading.trouble).isNull();
    assertThat(reading.rows.get(0)).contains("Şule");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<Student/>", "<html></html>", "{\"a\":1}", "", "  ", "PK\u0003\u0004"})
  void whatIsNoInterchangeIsRefused(String file) {
    assertThat(Reading.of(file).trouble)
        .isInstanceOf(InterchangeException.class)
        .hasMessageStartingWith("s.xml:1: ");
  }
}
