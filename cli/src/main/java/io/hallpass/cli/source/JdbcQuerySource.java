package io.hallpass.cli.source;

import io.hallpass.ingest.jdbc.HeldException;
import io.hallpass.ingest.jdbc.JdbcLogin;
import io.hallpass.ingest.jdbc.JdbcResource;
import io.hallpass.ingest.jdbc.JdbcSourceSettings;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Login;
import io.hallpass.ingest.jdbc.JdbcSourceSettings.Times;
import io.hallpass.ingest.jdbc.Refusal;
import io.hallpass.ingest.jdbc.TableLook;
import io.hallpass.ingest.rest.Loss;
import io.hallpass.ingest.row.RowColumns;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.config.References;
import io.hallpass.runtime.config.YamlNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tables or queries of any database with a JDBC driver, asked again and again.
 *
 * @param login its password is a reference, never the password
 * @param tables resource to {@code schema.table}
 * @param queries resource to a SELECT
 * @param changed resource to the column that says when a row was changed last
 * @param times when it is read
 * @param gone how many percent of a resource's rows may be missing from a full pass
 */
record JdbcQuerySource(
    Login login,
    Map<String, String> tables,
    Map<String, String> queries,
    Map<String, String> changed,
    Times times,
    int gone)
    implements SourceSettings {
  private static final String TABLES = "tables";
  private static final String QUERIES = "queries";
  private static final String CHANGED = "changedColumn";
  private static final String POLL = "pollEvery";
  private static final String FULL = "fullEvery";
  private static final String OVERLAP = "overlap";
  private static final Pattern SPAN = Pattern.compile("([1-9][0-9]{0,5})([smhd])");

  static final SourceKind KIND =
      new SourceKind() {
        @Override
        public String text() {
          return "jdbc-query";
        }

        @Override
        public Set<String> required() {
          return Set.of("url", "user", "password");
        }

        @Override
        public Set<String> optional() {
          return Set.of(TABLES, QUERIES, CHANGED, POLL, FULL, OVERLAP, IntakeOptions.KEY);
        }

        @Override
        public Optional<SourceSettings> read(Map<String, YamlNode> entries, Path dir) {
          return settings(entries);
        }
      };

  private static Optional<SourceSettings> settings(Map<String, YamlNode> entries) {
    Map<String, String> tables = texts(entries, TABLES);
    Map<String, String> queries = texts(entries, QUERIES);
    Map<String, String> changed = texts(entries, CHANGED);
    Times times =
        new Times(
            millis(entries, POLL, Times.DEFAULT.poll(), TimeUnit.DAYS.toMillis(1)),
            millis(entries, FULL, Times.DEFAULT.full(), TimeUnit.DAYS.toMillis(400)),
            millis(entries, OVERLAP, Times.DEFAULT.overlap(), TimeUnit.DAYS.toMillis(30)));
    int gone = RestApi.gone(entries);
    Optional<String> url = SourceReader.text(entries, "url");
    url.ifPresent(text -> Login.urlProblems(text).forEach(entries.get("url")::problem));
    Optional<String> user = SourceReader.text(entries, "user");
    Optional<String> password = SourceReader.secret(entries, "password");
    if (url.isEmpty() || user.isEmpty() || password.isEmpty()) {
      return Optional.empty();
    }
    Login login = new Login(url.get(), user.get(), password.get());
    return Optional.of(new JdbcQuerySource(login, tables, queries, changed, times, gone));
  }

  private static Map<String, String> texts(Map<String, YamlNode> entries, String key) {
    Map<String, String> texts = new TreeMap<>();
    if (entries.containsKey(key)) {
      entries
          .get(key)
          .entries()
          .forEach((resource, node) -> node.text().ifPresent(text -> texts.put(resource, text)));
    }
    return texts;
  }

  private static long millis(Map<String, YamlNode> entries, String key, long byDefault, long most) {
    Optional<String> text = SourceReader.text(entries, key);
    if (text.isEmpty()) {
      return byDefault;
    }
    Matcher span = SPAN.matcher(text.get());
    long millis = span.matches() ? unit(span.group(2)).toMillis(Long.parseLong(span.group(1))) : 0;
    if (millis == 0 || millis > most) {
      entries
          .get(key)
          .problem(
              "must be a time of at most "
                  + TimeUnit.MILLISECONDS.toDays(most)
                  + "d, as 30s, 5m, 12h or 1d");
      return byDefault;
    }
    return millis;
  }

  private static TimeUnit unit(String letter) {
    return switch (letter) {
      case "s" -> TimeUnit.SECONDS;
      case "m" -> TimeUnit.MINUTES;
      case "h" -> TimeUnit.HOURS;
      default -> TimeUnit.DAYS;
    };
  }

  @Override
  public void check(Source source, Mapping mapping, Problems problems) {
    Set<String> mapped = new TreeSet<>();
    for (ResourceMapping resource : mapping.resources()) {
      mapped.add(resource.name());
      for (String problem : resource(resource).problems("resource '" + resource.name() + "'")) {
        problems.add(source.file(), 0, TABLES, problem);
      }
    }
    Map.of(TABLES, tables, QUERIES, queries, CHANGED, changed)
        .forEach(
            (key, named) -> {
              for (String resource : named.keySet()) {
                if (!mapped.contains(resource)) {
                  problems.add(
                      source.file(),
                      0,
                      key + "." + resource,
                      "is no resource of the mapping; it has " + mapped);
                }
              }
            });
  }

  private JdbcResource resource(ResourceMapping resource) {
    String name = resource.name();
    return new JdbcResource(
        name,
        tables.getOrDefault(name, ""),
        queries.getOrDefault(name, ""),
        changed.getOrDefault(name, ""),
        new RowColumns(resource.key(), resource.columns()));
  }

  @Override
  public Optional<Map<String, String>> connector(Place place, Source source, Mapping mapping) {
    return Optional.of(settings(place, source, mapping, login).connectorConfig());
  }

  private JdbcSourceSettings settings(Place place, Source source, Mapping mapping, Login as) {
    List<JdbcResource> resources = mapping.resources().stream().map(this::resource).toList();
    return JdbcSourceSettings.of(
            place.district(), source.name(), place.partitions(), as, resources, times)
        .withLoss(Loss.DEFAULT.withGone(gone))
        .withConsents(
            mapping.resources().stream()
                .filter(ResourceMapping::emitsConsents)
                .map(ResourceMapping::name)
                .collect(Collectors.toSet()));
  }

  /** Nothing is changed in the vendor's database; it is only looked at. */
  @Override
  public List<String> preparation(
      Place place, Source source, Mapping mapping, List<String> problems) {
    look(
        problems,
        (database, as) -> {
          problems.addAll(TableLook.problems(database, settings(place, source, mapping, as)));
        });
    return List.of();
  }

  @Override
  public Optional<Map<String, List<String>>> columns(
      Place place, Source source, Mapping mapping, List<String> problems) {
    Map<String, List<String>> columns = new TreeMap<>();
    look(
        problems,
        (database, as) -> {
          for (ResourceMapping resource : mapping.resources()) {
            List<String> names = TableLook.columns(database, resource(resource));
            if (!names.isEmpty()) {
              columns.put(resource.name(), names);
            }
          }
        });
    return Optional.of(columns);
  }

  private interface Look {
    void at(Connection database, Login as) throws SQLException;
  }

  private void look(List<String> problems, Look look) {
    Optional<String> password = References.ofProcess().resolve(login.password());
    if (password.isEmpty()) {
      problems.add("password: " + login.password() + " cannot be resolved here");
      return;
    }
    Login resolved = new Login(login.url(), login.user(), password.get());
    try (Connection database = JdbcLogin.connect(resolved, "hallpass")) {
      look.at(database, resolved);
    } catch (HeldException e) {
      problems.addAll(e.problems());
    } catch (SQLException e) {
      problems.add("url: " + Refusal.words(login, e));
    }
  }
}
