package io.hallpass.cli;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What {@code docker-compose.yml} says, with its anchors resolved and its variables left alone. */
final class ComposeFile {
  private static final String NAME = "docker-compose.yml";

  private final Path root;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final Set<String> volumes;

  private ComposeFile(Path root, Map<?, ?> file) {
    this.root = root;
    map(file.get("services"))
        .forEach((name, keys) -> services.put(name, new Service(name, map(keys))));
    this.volumes = map(file.get("volumes")).keySet();
  }

  /** The file of the checkout that the test runs in. */
  static ComposeFile ofCheckout() {
    Path root = Path.of(System.getProperty("user.dir")).toAbsolutePath();
    while (!Files.isRegularFile(root.resolve(NAME))) {
      root = root.getParent();
      if (root == null) {
        throw new IllegalStateException("no " + NAME + " above " + System.getProperty("user.dir"));
      }
    }
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(root.resolve(NAME), StandardCharsets.UTF_8)) {
      return new ComposeFile(root, new Yaml(new SafeConstructor(options)).load(reader));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the file, and of the whole project. */
  Path root() {
    return root;
  }

  List<Service> services() {
    return List.copyOf(services.values());
  }

  /** Those that run all the time: not behind a profile. */
  List<Service> running() {
    return services().stream().filter(service -> !service.keys().containsKey("profiles")).toList();
  }

  Service service(String name) {
    return services.get(name);
  }

  Set<String> volumes() {
    return volumes;
  }

  /** One service, by the file's own keys. */
  record Service(String name, Map<String, Object> keys) {
    String image() {
      return String.valueOf(keys.get("image"));
    }

    Map<String, String> environment() {
      Map<String, String> environment = new LinkedHashMap<>();
      map(keys.get("environment"))
          .forEach((name, value) -> environment.put(name, String.valueOf(value)));
      return environment;
    }

    /** Files of secrets, as they are named. */
    List<String> secretFiles() {
      Object files = keys.get("env_file");
      return files instanceof String one ? List.of(one) : texts(files);
    }

    /** Entry point and arguments, one after the other. */
    List<String> words() {
      List<String> words = new ArrayList<>(list("entrypoint"));
      words.addAll(list("command"));
      return words;
    }

    /** Texts of a list; none where the key is absent. */
    List<String> list(String key) {
      return texts(keys.get(key));
    }

    /** What the health check runs. */
    List<String> healthCheck() {
      return texts(map(keys.get("healthcheck")).get("test"));
    }

    /** Service to condition. */
    Map<String, String> dependsOn() {
      Map<String, String> conditions = new LinkedHashMap<>();
      map(keys.get("depends_on"))
          .forEach(
              (other, how) -> conditions.put(other, String.valueOf(map(how).get("condition"))));
      return conditions;
    }

    List<Port> ports() {
      return list("ports").stream().map(Port::parse).toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A published port, {@code address:host:container}. */
  record Port(String address, int host, int container) {
    private static Port parse(String text) {
      String[] parts = text.split(":");
      if (parts.length != 3) {
        throw new IllegalArgumentException("a port is published to every network: " + text);
      }
      return new Port(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
  }

  private static List<String> texts(Object value) {
    return value instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
  }

  private static Map<String, Object> map(Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, below) -> map.put(String.valueOf(key), below));
    }
    return map;
  }
}
