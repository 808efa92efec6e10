package io.hallpass.sink.table;

import java.util.List;

/** The warehouse has tables that cannot hold what the configuration asks for. */
public final class LayoutException extends RuntimeException {
  LayoutException(List<String> problems) {
    super(String.join(System.lineSeparator(), problems));
  }
}
