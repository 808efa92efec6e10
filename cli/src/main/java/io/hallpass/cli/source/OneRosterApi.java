package io.hallpass.cli.source;

import io.hallpass.ingest.onerosterrest.OneRosterRestConfig;
import io.hallpass.ingest.onerosterrest.OneRosterRestSettings;
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

/**
 * A OneRoster API, version 1.1 or 1.2.
 *
 * @param api what it shares with other APIs
 * @param gradebook where its gradebook is, relative to its address; empty for the same place
 */
record OneRosterApi(RestApi api, String gradebook) implements SourceSettings {
  private static final Set<String> GRADEBOOK =
      Set.of(
          "lineItems",
          "results",
          "categories",
          "scoreScales",
          "assessmentLineItems",
          "assessmentResults");

  /** In 1.2 rosters and gradebooks are two services side by side. */
  private static final String ROSTERING = "/rostering/v1p2";

  private static final String BESIDE = "../../gradebook/v1p2";

  static final SourceKind KIND =
      new SourceKind() {
        @Override
        public String text() {
          return "oneroster-rest";
        }

        @Override
        public Set<String> required() {
          Set<String> required = new HashSet<>(RestApi.REQUIRED);
          required.add("tokenUrl");
          return required;
        }

        @Override
        public Set<String> optional() {
          Set<String> optional = new HashSet<>(RestApi.OPTIONAL);
          optional.add("gradebook");
          return optional;
        }

        @Override
        public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
          Optional<String> gradebook =
              SourceReader.text(entries, "gradebook")
                  .filter(
                      path -> {
                        boolean right = path.matches("[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*");
                        if (!right) {
                          entries
                              .get("gradebook")
                              .problem("must be a path relative to url, such as " + BESIDE);
                        }
                        return right;
                      });
          return RestApi.read(entries, url -> Optional.empty(), OneRosterRestConfig.PAGE_SIZE)
              .map(api -> new OneRosterApi(api, gradebook.orElseGet(() -> beside(api.url()))));
        }
      };

  private static String beside(String url) {
    String folder = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return folder.endsWith(ROSTERING) ? BESIDE : "";
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    api.check(source, mapping, Set.of(), problems);
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(
        OneRosterRestSettings.of(settings(place, source, mapping)).connectorConfig());
  }

  private RestSettings settings(Place place, Source source, Mapping mapping) {
    return api.settings(place, source, mapping, this::path, name -> RestResource.JSON);
  }

  @Override
  public Optional<RestSettings> asked(
      Place place, Source source, Mapping mapping, List<String> problems) {
    return api.resolved(problems).map(settings(place, source, mapping)::withCredentials);
  }

  private String path(String resource) {
    return GRADEBOOK.contains(resource) && !gradebook.isEmpty()
        ? gradebook + "/" + resource
        : resource;
  }

  @Override
  public List<String> preparation(
      Place place, Source source, Mapping mapping, List<String> problems) {
    api.tryCredentials(problems);
    return List.of();
  }
}
