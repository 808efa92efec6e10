package io.hallpass.cli.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads why a connector or task failed out of the stack trace that Connect shows. Others' messages
 * may repeat a row, so only our own are kept: of our exceptions, and of Connect's where our code
 * threw them.
 */
final class ConnectTrace {
  private static final Pattern HEAD =
      Pattern.compile("(?:Caused by: )?((?:[\\w$]+\\.)+([\\w$]+))(?:: (.*))?");

  /** As an exception does that was given a cause and no words. */
  private static final Pattern REPEATS_ITS_CAUSE =
      Pattern.compile("^([\\w$]+\\.)+[\\w$]+(Exception|Error)\\b");

  private static final String CONNECTS = "org.apache.kafka.connect.errors.";
  private static final String FRAME = "\tat ";

  private ConnectTrace() {}

  /** The innermost of our own words; else the class of the innermost exception, or "". */
  static String reason(String trace) {
    List<String> lines = trace.lines().toList();
    String words = "";
    String type = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher head = HEAD.matcher(lines.get(i));
      if (!head.matches()) {
        continue;
      }
      int frame = i + 1;
      List<String> message = new ArrayList<>(List.of(head.group(3) == null ? "" : head.group(3)));
      while (frame < lines.size() && !lines.get(frame).startsWith("\t")) {
        message.add(lines.get(frame++));
      }
      type = head.group(2);
      boolean thrownByUs =
          frame < lines.size() && lines.get(frame).startsWith(FRAME + "io.hallpass.");
      boolean ours =
          head.group(1).startsWith("io.hallpass.")
              || thrownByUs && head.group(1).startsWith(CONNECTS);
      if (ours && !REPEATS_ITS_CAUSE.matcher(message.get(0)).find()) {
        words = String.join("; ", message);
      }
      i = frame - 1;
    }
    return words.isBlank() ? type : words;
  }
}
