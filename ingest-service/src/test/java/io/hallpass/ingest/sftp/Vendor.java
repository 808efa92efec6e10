package io.hallpass.ingest.sftp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A vendor's SFTP server: a real one, on a free port, over a folder. */
public final class Vendor implements AutoCloseable {
  static final String USER = "everett";
  static final String PASSWORD = "CANARY-password";

  final Path root;
  final List<KeyPair> hostKeys;
  final AtomicInteger logins = new AtomicInteger();
  final List<String> reads = new CopyOnWriteArrayList<>();
  final Set<PublicKey> users = ConcurrentHashMap.newKeySet();

  /** Called with the name of each file that is opened. */
  volatile Consumer<String> onOpen = name -> {};

  private SshServer server;

  private Vendor(Path root, List<KeyPair> hostKeys) {
    this.root = root;
    this.hostKeys = hostKeys;
  }

  static KeyPair key(String type, int bits) {
    try {
      return KeyUtils.generateKeyPair(type, bits);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts a server with host keys of these types. */
  public static Vendor start(Path root, KeyPair... hostKeys) throws IOException {
    Vendor vendor = new Vendor(root, Arrays.asList(hostKeys));
    Files.createDirectories(root.resolve("out"));
    vendor.run(0);
    return vendor;
  }

  /** A server with an Ed25519 key, as most have. */
  public static Vendor start(Path root) throws IOException {
    return start(root, key("ssh-ed25519", 256));
  }

  private void run(int port) throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          logins.incrementAndGet();
          return user.equals(USER) && password.equals(PASSWORD);
        });
    server.setPublickeyAuthenticator(
        (user, key, session) -> users.stream().anyMatch(known -> KeyUtils.compareKeys(known, key)));
    server.setFileSystemFactory(new VirtualFileSystemFactory(root));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory();
    sftp.addSftpEventListener(new Listener());
    server.setSubsystemFactories(List.of(sftp));
    server.start();
  }

  private final class Listener implements SftpEventListener {
    @Override
    public void open(
        ServerSession session, String remoteHandle, org.apache.sshd.sftp.server.Handle handle) {
      if (handle instanceof FileHandle) {
        String name = handle.getFile().getFileName().toString();
        reads.add(name);
        onOpen.accept(name);
      }
    }
  }

  /** Goes on at another port. */
  void move(int port) throws IOException {
    server.stop(true);
    run(port);
  }

  int port() {
    return server.getPort();
  }

  /** A host key as {@code ssh-keyscan} prints it. */
  String hostKey(int which) {
    return PublicKeyEntry.toString(hostKeys.get(which).getPublic());
  }

  /** What to tell a source. */
  public SftpSettings settings() {
    return settings(PASSWORD, "", hostKey(0));
  }

  SftpSettings settings(String password, String keyFile, String hostKey) {
    return new SftpSettings(
        "127.0.0.1", port(), USER, password, keyFile, hostKey, "/out/*.zip", 20);
  }

  /** Puts a file there, whole at once: what lies there is looked at all the time. */
  public void put(String name, byte[] bytes) {
    Path folder = root.resolve("out");
    try {
      Path part = Files.write(folder.resolve(".part"), bytes);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void put(String name, String text) {
    put(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
