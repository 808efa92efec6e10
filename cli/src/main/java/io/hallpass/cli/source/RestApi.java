package io.hallpass.cli.source;

import io.hallpass.ingest.intake.Limits;
import io.hallpass.ingest.rest.Credentials;
import io.hallpass.ingest.rest.Http;
import io.hallpass.ingest.rest.Loss;
import io.hallpass.ingest.rest.RestClient;
import io.hallpass.ingest.rest.RestConfig;
import io.hallpass.ingest.rest.RestResource;
import io.hallpass.ingest.rest.RestSettings;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.config.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the files of all sources say that are APIs.
 *
 * @param url where the API begins
 * @param credentials the secret is a reference, never the secret
 * @param http how it is asked
 * @param pageSize how many rows at a time
 * @param poll between two looks for changes
 * @param full between two full passes
 * @param leaveOut resources of the mapping that are not read
 * @param gone how many percent of a resource's rows may be missing from a full pass
 */
record RestApi(
    String url,
    Credentials credentials,
    Http http,
    int pageSize,
    Duration poll,
    Duration full,
    Set<String> leaveOut,
    int gone) {
  static final Set<String> REQUIRED = Set.of("url", "clientId", "clientSecret");
  static final Set<String> OPTIONAL =
      Set.of(
          "tokenUrl",
          "scope",
          "credentialsInBody",
          "allowHttp",
          "pageSize",
          "pollMinutes",
          "fullHours",
          "leaveOut",
          IntakeOptions.KEY);
  private static final String GONE = "gone";
  private static final int LARGEST_PAGE = 10_000;
  private static final int MOST_MINUTES = 7 * 24 * 60;
  private static final int MOST_HOURS = 365 * 24;

  /**
   * Reads it; empty, with problems, where it cannot be used.
   *
   * @param tokenUrl of an API at this address, where the file does not say
   * @param pageSize where the file does not say
   */
  static Optional<RestApi> read(
      Map<String, YamlNode> entries, Function<String, Optional<String>> tokenUrl, int pageSize) {
    Http http =
        Http.DEFAULT.allowingHttp(
            Optional.ofNullable(entries.get("allowHttp")).flatMap(YamlNode::bool).orElse(false));
    Optional<String> url = address(entries, "url", http);
    Optional<String> token =
        entries.containsKey("tokenUrl")
            ? address(entries, "tokenUrl", http)
            : url.flatMap(tokenUrl);
    Optional<String> id = SourceReader.text(entries, "clientId");
    Optional<String> secret = SourceReader.secret(entries, "clientSecret");
    String scope = SourceReader.text(entries, "scope").orElse("");
    boolean inBody =
        Optional.ofNullable(entries.get("credentialsInBody")).flatMap(YamlNode::bool).orElse(false);
    int rows = number(entries, "pageSize", LARGEST_PAGE).orElse(pageSize);
    Duration poll =
        number(entries, "pollMinutes", MOST_MINUTES)
            .map(Duration::ofMinutes)
            .orElse(Duration.ofMillis(RestConfig.POLL_MILLIS));
    Duration full =
        number(entries, "fullHours", MOST_HOURS)
            .map(Duration::ofHours)
            .orElse(Duration.ofMillis(RestConfig.FULL_MILLIS));
    Set<String> leaveOut =
        entries.containsKey("leaveOut") ? entries.get("leaveOut").texts() : Set.of();
    int gone = gone(entries);
    if (url.isEmpty() || token.isEmpty() || id.isEmpty() || secret.isEmpty()) {
      return Optional.empty();
    }
    Credentials credentials = new Credentials(token.get(), id.get(), secret.get(), scope, inBody);
    return Optional.of(new RestApi(url.get(), credentials, http, rows, poll, full, leaveOut, gone));
  }

  /** Of what sets of files are looked at for, APIs and databases have the rows that are gone. */
  static int gone(Map<String, YamlNode> entries) {
    return Optional.ofNullable(entries.get(IntakeOptions.KEY))
        .flatMap(node -> Optional.ofNullable(node.entries(Set.of(), Set.of(GONE)).get(GONE)))
        .flatMap(node -> node.number(0, Limits.WHOLE))
        .orElse(Limits.DEFAULT.gone());
  }

  private static Optional<String> address(Map<String, YamlNode> entries, String key, Http http) {
    return SourceReader.text(entries, key)
        .filter(
            address -> {
              Optional<String> problem = http.problem(address);
              problem.ifPresent(
                  what -> entries.get(key).problem(what + "; allowHttp: true allows http://"));
              return problem.isEmpty();
            });
  }

  private static Optional<Integer> number(Map<String, YamlNode> entries, String key, int most) {
    return Optional.ofNullable(entries.get(key)).flatMap(node -> node.number(1, most));
  }

  /** Holds what the file says against the mapping. */
  void check(Source source, Mapping mapping, Set<String> named, Problems problems) {
    Set<String> resources = new TreeSet<>();
    for (ResourceMapping resource : mapping.resources()) {
      resources.add(resource.name());
      TreeRows.problems(resource.name(), new RowColumns(resource.key(), resource.columns()))
          .forEach(what -> problems.add(source.file(), 0, "mapping", what));
    }
    Set<String> all = new TreeSet<>(leaveOut);
    all.addAll(named);
    all.removeAll(resources);
    for (String unknown : all) {
      problems.add(source.file(), 0, unknown, "is no resource of the mapping; it has " + resources);
    }
    if (leaveOut.containsAll(resources)) {
      problems.add(source.file(), 0, "leaveOut", "leaves nothing to read");
    }
  }

  /**
   * The settings of the connector.
   *
   * @param path of a resource, below the API's address
   * @param accept the media type to ask for it in
   */
  RestSettings settings(
      SourceSettings.Place place,
      Source source,
      Mapping mapping,
      Function<String, String> path,
      Function<String, String> accept) {
    List<RestResource> resources =
        mapping.resources().stream()
            .filter(resource -> !leaveOut.contains(resource.name()))
            .map(
                resource ->
                    new RestResource(
                        resource.name(),
                        path.apply(resource.name()),
                        new RowColumns(resource.key(), resource.columns()),
                        accept.apply(resource.name()),
                        resource.emitsConsents()))
            .collect(Collectors.toList());
    return new RestSettings(
        place.district(),
        source.name(),
        place.partitions(),
        url,
        credentials,
        http,
        resources,
        pageSize,
        poll.toMillis(),
        full.toMillis(),
        Loss.DEFAULT.withGone(gone));
  }

  /** Tries the credentials, so that wrong ones are said before anything runs. */
  void tryCredentials(List<String> problems) {
    resolved(problems).flatMap(one -> RestClient.tokenProblem(http, one)).ifPresent(problems::add);
  }

  /** The credentials with the secret itself; empty, with a problem, where it is not known here. */
  Optional<Credentials> resolved(List<String> problems) {
    Optional<String> secret = References.ofProcess().resolve(credentials.secret());
    if (secret.isEmpty()) {
      problems.add("clientSecret: " + credentials.secret() + " cannot be resolved here");
    }
    return secret.map(
        text ->
            new Credentials(
                credentials.tokenUrl(),
                credentials.clientId(),
                text,
                credentials.scope(),
                credentials.inBody()));
  }
}
