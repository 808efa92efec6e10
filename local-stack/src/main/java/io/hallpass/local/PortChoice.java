package io.hallpass.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;

/** Chooses the ports of a stack. */
final class PortChoice {

  // Below the ports that Linux and macOS hand out for outgoing connections, so none of those can
  // take one in between.
  private static final int LOWEST = 20_000;
  private static final int HIGHEST = 32_000;

  /**
   * How many ports a process looks among first: two that look at the same time would else now and
   * then see the same port free, and only one of them gets it when it listens, seconds later.
   */
  private static final int SLICE = 100;

  private static final int ATTEMPTS = 1_000;

  private PortChoice() {}

  static Ports choose(LocalStackConfig config, Path remembered) {
    if (config.portBase().isPresent()) {
      Ports ports = Ports.from(config.portBase().getAsInt());
      requireFree(config, ports);
      return ports;
    }
    try {
      Properties wished = read(remembered);
      if (config.usualPorts()) {
        properties(Ports.USUAL).forEach(wished::putIfAbsent);
      }
      Ports ports = free(wished);
      write(remembered, ports);
      return ports;
    } catch (IOException e) {
      throw new UncheckedIOException("Ports could not be remembered in " + remembered, e);
    }
  }

  private static void requireFree(LocalStackConfig config, Ports ports) {
    List<String> taken = new ArrayList<>();
    if (config.parts().contains(Part.KAFKA)) {
      note(taken, ports.kafka(), "Kafka");
      note(taken, ports.controller(), "Kafka's controller");
    }
    if (config.parts().contains(Part.POSTGRES)) {
      note(taken, ports.postgres(), "PostgreSQL");
    }
    if (config.parts().contains(Part.REGISTRY)) {
      note(taken, ports.registry(), "the schema registry");
    }
    if (!taken.isEmpty()) {
      throw new LocalStackException(
          "Ports already in use: "
              + String.join(", ", taken)
              + ". Stop what listens there or choose another port base.");
    }
  }

  private static void note(List<String> taken, int port, String user) {
    if (!isFree(port)) {
      taken.add(port + " (for " + user + ")");
    }
  }

  private static Ports free(Properties wished) {
    Set<Integer> chosen = new HashSet<>();
    return new Ports(
        freePort(wished, "kafka", chosen),
        freePort(wished, "controller", chosen),
        freePort(wished, "postgres", chosen),
        freePort(wished, "registry", chosen));
  }

  private static int freePort(Properties wishes, String name, Set<Integer> chosen) {
    String wish = wishes.getProperty(name, "");
    if (wish.matches("[0-9]{4,5}")
        && isFree(Integer.parseInt(wish))
        && chosen.add(Integer.valueOf(wish))) {
      return Integer.parseInt(wish);
    }
    int own = ownSlice(ProcessHandle.current().pid());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port =
          attempt < SLICE
              ? ThreadLocalRandom.current().nextInt(own, own + SLICE)
              : ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      // What another part wishes for is left to it.
      boolean wished = wishes.containsValue(Integer.toString(port));
      if (!wished && isFree(port) && chosen.add(port)) {
        return port;
      }
    }
    throw new LocalStackException("No free port found between " + LOWEST + " and " + HIGHEST);
  }

  /** The first of the ports that the process of this number looks among. */
  static int ownSlice(long pid) {
    return LOWEST + (int) (pid % ((HIGHEST - LOWEST) / SLICE)) * SLICE;
  }

  static boolean isFree(int port) {
    if (port > 65_535) {
      return false;
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(Ports.HOST), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (var in = Files.newBufferedReader(file)) {
        properties.load(in);
      } catch (IllegalArgumentException e) {
        // Not a properties file any more: choose anew.
        properties.clear();
      }
    }
    return properties;
  }

  private static void write(Path file, Ports ports) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(properties(ports)).forEach((name, port) -> text.append(name + "=" + port + "\n"));
    Files.writeString(file, text);
  }

  private static Map<String, String> properties(Ports ports) {
    return Map.of(
        "kafka", Integer.toString(ports.kafka()),
        "controller", Integer.toString(ports.controller()),
        "postgres", Integer.toString(ports.postgres()),
        "registry", Integer.toString(ports.registry()));
  }
}
