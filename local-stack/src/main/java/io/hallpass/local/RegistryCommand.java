package io.hallpass.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line that runs Apicurio Registry for a stack. */
final class RegistryCommand {

  private RegistryCommand() {}

  /** An argument that only the registry of this stack has. */
  static String marker(StackDirectory directory) {
    return "-Dhallpass.stack=" + directory.root();
  }

  static List<String> of(Path program, StackDirectory directory, int port, String jdbcUrl) {
    List<String> command = new ArrayList<>();
    // Ctrl-C reaches every process of a terminal; the registry must wait until the stack stops it.
    command.addAll(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "hallpass-registry"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(marker(directory), "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    settings(port, jdbcUrl).forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", program.toString()));
    return command;
  }

  private static Map<String, String> settings(int port, String jdbcUrl) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("quarkus.http.host", Ports.HOST);
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("quarkus.http.access-log.enabled", "false");
    settings.put("quarkus.banner.enabled", "false");
    settings.put("apicurio.storage.kind", "sql");
    settings.put("apicurio.storage.sql.kind", "postgresql");
    settings.put("apicurio.datasource.url", jdbcUrl);
    settings.put("apicurio.datasource.username", "postgres");
    settings.put("apicurio.datasource.password", "postgres");
    // By itself it would take 20 of the server's connections at once and up to 100.
    settings.put("apicurio.datasource.jdbc.initial-size", "1");
    settings.put("apicurio.datasource.jdbc.min-size", "1");
    settings.put("apicurio.datasource.jdbc.max-size", "10");
    return settings;
  }
}
