package io.hallpass.ingest.jdbc;

import io.hallpass.ingest.rest.Loss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Everything a source that is asked by queries needs to know.
 *
 * @param district of the source
 * @param source its name
 * @param partitions of the district's raw topics
 * @param login to the database
 * @param resources what is collected, read in this order; those with consents are put first, so
 *     that nothing that goes wrong with another one keeps a denial
 * @param consents names of the resources whose rows say what parents decided
 * @param times when it is read
 * @param batchRows how many rows are held in memory at once
 * @param loss how much a full pass may lack and still take it for gone
 */
public record JdbcSourceSettings(
    String district,
    String source,
    int partitions,
    Login login,
    List<JdbcResource> resources,
    Set<String> consents,
    Times times,
    int batchRows,
    Loss loss) {

  /**
   * A database and how to get in.
   *
   * @param url {@code jdbc:…}, without user and password
   * @param password in a configuration a reference, {@code ${env:NAME}}; Connect resolves it
   */
  public record Login(String url, String user, String password) {
    private static final Pattern SECRET =
        Pattern.compile(
            "(?i)(user|username|uid|password|passwd|pwd)\\s*="
                + "|//[^/?;]*:[^/?;]*@"
                + "|^jdbc:oracle:\\w+:[^@]*/[^@]*@");

    /** Every reason why this URL will not do; the URL itself is not repeated. */
    public static List<String> urlProblems(String url) {
      List<String> problems = new ArrayList<>();
      if (!url.startsWith("jdbc:")) {
        problems.add("must be a JDBC URL, jdbc:…");
      }
      if (SECRET.matcher(url).find()) {
        problems.add("must not hold user or password; they have keys of their own");
      }
      return problems;
    }

    /** Never the password. */
    @Override
    public String toString() {
      return user + "@" + url;
    }
  }

  /**
   * When to read, all in milliseconds.
   *
   * @param poll between two looks for changed rows
   * @param full from the beginning of one full pass to that of the next
   * @param overlap how long a row may be invisible after the time that its {@code changedColumn}
   *     says: the longest transaction, and what that column leaves out of the time
   */
  public record Times(long poll, long full, long overlap) {
    /** Changes each minute, everything each day, transactions of at most five minutes. */
    public static final Times DEFAULT = new Times(60_000, 86_400_000, 300_000);
  }

  public JdbcSourceSettings {
    consents = Set.copyOf(consents);
    Set<String> first = consents;
    resources =
        resources.stream()
            .sorted(Comparator.comparing(resource -> !first.contains(resource.name())))
            .toList();
  }

  /** Settings with the default for rows in memory. */
  public static JdbcSourceSettings of(
      String district,
      String source,
      int partitions,
      Login login,
      List<JdbcResource> resources,
      Times times) {
    return new JdbcSourceSettings(
        district,
        source,
        partitions,
        login,
        resources,
        Set.of(),
        times,
        JdbcSourceConfig.BATCH_ROWS,
        Loss.DEFAULT);
  }

  /** The same, with another limit of what may be missing. */
  public JdbcSourceSettings withLoss(Loss other) {
    return new JdbcSourceSettings(
        district, source, partitions, login, resources, consents, times, batchRows, other);
  }

  /** The same, with consents in these resources. */
  public JdbcSourceSettings withConsents(Set<String> names) {
    return new JdbcSourceSettings(
        district, source, partitions, login, resources, names, times, batchRows, loss);
  }

  /** The same of fewer resources. */
  JdbcSourceSettings only(List<JdbcResource> some) {
    return new JdbcSourceSettings(
        district, source, partitions, login, some, consents, times, batchRows, loss);
  }

  /** The connector's name: no two sources share it. */
  public String connectorName() {
    return district + "." + source;
  }

  /** The connector's configuration, as Connect's REST interface takes it. */
  public Map<String, String> connectorConfig() {
    return JdbcSourceConfig.write(this);
  }

  /** Whether any resource is asked for changes between full passes. */
  boolean incremental() {
    return resources.stream().anyMatch(JdbcResource::incremental);
  }
}
