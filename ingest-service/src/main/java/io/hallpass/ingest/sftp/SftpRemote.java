package io.hallpass.ingest.sftp;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/**
 * One session with a server. Only what the settings say is used to log in: no file of the user's,
 * no agent. A server whose key is another one is not talked to.
 */
final class SftpRemote implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A server that says nothing for so long is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final SftpSettings settings;
  private final SshClient client;
  private SftpClient sftp;

  private SftpRemote(SftpSettings settings) {
    this.settings = settings;
    this.client = SshClient.setUpDefaultClient();
  }

  /**
   * Logs in.
   *
   * @throws SftpException saying what hinders it
   */
  static SftpRemote open(SftpSettings settings) throws IOException {
    SftpRemote remote = new SftpRemote(settings);
    try {
      remote.login();
      return remote;
    } catch (IOException | RuntimeException | Error e) {
      remote.close();
      throw e;
    }
  }

  private void login() throws IOException {
    HostKey known =
        HostKey.of(settings.hostKey())
            .orElseThrow(() -> new SftpException(settings + ": hostKey " + HostKey.FORM));
    AtomicBoolean stranger = new AtomicBoolean();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(
        settings.keyFile().isEmpty()
            ? KeyIdentityProvider.EMPTY_KEYS_PROVIDER
            : new FileKeyPairProvider(Path.of(settings.keyFile())));
    client.addSessionListener(new KnownKeyOnly(known));
    client.setServerKeyVerifier(
        (session, address, shown) -> {
          stranger.set(!known.matches(shown));
          return !stranger.get();
        });
    CoreModuleProperties.IDLE_TIMEOUT.set(client, SILENCE);
    client.start();
    ClientSession session;
    try {
      session =
          client
              .connect(settings.user(), settings.host(), settings.port())
              .verify(PATIENCE)
              .getSession();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SftpException(settings + " cannot be reached");
    }
    try {
      if (!settings.password().isEmpty()) {
        session.addPasswordIdentity(settings.password());
      }
      session.auth().verify(PATIENCE);
      sftp = SftpClientFactory.instance().createSftpClient(session);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SftpException(
          settings
              + (stranger.get()
                  ? " shows another key than hostKey; nothing is fetched from it"
                  : " refuses the login of '" + settings.user() + "', or gives no files"));
    }
  }

  /** The names of the files in the folder; links, folders and hidden files are none. */
  List<String> list() throws IOException {
    List<String> files = new ArrayList<>();
    try {
      for (SftpClient.DirEntry entry : sftp.readDir(settings.folder())) {
        String name = entry.getFilename();
        boolean plain = !name.contains("/") && !name.contains("\\") && !name.startsWith(".");
        if (plain && entry.getAttributes().isRegularFile()) {
          files.add(name);
        }
      }
      return files;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new SftpException(settings + ": " + settings.folder() + " cannot be listed");
    }
  }

  /** Whether the server still listens. */
  boolean open() {
    return sftp.isOpen();
  }

  /** How a file is now. */
  RemoteFile stat(String name) throws IOException {
    SftpClient.Attributes now = sftp.stat(settings.folder() + "/" + name);
    long time = now.getModifyTime() == null ? 0 : now.getModifyTime().toMillis();
    return new RemoteFile(name, now.getSize(), time);
  }

  /** Copies a file. */
  void fetch(String name, Path to) throws IOException {
    try (InputStream in = sftp.read(settings.folder() + "/" + name)) {
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() {
    client.close(true);
  }
}
