package io.hallpass.ingest.sftp;

import java.nio.file.FileSystems;
import java.util.regex.PatternSyntaxException;

/**
 * A server from which new sets are fetched.
 *
 * @param host its name or address
 * @param port its port
 * @param user who logs in
 * @param password the user's, or a reference to it; empty where a key is used
 * @param keyFile the file of the user's private key, on the machine of the Connect worker; empty
 *     where a password is used
 * @param hostKey the server's public key, as {@link HostKey} reads it
 * @param path of the files there: a folder and a pattern of names, as {@code /outgoing/*.zip}
 * @param pollMillis how long to wait between two looks, in milliseconds
 */
public record SftpSettings(
    String host,
    int port,
    String user,
    String password,
    String keyFile,
    String hostKey,
    String path,
    long pollMillis) {
  /** How often to look where nothing else is said. */
  public static final long POLL_MILLIS = 300_000;

  /** SSH's own port. */
  public static final int PORT = 22;

  /** The folder in {@link #path}. */
  String folder() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }

  /** The pattern of names in {@link #path}. */
  public String pattern() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether a pattern of names can be used. */
  public static boolean valid(String pattern) {
    try {
      FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return !pattern.isEmpty();
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "sftp://" + host + ":" + port;
  }
}
