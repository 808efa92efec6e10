package io.hallpass.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.cli.ComposeFile.Port;
import io.hallpass.cli.ComposeFile.Service;
import io.hallpass.cli.kafka.Endpoints;
import io.hallpass.runtime.config.ServiceConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Holds {@code docker-compose.yml} against the build and against what the services read. */
class ComposeTest {
  /** A tag with at least a minor version. */
  private static final Pattern PINNED = Pattern.compile("[^:\\s]+:\\d+\\.\\d+[\\w.+-]*");

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z_]+}");
  private static final Pattern SECRET = Pattern.compile("PASSWORD|SECRET|TOKEN|CREDENTIAL");

  private final ComposeFile compose = ComposeFile.ofCheckout();

  @Test
  void everyImageIsPinned() throws IOException {
    assertThat(compose.services()).extracting(Service::image).allMatch(ComposeTest::pinned);
    assertThat(dockerfile("FROM (\\S+).*")).isNotEmpty().allMatch(ComposeTest::pinned);
  }

  @Test
  void imagesHaveTheVersionsOfTheBuild() throws Exception {
    Map<String, String> build = versionsOfTheBuild();

    assertThat(compose.service("kafka").image()).isEqualTo("apache/kafka:" + build.get("kafka"));
    assertThat(compose.service("registry").image())
        .isEqualTo("apicurio/apicurio-registry:" + build.get("apicurio"));
    assertThat(ours()).extracting(Service::image).containsOnly("hallpass:" + build.get("project"));
  }

  @Test
  void everyServiceHasAHealthCheckAndStartsAgain() {
    assertThat(compose.running())
        .allSatisfy(
            service -> {
              assertThat(service.healthCheck()).as(service.name()).hasSizeGreaterThan(1);
              assertThat(service.keys().get("restart"))
                  .as(service.name())
                  .isEqualTo("unless-stopped");
              assertThat(service.keys()).containsKeys("stop_grace_period", "mem_limit");
            });
  }

  @Test
  void servicesWaitForHealthyOnesOfThisFile() {
    Set<String> names = new HashSet<>(compose.running().stream().map(Service::name).toList());

    assertThat(compose.services())
        .allSatisfy(
            service -> {
              assertThat(names).containsAll(service.dependsOn().keySet());
              assertThat(service.dependsOn().values())
                  .allMatch(condition -> condition.equals("service_healthy"));
            });
  }

  @Test
  void publishedPortsDoNotClashAndAreForThisMachineOnly() {
    List<Port> ports = compose.services().stream().flatMap(s -> s.ports().stream()).toList();

    assertThat(ports).extracting(Port::host).doesNotHaveDuplicates();
    assertThat(ports).extracting(Port::address).containsOnly("127.0.0.1");
  }

  @Test
  void servicesUnderstandTheirEnvironment() {
    assertThat(workers())
        .hasSize(4)
        .allSatisfy(
            service -> {
              // Refuses every key it does not know.
              ServiceConfig config = ServiceConfig.load(null, service.environment());
              assertThat(config.httpHost()).isEqualTo("0.0.0.0");
              assertThat(service.ports())
                  .as(service.name())
                  .containsExactly(new Port("127.0.0.1", config.httpPort(), config.httpPort()));
              assertThat(service.healthCheck()).contains(Integer.toString(config.httpPort()));
              assertThat(config.bootstrapServers()).isEqualTo("kafka:19092");
              assertNames(URI.create(config.schemaRegistryUrl()));
            });
  }

  @Test
  void brokerListensWhereOthersLookForItAndMakesNoTopicByItself() {
    Map<String, String> broker = compose.service("kafka").environment();

    assertThat(broker.get("KAFKA_LISTENERS")).contains("INSIDE://:19092", "HOST://:9092");
    assertThat(broker.get("KAFKA_ADVERTISED_LISTENERS"))
        .isEqualTo("INSIDE://kafka:19092,HOST://localhost:9092");
    assertThat(broker).containsEntry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    assertThat(compose.service("kafka").ports()).containsExactly(new Port("127.0.0.1", 9092, 9092));
  }

  @Test
  void mainClassesExist() throws Exception {
    List<String> mains = new ArrayList<>();
    for (Service service : ours()) {
      List<String> named =
          service.words().stream().filter(word -> word.startsWith("io.hallpass.")).toList();
      assertThat(named).as(service.name()).hasSize(1);
      mains.addAll(named);
    }

    assertThat(mains).doesNotHaveDuplicates().hasSize(5);
    for (String main : mains) {
      assertThat(Class.forName(main, false, getClass().getClassLoader()))
          .hasDeclaredMethods("main");
    }
  }

  @Test
  void declaredVolumesAreUsedAndUsedOnesAreDeclared() {
    Set<String> used = new TreeSet<>();
    for (Service service : compose.services()) {
      for (String mount : service.list("volumes")) {
        if (!isPath(mount)) {
          used.add(mount.substring(0, mount.indexOf(':')));
        }
      }
    }

    assertThat(compose.volumes()).isEqualTo(used);
  }

  @Test
  void filesItNamesAreThere() throws IOException {
    Set<String> named = new TreeSet<>();
    for (Service service : compose.services()) {
      service.list("volumes").stream()
          .filter(mount -> mount.startsWith("./"))
          .forEach(mount -> named.add(mount.substring(0, mount.indexOf(':'))));
      service.secretFiles().forEach(file -> named.add(byDefault(file)));
    }
    dockerfile("COPY (docker/.+) \\S+").forEach(line -> named.addAll(List.of(line.split(" "))));

    assertThat(named).hasSizeGreaterThan(4).allMatch(file -> Files.exists(in(file)));
    assertThat(in("docker/http-ok")).isExecutable();
  }

  @Test
  void noPasswordStandsInAnyFile() throws IOException {
    for (Service service : compose.services()) {
      service
          .environment()
          .forEach(
              (name, value) -> {
                if (SECRET.matcher(name).find()) {
                  assertThat(value).as(service.name() + " " + name).matches(VARIABLE);
                }
                assertThat(value)
                    .doesNotContainIgnoringCase("password=")
                    .doesNotContainPattern("//[^/@]*:[^/@]*@");
              });
    }
    assertThat(Files.readAllLines(in("docker/no-secrets.env"))).allMatch(l -> l.startsWith("#"));
    assertThat(Files.readAllLines(in("docker/env.example")))
        .filteredOn(line -> SECRET.matcher(line).find() && !line.startsWith("#"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("="));
  }

  @Test
  void commandInTheNetworkFindsTheStack() {
    Endpoints endpoints = Endpoints.read(in("docker/endpoints.properties"));

    assertThat(endpoints.bootstrapServers()).isEqualTo("kafka:19092");
    assertNames(URI.create(endpoints.schemaRegistryUrl()));
    assertNames(URI.create(endpoints.connectUrl()));
    assertNames(URI.create(endpoints.sinkConnectUrl()));
  }

  @Test
  void commandKnowsTheSecretsOfWhatItTriesBeforeItApplies() {
    Service command = compose.service("hallpass");

    for (String name : List.of("ingest", "sink")) {
      Service service = compose.service(name);
      assertThat(service.secretFiles()).isNotEmpty();
      assertThat(command.secretFiles()).containsAll(service.secretFiles());
      service
          .environment()
          .forEach(
              (key, value) -> {
                if (SECRET.matcher(key).find()) {
                  assertThat(command.environment()).containsEntry(key, value);
                }
              });
    }
  }

  @Test
  void imageRunsAsAnOrdinaryUser() throws IOException {
    assertThat(dockerfile("USER (\\S+)")).containsExactly("hallpass");
  }

  /** The address is a service of the file and a port it listens on. */
  private void assertNames(URI address) {
    assertThat(compose.running()).extracting(Service::name).contains(address.getHost());
    assertThat(compose.service(address.getHost()).ports())
        .extracting(Port::container)
        .contains(address.getPort());
  }

  /** The four services. */
  private List<Service> workers() {
    return compose.running().stream().filter(ours()::contains).toList();
  }

  private List<Service> ours() {
    return compose.services().stream()
        .filter(service -> service.image().startsWith("hallpass:"))
        .toList();
  }

  private static boolean pinned(String image) {
    return PINNED.matcher(image).matches();
  }

  private static boolean isPath(String mount) {
    return mount.startsWith(".") || mount.startsWith("/") || mount.startsWith("${");
  }

  /** The default of {@code ${NAME:-default}}. */
  private static String byDefault(String variable) {
    Matcher matcher = Pattern.compile("\\$\\{[A-Z_]+:-([^}]+)}").matcher(variable);
    assertThat(matcher.matches()).as(variable).isTrue();
    return matcher.group(1);
  }

  /** The first group of every line that matches. */
  private List<String> dockerfile(String line) throws IOException {
    Pattern pattern = Pattern.compile(line);
    return Files.readAllLines(in("docker/Dockerfile")).stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .toList();
  }

  private Path in(String file) {
    return compose.root().resolve(file);
  }

  private Map<String, String> versionsOfTheBuild() throws Exception {
    Document pom =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in("pom.xml").toFile());
    Map<String, String> versions = new TreeMap<>();
    for (String part : List.of("kafka", "apicurio")) {
      versions.put(part, pom.getElementsByTagName(part + ".version").item(0).getTextContent());
    }
    versions.put("project", pom.getElementsByTagName("version").item(0).getTextContent());
    return versions;
  }
}
