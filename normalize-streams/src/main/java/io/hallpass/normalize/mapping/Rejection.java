package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.ErrorCode;

/** Ends the mapping of one row; without a stack trace, as there may be millions. */
final class Rejection extends Exception {
  private final ErrorCode code;
  private final String field;

  Rejection(ErrorCode code, String field) {
    super(code + " in " + field, null, false, false);
    this.code = code;
    this.field = field;
  }

  ErrorCode code() {
    return code;
  }

  String field() {
    return field;
  }
}
