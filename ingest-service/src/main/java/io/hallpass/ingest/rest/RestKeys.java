package io.hallpass.ingest.rest;

import io.hallpass.ingest.connect.ConnectorConfigs;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys that connectors of APIs share. */
public final class RestKeys {
  private static final long LONGEST = 31_536_000_000L;

  private RestKeys() {}

  /**
   * The shared keys.
   *
   * @param pageSize how many rows a page has by default
   */
  public static ConfigDef definition(int pageSize) {
    ConfigDef.NonEmptyString given = new ConfigDef.NonEmptyString();
    Http http = Http.DEFAULT;
    return LossKeys.define(ConnectorConfigs.common())
        .define(
            "url",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            given,
            Importance.HIGH,
            "Where the API begins.")
        .define(
            "token.url",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            given,
            Importance.HIGH,
            "Where access tokens come from (OAuth 2, client credentials).")
        .define(
            "client.id",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            given,
            Importance.HIGH,
            "The client id, in Ed-Fi the key.")
        .define(
            "client.secret",
            Type.PASSWORD,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "The client secret, as a reference: `${env:NAME}` or `${file:PATH:KEY}`.")
        .define(
            "token.scope",
            Type.STRING,
            "",
            Importance.MEDIUM,
            "The scopes to ask for, blanks between.")
        .define(
            "client.credentials.in",
            Type.STRING,
            "header",
            ConfigDef.ValidString.in("header", "body"),
            Importance.LOW,
            "Whether id and secret are sent in a Basic header or as form fields.")
        .define(
            "resources",
            Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            Importance.HIGH,
            "JSON: for each resource its `name`, its `path` below the API's address, the `key`"
                + " columns, the collected `columns`, and a media type to `accept` where it is not"
                + " application/json; with `consents` true, rows that are lost of it close the"
                + " gate. A column is a path: `school/sourcedId`. Read in this order."
                + " What is not listed is never sent.")
        .define(
            "page.size",
            Type.INT,
            pageSize,
            Range.between(1, 10_000),
            Importance.MEDIUM,
            "How many rows to ask for at a time. Halved as long as the server refuses it.")
        .define(
            "poll.interval.ms",
            Type.LONG,
            RestConfig.POLL_MILLIS,
            Range.between(10, LONGEST),
            Importance.MEDIUM,
            "Milliseconds between two looks for changes.")
        .define(
            "full.interval.ms",
            Type.LONG,
            RestConfig.FULL_MILLIS,
            Range.between(10, LONGEST),
            Importance.MEDIUM,
            "Milliseconds after which everything is read again, whatever changed: rows that are"
                + " gone are found then.")
        .define(
            "allow.http",
            Type.BOOLEAN,
            false,
            Importance.LOW,
            "Whether an address may begin with http:// although it is not on this machine.")
        .define(
            "connect.timeout.ms",
            Type.LONG,
            http.connectMillis(),
            Range.between(1, 600_000),
            Importance.LOW,
            "Milliseconds that a connection may take.")
        .define(
            "answer.timeout.ms",
            Type.LONG,
            http.answerMillis(),
            Range.between(1, 3_600_000),
            Importance.LOW,
            "Milliseconds that an answer may take, its body included.")
        .define(
            "answer.max.bytes",
            Type.INT,
            http.mostBytes(),
            Range.between(1_000, 1_000_000_000),
            Importance.LOW,
            "The longest answer that is read; for a longer one fewer rows are asked for.")
        .define(
            "attempts",
            Type.INT,
            http.attempts(),
            Range.between(1, 100),
            Importance.LOW,
            "How often a request is made that meets no server, a busy one (429) or one in trouble"
                + " (5xx), before it is left to the next look.")
        .define(
            "backoff.ms",
            Type.LONG,
            http.backoffMillis(),
            Range.between(1, 3_600_000),
            Importance.LOW,
            "Milliseconds before the second attempt, doubled for each further one.")
        .define(
            "backoff.max.ms",
            Type.LONG,
            http.longestWaitMillis(),
            Range.between(1, 3_600_000),
            Importance.LOW,
            "The longest wait between two attempts, also where `Retry-After` asks for a longer"
                + " one.");
  }
}
