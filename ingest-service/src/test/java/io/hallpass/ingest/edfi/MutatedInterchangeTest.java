package io.hallpass.ingest.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Fuzz;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

/**
 * 3,000 broken files: each ends in a clear error or in as many rows as another parser finds, and
 * none shows what it held.
 */
class MutatedInterchangeTest {
  private static final int MUTATIONS = 3_000;
  private static final long MOST_BYTES = 30_000_000;
  private static final String CANARY = "Canary-4711";
  private static final XMLInputFactory OTHER = XMLInputFactory.newDefaultFactory();
  private static final List<String> PIECES =
      List.of(
          "<!DOCTYPE x [<!ENTITY e '" + CANARY + "'>]>",
          "&e;",
          "&#0;",
          "&#xFFFF;",
          "&lt;",
          "<![CDATA[",
          "]]>",
          "<!--",
          "-->",
          "<?xml version='1.0'?>",
          "</Student>",
          "<Student>",
          "<Name>".repeat(70),
          "xmlns:a='",
          "a:b='1'",
          "\uFEFF",
          "\uD800",
          "\u0000",
          "</InterchangeStudent>");

  @Test
  void everyOneEndsClearly() {
    Map<String, Integer> results =
        Fuzz.run("interchanges", MUTATIONS, MOST_BYTES, (number, random) -> one(random));

    assertThat(results.get("read")).isGreaterThan(MUTATIONS / 20);
    assertThat(results.get("refused")).isGreaterThan(MUTATIONS / 4);
  }

  private static String one(Random random) {
    byte[] file = file();
    for (int changes = 1 + random.nextInt(2); changes > 0; changes--) {
      file = changed(file, random);
    }

    Reading reading = Reading.of(file);

    if (reading.trouble == null) {
      OptionalInt elements = elements(file);
      elements.ifPresent(count -> assertThat(reading.rows).hasSize(count));
      return elements.isPresent() ? "read" : "read, and refused by the other parser";
    }
    assertThat(reading.trouble).isInstanceOf(InterchangeException.class).hasNoCause();
    assertThat(reading.trouble.getMessage())
        .matches("s\\.xml:\\d+: [^\\n]+")
        .doesNotContain(CANARY);
    return "refused";
  }

  /** How many there are of what is collected, as the JDK's parser sees it; empty if it refuses. */
  private static OptionalInt elements(byte[] file) {
    try {
      XMLStreamReader xml = OTHER.createXMLStreamReader(new ByteArrayInputStream(file));
      int depth = 0;
      int found = 0;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          depth++;
          found += depth == 2 && Reading.STUDENTS.containsKey(xml.getLocalName()) ? 1 : 0;
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          depth--;
        }
      }
      return OptionalInt.of(found);
    } catch (XMLStreamException e) {
      return OptionalInt.empty();
    }
  }

  private static byte[] file() {
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<InterchangeStudent xmlns=\"http://ed-fi.org/0200\">\n");
    for (int i = 0; i < 10; i++) {
      xml.append("<Student id=\"S").append(i).append("\"><StudentUniqueId>").append(i);
      xml.append("</StudentUniqueId><Name><FirstName>").append(CANARY);
      xml.append(" Đặng</FirstName></Name><Sex>Male</Sex></Student>\n");
      xml.append("<Enrollment><StudentReference><StudentIdentity><StudentUniqueId>").append(i);
      xml.append("</StudentUniqueId></StudentIdentity></StudentReference>");
      xml.append("<EntryDate>2026-08-24</EntryDate></Enrollment>\n<!-- ").append(CANARY);
      xml.append(" --><Cohort><Note>").append(CANARY).append(" &amp; more</Note></Cohort>\n");
    }
    return xml.append("</InterchangeStudent>\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] changed(byte[] file, Random random) {
    if (file.length < 4) {
      return file;
    }
    int at = random.nextInt(file.length);
    int to = Math.min(file.length, at + 1 + random.nextInt(40));
    switch (random.nextInt(9)) {
      case 0: // cut
        return Arrays.copyOf(file, at);
      case 1: // flip
        file[at] ^= (byte) (1 << random.nextInt(8));
        return file;
      case 2: // lose a piece
        return spliced(file, at, to, new byte[0]);
      case 3: // a piece twice
        return spliced(file, at, at, Arrays.copyOfRange(file, at, to));
      case 4: // something that means something
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        return spliced(file, at, at, piece.getBytes(StandardCharsets.UTF_8));
      case 5: // two tags change places
        return swapped(file, random);
      default: // another letter or digit
        if (Character.isLetterOrDigit(file[at])) {
          file[at] = (byte) ('a' + random.nextInt(26));
        }
        return file;
    }
  }

  private static byte[] swapped(byte[] file, Random random) {
    String[] parts = new String(file, StandardCharsets.ISO_8859_1).split("(?=<)");
    int one = random.nextInt(parts.length);
    int other = random.nextInt(parts.length);
    String part = parts[one];
    parts[one] = parts[other];
    parts[other] = part;
    return String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] spliced(byte[] file, int from, int to, byte[] piece) {
    byte[] changed = new byte[file.length - (to - from) + piece.length];
    System.arraycopy(file, 0, changed, 0, from);
    System.arraycopy(piece, 0, changed, from, piece.length);
    System.arraycopy(file, to, changed, from + piece.length, file.length - to);
    return changed;
  }
}
