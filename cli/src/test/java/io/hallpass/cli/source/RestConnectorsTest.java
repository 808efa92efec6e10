package io.hallpass.cli.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpass.ingest.edfirest.EdFiRestConfig;
import io.hallpass.ingest.onerosterrest.OneRosterRestConfig;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import io.hallpass.schemas.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RestConnectorsTest {
  private static final SourceSettings.Place PLACE = new SourceSettings.Place("everett", 6);

  private static Source source(SourceKind kind, String mapping, String yaml) {
    return source(kind, mapping, StandardMappings.mapping(mapping).orElseThrow(), yaml);
  }

  private static Source source(SourceKind kind, String mapping, String text, String yaml) {
    Problems problems = new Problems();
    Map<String, YamlNode> entries =
        YamlNode.read("sources/sis.yaml", yaml, problems)
            .orElseThrow()
            .entries(Set.of(), union(kind));
    Optional<SourceSettings> settings = kind.read(entries, Path.of("."));
    assertThat(problems.none()).isTrue();
    return new Source("sis", kind, mapping, text, true, settings.orElseThrow());
  }

  private static Set<String> union(SourceKind kind) {
    Set<String> all = new java.util.HashSet<>(kind.required());
    all.addAll(kind.optional());
    return all;
  }

  private static Mapping mapping(Source source) {
    return Mapping.load(
        source.mapping(), source.mappingText(), Catalogue.load(), StandardMappings.crosswalks());
  }

  private static Map<String, String> config(Source source) {
    return source.settings().connector(PLACE, source, mapping(source)).orElseThrow();
  }

  private static Map<String, String> paths(List<RestResource> resources) {
    return resources.stream().collect(Collectors.toMap(RestResource::name, RestResource::path));
  }

  @Test
  void inVersion12RostersAndGradebooksAreTwoServices() throws Exception {
    Source source =
        source(
            OneRosterApi.KIND,
            "oneroster-1.2-rest",
            """
            url: https://sis.example.org/ims/oneroster/rostering/v1p2
            tokenUrl: https://sis.example.org/token
            clientId: me
            clientSecret: ${env:S}
            """);

    Map<String, String> config = config(source);

    assertThat(config)
        .containsEntry("client.secret", "${env:S}")
        .containsEntry("page.size", "100")
        .containsEntry("intake.gone.percent", "10");
    assertThat(paths(OneRosterRestConfig.read(config).rest().resources()))
        .containsEntry("users", "users")
        .containsEntry("lineItems", "../../gradebook/v1p2/lineItems");
    for (JsonNode resource : new ObjectMapper().readTree(config.get("resources"))) {
      assertThat(resource.path("columns").toString()).doesNotContain("password");
    }
  }

  @Test
  void inVersion11TheyAreOne() {
    Source source =
        source(
            OneRosterApi.KIND,
            "oneroster-1.1-rest",
            """
            url: https://sis.example.org/ims/oneroster/v1p1/
            tokenUrl: https://sis.example.org/token
            clientId: me
            clientSecret: ${env:S}
            """);

    assertThat(paths(OneRosterRestConfig.read(config(source)).rest().resources()))
        .containsEntry("lineItems", "lineItems");
  }

  @Test
  void whatASourceOfEdFiSaysIsWhatTheConnectorDoesAndTheTokenIsBesideTheData() {
    Source source =
        source(
            EdFiApi.KIND,
            "edfi-rest",
            """
            url: https://api.example.org/v6.1/api
            clientId: me
            clientSecret: ${env:S}
            dataPath: data/v3/2027
            changesPath: changeQueries/v1/2027
            leaveOut: [parents, studentParentAssociations]
            intake: { gone: 25 }
            profiles: { students: application/vnd.ed-fi.student.p.readable+json }
            """);

    Map<String, String> config = config(source);

    assertThat(config)
        .containsEntry("token.url", "https://api.example.org/v6.1/api/oauth/token")
        .containsEntry("changes.path", "changeQueries/v1/2027")
        .containsEntry("intake.gone.percent", "25");
    List<RestResource> resources = EdFiRestConfig.read(config).rest().resources();
    assertThat(paths(resources))
        .containsEntry("students", "data/v3/2027/ed-fi/students")
        .doesNotContainKeys("parents", "studentParentAssociations");
    assertThat(resources)
        .filteredOn(resource -> resource.name().equals("students"))
        .extracting(RestResource::accept)
        .containsExactly("application/vnd.ed-fi.student.p.readable+json");
  }

  @Test
  void anEdFiResourceOfAnExtensionIsAskedForBelowItsNamespace() {
    Source source =
        source(
            EdFiApi.KIND,
            "teachers",
            """
            mapping: teachers
            resources:
              tpdm/candidates:
                key: [candidateIdentifier]
                emit:
                  - entity: staff
                    id: row.candidateIdentifier
                    fields: { givenName: row.firstName }
            """,
            """
            url: https://api.example.org/v7.3
            clientId: me
            clientSecret: ${env:S}
            profiles: { tpdm/candidates: application/vnd.ed-fi.candidate.p.readable+json }
            """);
    Problems problems = new Problems();

    source.settings().check(source, mapping(source), problems);

    assertThat(problems.none()).isTrue();
    assertThat(EdFiRestConfig.read(config(source)).rest().resources())
        .singleElement()
        .satisfies(
            resource -> {
              assertThat(resource.name()).isEqualTo("tpdm/candidates");
              assertThat(resource.path()).isEqualTo("data/v3/tpdm/candidates");
              assertThat(resource.accept()).contains("candidate");
            });
  }

  @Test
  void credentialsThatCannotBeResolvedAreSaidInOneLine() {
    Source source =
        source(
            EdFiApi.KIND,
            "edfi-rest",
            """
            url: https://api.example.org/v7.3
            clientId: me
            clientSecret: ${env:HALLPASS_TEST_NO_SUCH_SECRET}
            """);
    List<String> problems = new ArrayList<>();

    source.settings().preparation(PLACE, source, mapping(source), problems);

    assertThat(problems)
        .containsExactly(
            "clientSecret: ${env:HALLPASS_TEST_NO_SUCH_SECRET} cannot be resolved here");
  }

  @Test
  void aTokenServerThatIsNotThereIsSaidInOneLine() {
    Source source =
        source(
            EdFiApi.KIND,
            "edfi-rest",
            """
            url: http://127.0.0.1:1/v7.3
            clientId: me
            clientSecret: ${env:PATH}
            """);
    List<String> problems = new ArrayList<>();

    source.settings().preparation(PLACE, source, mapping(source), problems);

    assertThat(problems).containsExactly("access token: cannot be reached");
  }
}
