package io.hallpass.ingest.sftp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

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

  /** The signatures to ask for: a server that has several keys then shows the one we know. */
  List<NamedFactory<Signature>> signatures() {
    List<BuiltinSignatures> wanted =
        switch (type) {
          case "ssh-rsa" -> List.of(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256);
          case "ssh-ed25519" -> List.of(BuiltinSignatures.ed25519);
          default ->
              BuiltinSignatures.VALUES.stream().filter(s -> s.getName().equals(type)).toList();
        };
    return wanted.stream().<NamedFactory<Signature>>map(signature -> signature).toList();
  }
}
