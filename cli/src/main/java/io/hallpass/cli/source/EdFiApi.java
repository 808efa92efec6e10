package io.hallpass.cli.source;

import io.hallpass.ingest.edfirest.EdFiRestConfig;
import io.hallpass.ingest.edfirest.EdFiRestSettings;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.YamlNode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An Ed-Fi ODS/API, versions 5.3 to 7.
 *
 * @param api what it shares with other APIs
 * @param dataPath where its resources are, below its address
 * @param changesPath where change queries are, below its address
 * @param profiles media types by resource, where a profile is to be asked for
 */
record EdFiApi(RestApi api, String dataPath, String changesPath, Map<String, String> profiles)
    implements SourceSettings {
  private static final String DATA = "data/v3";
  private static final String PATH = "[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*";
  private static final String PROFILE =
      "application/vnd\\.ed-fi\\.[A-Za-z0-9.-]+\\.readable\\+json";

  static final SourceKind KIND =
      new SourceKind() {
        @Override
        public String text() {
          return "edfi-rest";
        }

        @Override
        public Set<String> required() {
          return RestApi.REQUIRED;
        }

        @Override
        public Set<String> optional() {
          Set<String> optional = new HashSet<>(RestApi.OPTIONAL);
          optional.addAll(Set.of("dataPath", "changesPath", "profiles"));
          return optional;
        }

        @Override
        public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
          String data = path(entries, "dataPath", DATA);
          String changes = path(entries, "changesPath", EdFiRestConfig.CHANGES_PATH);
          Map<String, String> profiles = profiles(entries);
          return RestApi.read(entries, EdFiApi::tokenUrl, EdFiRestConfig.PAGE_SIZE)
              .map(api -> new EdFiApi(api, data, changes, profiles));
        }
      };

  private static Optional<String> tokenUrl(String url) {
    return Optional.of((url.endsWith("/") ? url : url + "/") + "oauth/token");
  }

  private static String path(Map<String, YamlNode> entries, String key, String byDefault) {
    Optional<String> path = SourceReader.text(entries, key);
    if (path.isPresent() && !path.get().matches(PATH)) {
      entries.get(key).problem("must be a path below url, such as " + byDefault);
    }
    return path.orElse(byDefault);
  }

  private static Map<String, String> profiles(Map<String, YamlNode> entries) {
    Map<String, String> profiles = new TreeMap<>();
    if (entries.containsKey("profiles")) {
      entries
          .get("profiles")
          .entries()
          .forEach(
              (resource, node) ->
                  node.text()
                      .ifPresent(
                          type -> {
                            profiles.put(resource, type);
                            if (!type.matches(PROFILE)) {
                              node.problem(
                                  "must be a media type such as"
                                      + " application/vnd.ed-fi.student.my-profile.readable+json");
                            }
                          }));
    }
    return profiles;
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    api.check(source, mapping, profiles.keySet(), problems);
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(
        EdFiRestSettings.of(settings(place, source, mapping))
            .withChangesPath(changesPath)
            .connectorConfig());
  }

  private RestSettings settings(Place place, Source source, Mapping mapping) {
    return api.settings(
        place, source, mapping, this::path, name -> profiles.getOrDefault(name, RestResource.JSON));
  }

  @Override
  public Optional<RestSettings> asked(
      Place place, Source source, Mapping mapping, List<String> problems) {
    return api.resolved(problems).map(settings(place, source, mapping)::withCredentials);
  }

  /** A resource of an extension names it: tpdm/candidates. */
  private String path(String resource) {
    return dataPath + "/" + (resource.contains("/") ? resource : "ed-fi/" + resource);
  }

  @Override
  public List<String> preparation(
      Place place, Source source, Mapping mapping, List<String> problems) {
    api.tryCredentials(problems);
    return List.of();
  }
}
