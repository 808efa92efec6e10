package io.hallpass.runtime.service;

import java.util.ArrayList;
import java.util.List;

/**
 * Names a failure without its messages, which could repeat a value: the classes of its causes and
 * where it began.
 */
public final class Causes {
  private static final int DEEPEST = 8;

  private Causes() {}

  /** For example {@code StreamsException < TimeoutException at ConsentProcessor.process:88}. */
  public static String named(Throwable failure) {
    List<String> names = new ArrayList<>();
    Throwable root = failure;
    for (Throwable t = failure; t != null && names.size() < DEEPEST; t = t.getCause()) {
      names.add(t.getClass().getSimpleName());
      root = t;
    }
    return String.join(" < ", names) + place(root);
  }

  private static String place(Throwable root) {
    StackTraceElement[] trace = root.getStackTrace();
    for (StackTraceElement element : trace) {
      if (element.getClassName().startsWith("io.hallpass.")) {
        return at(element);
      }
    }
    return trace.length == 0 ? "" : at(trace[0]);
  }

  private static String at(StackTraceElement element) {
    String type = element.getClassName().substring(element.getClassName().lastIndexOf('.') + 1);
    return " at " + type + "." + element.getMethodName() + ":" + element.getLineNumber();
  }
}
