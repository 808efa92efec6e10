package io.hallpass.ingest.sftp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.types.Password;

/** The keys of a connector that fetches its files. */
public final class SftpConfig {
  private static final int LONGEST = 86_400_000;

  private SftpConfig() {}

  /** Adds the keys. */
  public static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            "sftp.host",
            Type.STRING,
            "",
            Importance.MEDIUM,
            "A server from which new files are fetched into `path`; empty for none. What hinders"
                + " it is said in `status` and tried again.")
        .define(
            "sftp.port",
            Type.INT,
            SftpSettings.PORT,
            ConfigDef.Range.between(1, 65_535),
            Importance.LOW,
            "Its port.")
        .define("sftp.user", Type.STRING, "", Importance.MEDIUM, "Who logs in there.")
        .define(
            "sftp.password",
            Type.PASSWORD,
            "",
            Importance.MEDIUM,
            "The user's password, or a reference to it; or else `sftp.key.file`.")
        .define(
            "sftp.key.file",
            Type.STRING,
            "",
            Importance.MEDIUM,
            "The file of the user's private key, without a passphrase, on the machine of the"
                + " Connect worker.")
        .define(
            "sftp.host.key",
            Type.STRING,
            "",
            Importance.MEDIUM,
            "The server's public key, its type and the key as `ssh-keyscan` prints them. A server"
                + " that shows another one is refused.")
        .define(
            "sftp.path",
            Type.STRING,
            "",
            Importance.MEDIUM,
            "The files there: a folder and a pattern of names, as `/outgoing/*.zip`. Zips are"
                + " fetched whose names fit it and `drop`, and nothing else. They are left there, and"
                + " fetched again when size or time have changed.")
        .define(
            "sftp.poll.ms",
            Type.LONG,
            SftpSettings.POLL_MILLIS,
            ConfigDef.Range.between(10, LONGEST),
            Importance.LOW,
            "Milliseconds between two looks at the server.");
  }

  /** Reads them; empty where no host is named. */
  public static Optional<SftpSettings> read(AbstractConfig values, List<String> problems) {
    if (values.getString("sftp.host").isBlank()) {
      return Optional.empty();
    }
    Password password = values.getPassword("sftp.password");
    SftpSettings settings =
        new SftpSettings(
            values.getString("sftp.host"),
            values.getInt("sftp.port"),
            values.getString("sftp.user"),
            password.value(),
            values.getString("sftp.key.file"),
            values.getString("sftp.host.key"),
            values.getString("sftp.path"),
            values.getLong("sftp.poll.ms"));
    if (settings.user().isBlank()) {
      problems.add("sftp.user is missing");
    }
    if (settings.path().isBlank() || !SftpSettings.valid(settings.pattern())) {
      problems.add("sftp.path must be a folder and a pattern of names, as /outgoing/*.zip");
    }
    if (settings.password().isEmpty() == settings.keyFile().isEmpty()) {
      problems.add("sftp needs either sftp.password or sftp.key.file");
    }
    if (HostKey.of(settings.hostKey()).isEmpty()) {
      problems.add("sftp.host.key " + HostKey.FORM);
    }
    return Optional.of(settings);
  }

  /** Puts into {@code config} what {@link #read} makes these settings of. */
  public static void write(SftpSettings settings, Map<String, String> config) {
    config.put("sftp.host", settings.host());
    config.put("sftp.port", Integer.toString(settings.port()));
    config.put("sftp.user", settings.user());
    if (!settings.password().isEmpty()) {
      config.put("sftp.password", settings.password());
    }
    if (!settings.keyFile().isEmpty()) {
      config.put("sftp.key.file", settings.keyFile());
    }
    config.put("sftp.host.key", settings.hostKey());
    config.put("sftp.path", settings.path());
    config.put("sftp.poll.ms", Long.toString(settings.pollMillis()));
  }
}
