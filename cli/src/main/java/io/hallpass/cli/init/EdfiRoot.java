package io.hallpass.cli.init;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The root element of an Ed-Fi interchange.
 *
 * @param interchange its local name
 * @param namespace which says the version
 */
record EdfiRoot(String interchange, String namespace) {
  private static final String XML = ".xml";

  /** The first of a folder's or zip's XML files that is an interchange, if one is. */
  static Optional<EdfiRoot> find(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return inFolder(path);
    }
    try (ZipFile zip = new ZipFile(path.toFile())) {
      List<? extends ZipEntry> files = zip.stream().filter(e -> xml(e.getName())).toList();
      for (ZipEntry file : files) {
        try (InputStream in = zip.getInputStream(file)) {
          Optional<EdfiRoot> root = root(in);
          if (root.isPresent()) {
            return root;
          }
        }
      }
      return Optional.empty();
    } catch (java.util.zip.ZipException e) {
      return Optional.empty();
    }
  }

  private static Optional<EdfiRoot> inFolder(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> xml(file.getFileName().toString())).sorted().toList();
    }
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        Optional<EdfiRoot> root = root(in);
        if (root.isPresent()) {
          return root;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean xml(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(XML);
  }

  /** What is no XML is no interchange; the connector says what is wrong with it. */
  private static Optional<EdfiRoot> root(InputStream in) {
    XMLInputFactory factory = XMLInputFactory.newInstance();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(in);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          String name = xml.getLocalName();
          String namespace = xml.getNamespaceURI() == null ? "" : xml.getNamespaceURI();
          return name.startsWith("Interchange")
              ? Optional.of(new EdfiRoot(name, namespace))
              : Optional.empty();
        }
      }
    } catch (XMLStreamException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** The standard mapping of its version, if there is one. */
  Optional<String> mapping() {
    if (namespace.equals("http://ed-fi.org/0100")) {
      return Optional.of("edfi-xml-1.0");
    }
    if (namespace.equals("http://ed-fi.org/0200")) {
      return Optional.of("edfi-xml-2.0");
    }
    return namespace.matches("http://ed-fi\\.org/5\\.[0-9.]+")
        ? Optional.of("edfi-xml-5")
        : Optional.empty();
  }
}
