package io.hallpass.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Ends a child process when this JVM is gone, however it went.
 *
 * <p>A small shell reads a pipe from this JVM. A killed JVM cannot clean up, but the operating
 * system closes its pipes; the shell then sees the end of its input and signals the child. A line
 * on the pipe lets the child be.
 */
final class Guard {

  // Ctrl-C reaches every process of a terminal; the guard must outlive it, to see whether the JVM
  // stops in good order.
  private static final String SCRIPT = "trap '' INT HUP; read -r released || kill -\"$1\" \"$2\"";

  private final Process shell;

  private Guard(Process shell) {
    this.shell = shell;
  }

  /**
   * Starts guarding a process.
   *
   * @param signal the name of the signal that ends the process in good order, as {@code kill} knows
   *     it
   */
  static Guard over(ProcessHandle process, String signal) throws IOException {
    Process shell =
        new ProcessBuilder(
                "sh", "-c", SCRIPT, "hallpass-guard", signal, Long.toString(process.pid()))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    Guard guard = new Guard(shell);
    // Its number may be given to another process from now on.
    process.onExit().thenRun(guard::release);
    return guard;
  }

  /** Lets the process be from now on. Idempotent. */
  void release() {
    try (var pipe = shell.getOutputStream()) {
      pipe.write("released\n".getBytes(UTF_8));
    } catch (IOException e) {
      // Released before: the shell is gone or its pipe closed.
      return;
    }
  }
}
