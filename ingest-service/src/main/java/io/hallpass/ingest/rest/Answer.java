package io.hallpass.ingest.rest;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** What a server said. Printing it shows no value. */
public record Answer(int status, HttpHeaders headers, byte[] body) {
  /** A header's text. */
  public Optional<String> header(String name) {
    return headers.firstValue(name).map(String::strip).filter(text -> !text.isEmpty());
  }

  /** A header that is a number that is not negative. */
  public OptionalLong number(String name) {
    Optional<String> text = header(name).filter(value -> value.matches("\\d{1,15}"));
    return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
  }

  /** When the server's clock said so, if it does. */
  public Optional<Instant> date() {
    try {
      return header("Date")
          .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "answer " + status + " of " + body.length + " bytes";
  }
}
