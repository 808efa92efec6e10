package io.hallpass.runtime.topics;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Headers of the rejected topic: a fixed code and positions, never a value or an exception's
 * message.
 */
public final class RejectHeaders {
  /** A constant of {@link ErrorCode}. */
  public static final String CODE = "hallpass.error.code";

  /** The column or field at fault, where one is; a name, never a value. */
  public static final String FIELD = "hallpass.error.field";

  /** The source's name. */
  public static final String SOURCE = "hallpass.error.source";

  /** The resource's name. */
  public static final String RESOURCE = "hallpass.error.resource";

  /** Where: {@code file:line} for files, {@code topic-partition@offset} for topics. */
  public static final String AT = "hallpass.error.at";

  private RejectHeaders() {}

  /** Adds what a reject must say. {@code field} may be null. */
  public static Headers write(
      Headers headers, ErrorCode code, String field, String source, String resource, String at) {
    headers.add(CODE, bytes(code.name()));
    headers.add(SOURCE, bytes(source));
    headers.add(RESOURCE, bytes(resource));
    headers.add(AT, bytes(at));
    if (field != null) {
      headers.add(FIELD, bytes(field));
    }
    return headers;
  }

  /** The text of a header, or an empty one. */
  public static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
