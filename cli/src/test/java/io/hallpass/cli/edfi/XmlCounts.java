package io.hallpass.cli.edfi;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;

/** Counts in XML files as anybody would, with the JDK's own XPath: knows no mapping of ours. */
public final class XmlCounts {
  private final XPath xpath = XPathFactory.newInstance().newXPath();
  private final List<Document> documents = new ArrayList<>();

  /** Reads these files of a folder. Names of elements are taken without their namespace. */
  private XmlCounts(Path folder, List<String> files) throws Exception {
    DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    for (String file : files) {
      documents.add(builder.parse(folder.resolve(file).toFile()));
    }
  }

  /**
   * How many values each column of the warehouse must have, by {@code table.column}, as {@code
   * edfi/inbloom-columns.txt} says which elements fill it.
   */
  public static Map<String, Long> ofInbloom(Path folder, List<String> files) throws Exception {
    XmlCounts xml = new XmlCounts(folder, files);
    Map<String, Long> counts = new TreeMap<>();
    try (InputStream in = XmlCounts.class.getResourceAsStream("/edfi/inbloom-columns.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          String[] column = line.split(" = ", 2);
          long count = 0;
          for (String path : column[1].split(" \\+ ")) {
            count += xml.of(path);
          }
          counts.put(column[0], count);
        }
      }
    }
    return counts;
  }

  /** How many elements below the roots fit this path, such as {@code Student[Name/FirstName]}. */
  private long of(String path) throws Exception {
    long count = 0;
    for (Document document : documents) {
      count +=
          ((Double) xpath.evaluate("count(/*/" + path + ")", document, XPathConstants.NUMBER))
              .longValue();
    }
    return count;
  }
}
