package io.hallpass.ingest.cdc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A server's key and its self-signed certificate for {@code localhost}, as PostgreSQL reads them.
 */
record ServerCertificate(Path key, Path certificate) {
  private static final String PASSWORD = "changeit";

  static ServerCertificate make(Path dir, String name) throws Exception {
    Path store = dir.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "RSA",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool ended with " + keytool.exitValue());
    }
    return read(dir, name, KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()));
  }

  private static ServerCertificate read(Path dir, String name, KeyStore store)
      throws GeneralSecurityException, IOException {
    Path key = dir.resolve(name + ".key");
    Files.writeString(
        key, pem("PRIVATE KEY", store.getKey(name, PASSWORD.toCharArray()).getEncoded()));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Path certificate = dir.resolve(name + ".pem");
    Files.writeString(certificate, pem("CERTIFICATE", store.getCertificate(name).getEncoded()));
    return new ServerCertificate(key, certificate);
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }
}
