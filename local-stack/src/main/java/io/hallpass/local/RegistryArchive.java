package io.hallpass.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * Finds the archive of the registry program, which is too large to be put into our own jar. In this
 * order:
 *
 * <ol>
 *   <li>the system property {@value #PROPERTY}
 *   <li>a directory {@code registry} beside our jar or classes (where the build puts it) or one
 *       level up (a distribution with its jars in {@code lib})
 *   <li>the local Maven repository that our jar or Kafka's lies in, else {@code ~/.m2/repository}
 * </ol>
 */
final class RegistryArchive {

  static final String PROPERTY = "hallpass.registry.archive";

  private final String version;
  private final String file;

  private RegistryArchive(String version) {
    this.version = version;
    this.file = "apicurio-registry-app-" + version + "-all.tar.gz";
  }

  /** The version the build was made for. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in = RegistryArchive.class.getResourceAsStream("registry.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("registry.properties could not be read", e);
    }
    return properties.getProperty("version");
  }

  static Path locate() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path path = Path.of(named);
      if (Files.isRegularFile(path)) {
        return path;
      }
      throw new LocalStackException("The system property " + PROPERTY + " names no file: " + named);
    }
    return new RegistryArchive(version()).search();
  }

  private Path search() {
    List<Path> beside = new ArrayList<>();
    Optional<Path> ours = location(RegistryArchive.class);
    ours.ifPresent(path -> beside.add(path.resolveSibling("registry").resolve(file)));
    ours.ifPresent(path -> beside.add(path.getParent().resolveSibling("registry").resolve(file)));
    return Stream.concat(beside.stream(), repositories(ours))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> missing(beside));
  }

  private Stream<Path> repositories(Optional<Path> ours) {
    String inRepository = "io/apicurio/apicurio-registry-app/" + version + "/" + file;
    Path usual = Path.of(System.getProperty("user.home"), ".m2", "repository");
    return Stream.concat(
            Stream.concat(ours.stream(), location(Admin.class).stream())
                .flatMap(jar -> Stream.iterate(jar, path -> path != null, Path::getParent)),
            Stream.of(usual))
        .map(root -> root.resolve(inRepository));
  }

  private LocalStackException missing(List<Path> beside) {
    return new LocalStackException(
        "The schema registry's archive "
            + file
            + " was not found. Looked for it at "
            + beside
            + " and in the local Maven repository. Build the module local-stack, which fetches it, or name"
            + " the file with -D"
            + PROPERTY
            + "=PATH");
  }

  /** The jar or directory a class comes from. */
  private static Optional<Path> location(Class<?> type) {
    try {
      URI uri = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return Optional.of(Path.of(uri).toAbsolutePath());
    } catch (Exception e) {
      // Not from a file: a packaging of somebody else's making.
      return Optional.empty();
    }
  }
}
