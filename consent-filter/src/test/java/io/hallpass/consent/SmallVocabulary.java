package io.hallpass.consent;

import io.hallpass.schemas.Catalogue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A few entities with a few fields, small enough to try everything on. */
public final class SmallVocabulary {
  private SmallVocabulary() {}

  public static Catalogue catalogue() {
    return Catalogue.of(
        List.of(
            entity(
                "pupil", "STUDENT", "ENROLLMENT", "grade:ENROLLMENT", "name:NAME", "mail:CONTACT"),
            entity(
                "visit", "STUDENT", "HEALTH", "reason:HEALTH", "nurse:STAFF", "bus:TRANSPORTATION"),
            entity("score", "STUDENT", "ASSESSMENT", "points:ASSESSMENT", "meal:MEAL_STATUS"),
            entity("school", "REFERENCE", "ORGANIZATION", "title:ORGANIZATION", "head:STAFF")));
  }

  /**
   * A schema with string fields.
   *
   * @param fields {@code name:CATEGORY}
   */
  public static String entity(String name, String scope, String category, String... fields) {
    Stream<String> keys =
        scope.equals("STUDENT") ? Stream.of("studentId", "recordId") : Stream.of("recordId");
    String all =
        Stream.concat(
                keys.map(
                    key -> field(key, "{\"type\":\"string\",\"logicalType\":\"uuid\"}", "KEY", "")),
                Stream.of(fields).map(SmallVocabulary::nullable))
            .collect(Collectors.joining(","));
    return "{\"type\":\"record\",\"name\":\"%s\",\"namespace\":\"small\",\"doc\":\"d\",\"hallpass.entity\":\"%s\",\"hallpass.scope\":\"%s\",\"hallpass.category\":\"%s\",\"fields\":[%s]}"
        .formatted(name, name, scope, category, all);
  }

  private static String nullable(String field) {
    String[] parts = field.split(":");
    return field(parts[0], "[\"null\",\"string\"]", parts[1], "\"default\":null,");
  }

  private static String field(String name, String type, String tag, String more) {
    return "{\"name\":\"%s\",\"type\":%s,%s\"doc\":\"d\",\"confluent:tags\":[\"%s\"]}"
        .formatted(name, type, more, tag);
  }
}
