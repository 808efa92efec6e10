package io.hallpass.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets are written as references and never as values: {@code ${env:NAME}} or {@code
 * ${file:PATH:KEY}}, the forms of Kafka's own configuration providers, so that Connect reads the
 * same ones.
 */
public final class References {
  private static final Pattern ENV = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern FILE = Pattern.compile("\\$\\{file:([^}]+):([^:}]+)}");

  private final Map<String, String> environment;

  /** Looks variables up in {@code environment}. */
  public References(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Looks variables up in the process's environment. */
  public static References ofProcess() {
    return new References(System.getenv());
  }

  /** Whether {@code text} is a reference. */
  public static boolean isReference(String text) {
    return text != null && (ENV.matcher(text).matches() || FILE.matcher(text).matches());
  }

  /**
   * What the reference stands for; empty where the variable, file or key does not exist.
   *
   * @throws IllegalArgumentException where {@code reference} is not one
   */
  public Optional<String> resolve(String reference) {
    Matcher env = ENV.matcher(reference);
    if (env.matches()) {
      return Optional.ofNullable(environment.get(env.group(1)));
    }
    Matcher file = FILE.matcher(reference);
    if (file.matches()) {
      return fromFile(Path.of(file.group(1)), file.group(2));
    }
    throw new IllegalArgumentException("a secret is written ${env:NAME} or ${file:PATH:KEY}");
  }

  private static Optional<String> fromFile(Path path, String key) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      properties.load(reader);
      return Optional.ofNullable(properties.getProperty(key));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
