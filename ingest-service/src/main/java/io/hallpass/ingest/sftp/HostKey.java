package io.hallpass.ingest.sftp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** The public key by which a server is known: type and key, as {@code ssh-keyscan} prints them. */
public final class HostKey {
  /** What is wrong with a text that is none. */
  public static final String FORM =
      "must be the server's public key, its type and the key as ssh-keyscan prints them:"
          + " ssh-ed25519 AAAA…";

  private final String type;
  private final PublicKey key;

  private HostKey(String type, PublicKey key) {
    this.type = type;
    this.key = key;
  }

  /** Reads a key; empty where the text is none. */
  public static Optional<HostKey> of(String text) {
    try {
      PublicKeyEntry entry = PublicKeyEntry.parsePublicKeyEntry(text.strip());
      PublicKey key = entry == null ? null : entry.resolvePublicKey(null, null, null);
      return Optional.ofNullable(key).map(k -> new HostKey(entry.getKeyType(), k));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  boolean matches(PublicKey shown) {
    return KeyUtils.compareKeys(key, shown);
  }

  /** The signature algorithms to ask for: a server with several keys then shows the one we know. */
  Set<String> algorithms() {
    return type.equals("ssh-rsa") ? Set.of("rsa-sha2-512", "rsa-sha2-256") : Set.of(type);
  }
}
