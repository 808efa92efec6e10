package io.hallpass.synthetic;

import io.hallpass.synthetic.random.Numbers;
import io.hallpass.synthetic.random.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Values that must never leave the systems that hold them: social security numbers, passwords, the
 * audit log. Each is unique and begins with one of {@link #PREFIXES}, so a scan of bytes for five
 * ASCII characters finds any of them, whatever student it came from. All their characters are
 * letters, digits and hyphens, which no text format escapes.
 */
public final class Secrets {
  /** In {@code sis.pupil.ssn}. */
  public static final String SSN = "SSN9-";

  /** In {@code sis.pupil.portal_pw}. */
  public static final String PORTAL_PASSWORD = "PPW9-";

  /** In the password column of {@code users.csv}. */
  public static final String ROSTER_PASSWORD = "OPW9-";

  /** In {@code sis.audit_log.what}. */
  public static final String AUDIT = "AUD9-";

  /** One of these begins every secret. */
  public static final List<String> PREFIXES = List.of(SSN, PORTAL_PASSWORD, ROSTER_PASSWORD, AUDIT);

  private Secrets() {}

  /** Whether this text is, or holds, a secret. */
  public static boolean isSecret(String text) {
    return text != null && PREFIXES.stream().anyMatch(text::contains);
  }

  /** Where in these bytes the first secret begins. */
  public static OptionalInt firstIn(byte[] bytes) {
    int first = Integer.MAX_VALUE;
    for (String prefix : PREFIXES) {
      first = Math.min(first, indexOf(bytes, prefix.getBytes(StandardCharsets.US_ASCII)));
    }
    return first == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(first);
  }

  /** Which secret these bytes hold, in words that may be shown; empty where they hold none. */
  public static Optional<String> named(byte[] bytes) {
    OptionalInt at = firstIn(bytes);
    return at.isPresent()
        ? Optional.of(
            "a secret, "
                + new String(bytes, at.getAsInt(), SSN.length(), StandardCharsets.US_ASCII)
                + "…")
        : Optional.empty();
  }

  /** The secret of this kind and index: the prefix and sixteen hexadecimal digits. */
  public static String of(String prefix, long seed, long index) {
    return prefix + Numbers.hex(seed ^ prefix.hashCode(), Purpose.SECRET, index);
  }

  private static int indexOf(byte[] bytes, byte[] wanted) {
    outer:
    for (int i = 0; i <= bytes.length - wanted.length; i++) {
      for (int j = 0; j < wanted.length; j++) {
        if (bytes[i + j] != wanted[j]) {
          continue outer;
        }
      }
      return i;
    }
    return Integer.MAX_VALUE;
  }
}
