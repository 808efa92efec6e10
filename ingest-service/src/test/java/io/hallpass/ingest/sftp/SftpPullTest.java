package io.hallpass.ingest.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.ingest.Patience;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpPullTest {
  @TempDir private Path folder;

  private Path drop() {
    return folder.resolve("drop");
  }

  private SftpPull pull(SftpSettings settings) {
    return SftpPull.start(settings, drop(), name -> name.endsWith(".zip"));
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Patience patience = new Patience();
    while (!condition.call()) {
      patience.check("it does not hold");
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
    }
  }

  /** Waits for a trouble; where the machine is slow there can be another one before it. */
  private static String untilSaid(SftpPull pull, String part) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Patience patience = new Patience();
    Optional<String> said = pull.trouble();
    while (said.filter(all -> all.contains(part)).isEmpty()) {
      patience.check("it is said: %s", said);
      assertThat(never.await(10, TimeUnit.MILLISECONDS)).isFalse();
      said = pull.trouble();
    }
    return said.get();
  }

  /** The names of files that are there under their own name. */
  private List<String> fetched() throws Exception {
    if (Files.notExists(drop())) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(drop())) {
      return all.map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }

  private boolean remembers(String name) throws Exception {
    Path pulled = drop().resolve(".pulled");
    return Files.exists(pulled) && Files.readString(pulled).contains(name);
  }

  @Test
  void newFilesAreFetchedOnceAndStayThere() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("roster-1.zip", "one");
      vendor.put(".hidden.zip", "CANARY");
      vendor.put("notes.txt", "CANARY");
      vendor.put("back\\slash.zip", "CANARY");
      Path there = vendor.root.resolve("out/roster-1.zip");
      Files.setLastModifiedTime(there, FileTime.fromMillis(1_700_000_000_000L));
      try (SftpPull pull = pull(vendor.settings())) {
        until(() -> remembers("roster-1.zip"));
        vendor.put("roster-2.zip", "two");
        until(() -> remembers("roster-2.zip"));
        assertThat(pull.trouble()).isEmpty();
      }

      assertThat(fetched()).containsExactly("roster-1.zip", "roster-2.zip");
      assertThat(drop().resolve("roster-1.zip")).hasContent("one");
      assertThat(Files.getLastModifiedTime(drop().resolve("roster-1.zip")).toMillis())
          .isEqualTo(1_700_000_000_000L);
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(drop().resolve("roster-1.zip"))))
          .isEqualTo("rw-------");
      assertThat(there).exists();
      assertThat(vendor.reads).containsExactly("roster-1.zip", "roster-2.zip");
    }
  }

  @Test
  void aFileThatWasReplacedIsFetchedAgainAlsoAfterARestart() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("roster.zip", "one");
      try (SftpPull pull = pull(vendor.settings())) {
        until(() -> remembers("roster.zip"));
      }
      Files.delete(drop().resolve("roster.zip"));
      try (SftpPull pull = pull(vendor.settings())) {
        vendor.put("other.zip", "other");
        until(() -> remembers("other.zip"));
        assertThat(fetched()).containsExactly("other.zip");
        vendor.put("roster.zip", "another one");
        until(() -> fetched().contains("roster.zip"));
      }

      assertThat(drop().resolve("roster.zip")).hasContent("another one");
    }
  }

  @Test
  void aFileThatGrowsWhileItIsFetchedIsLeftForLater() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("roster.zip", "half");
      Path there = vendor.root.resolve("out/roster.zip");
      AtomicBoolean grown = new AtomicBoolean();
      vendor.onOpen =
          name -> {
            if (grown.compareAndSet(false, true)) {
              try {
                Files.writeString(there, " and the rest", StandardOpenOption.APPEND);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            }
          };
      try (SftpPull pull = pull(vendor.settings())) {
        until(() -> remembers("roster.zip"));
      }

      assertThat(drop().resolve("roster.zip")).hasContent("half and the rest");
      assertThat(vendor.reads).hasSize(2);
    }
  }

  @Test
  void anUnknownHostIsNotTalkedTo() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"));
        Vendor other = Vendor.start(folder.resolve("other"))) {
      vendor.put("roster.zip", "one");
      try (SftpPull pull = pull(vendor.settings(Vendor.PASSWORD, "", other.hostKey(0)))) {
        assertThat(untilSaid(pull, " shows another key than hostKey"))
            .isEqualTo(
                "sftp://127.0.0.1:"
                    + vendor.port()
                    + " shows another key than hostKey; nothing is fetched from it; it is tried"
                    + " again");
      }
      assertThat(fetched()).isEmpty();
      assertThat(vendor.logins).hasValue(0);
    }
  }

  @Test
  void ofAServerWithSeveralKeysTheKnownOneIsAskedFor() throws Exception {
    Path root = folder.resolve("vendor");
    KeyPair[] keys = {
      Vendor.key("ssh-ed25519", 256),
      Vendor.key("ssh-rsa", 3072),
      Vendor.key("ecdsa-sha2-nistp256", 256)
    };
    try (Vendor vendor = Vendor.start(root, keys)) {
      for (int i = 0; i < keys.length; i++) {
        SftpSettings settings = vendor.settings(Vendor.PASSWORD, "", vendor.hostKey(i));
        for (int login = 0; login < 10; login++) {
          try (SftpRemote remote = SftpRemote.open(settings)) {
            assertThat(remote.open()).isTrue();
          }
        }
      }
    }
  }

  /** Often: the library has a thread of its own in which it hears what the server accepts. */
  @Test
  void aKeyFileOpensTheDoorEachTime() throws Exception {
    for (KeyPair user : List.of(Vendor.key("ssh-ed25519", 256), Vendor.key("ssh-rsa", 2048))) {
      Path file = folder.resolve(user.getPublic().getAlgorithm());
      try (OutputStream out = Files.newOutputStream(file)) {
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(user, "everett", null, out);
      }
      try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
        vendor.users.add(user.getPublic());
        SftpSettings settings = vendor.settings("", file.toString(), vendor.hostKey(0));
        vendor.put("roster.zip", "one");
        for (int login = 0; login < 30; login++) {
          try (SftpRemote remote = SftpRemote.open(settings)) {
            assertThat(remote.list()).containsExactly("roster.zip");
          }
        }
      }
    }
  }

  @Test
  void aRefusedLoginIsSaidWithoutThePassword() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"));
        SftpPull pull = pull(vendor.settings("CANARY-wrong", "", vendor.hostKey(0)))) {
      String said = untilSaid(pull, " refuses the login of 'everett'");

      assertThat(said).doesNotContain("CANARY");
      assertThat(vendor.settings()).asString().doesNotContain("CANARY");
    }
  }

  @Test
  void aServerThatIsAwayIsTriedUntilItIsBack() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      SftpSettings there = vendor.settings();
      SftpSettings away =
          new SftpSettings(
              there.host(),
              port,
              there.user(),
              there.password(),
              "",
              there.hostKey(),
              there.path(),
              there.pollMillis());
      vendor.put("roster.zip", "one");
      try (SftpPull pull = pull(away)) {
        assertThat(untilSaid(pull, " cannot be reached"))
            .isEqualTo("sftp://127.0.0.1:" + port + " cannot be reached; it is tried again");
        vendor.move(port);
        until(() -> remembers("roster.zip"));
        until(() -> pull.trouble().isEmpty());
      }
    }
  }

  @Test
  void aFileThatCannotBeFetchedIsNamedAndDoesNotStandInTheWayOfTheOthers() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("a-old.zip", "one");
      vendor.put("roster.zip", "two");
      vendor.onOpen =
          name -> {
            if (name.equals("a-old.zip")) {
              throw new IllegalStateException("CANARY");
            }
          };
      try (SftpPull pull = pull(vendor.settings())) {
        until(() -> remembers("roster.zip"));

        assertThat(untilSaid(pull, ": cannot be fetched"))
            .isEqualTo(vendor.settings() + ": cannot be fetched: a-old.zip; it is tried again");
        assertThat(fetched()).containsExactly("roster.zip");

        vendor.onOpen = name -> {};
        until(() -> pull.trouble().isEmpty());
      }
      assertThat(fetched()).containsExactly("a-old.zip", "roster.zip");
    }
  }

  @Test
  void aServerOnWhichNothingFitsSaysSoUntilSomethingDoes() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("students.csv", "CANARY");
      try (SftpPull pull = pull(vendor.settings())) {
        assertThat(untilSaid(pull, ": no zip in "))
            .endsWith(
                ": no zip in /out has a name that fits both '*.zip' and 'drop'; other files there: 1");

        vendor.put("roster.zip", "one");
        until(() -> pull.trouble().isEmpty());
      }
      assertThat(fetched()).containsExactly("roster.zip");
    }
  }

  @Test
  void aFolderThatIsEmptyBetweenTwoDeliveriesIsNoTrouble() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("roster.zip", "one");
      try (SftpPull pull = pull(vendor.settings())) {
        until(() -> remembers("roster.zip"));
        Files.delete(vendor.root.resolve("out/roster.zip"));
        until(() -> !remembers("roster.zip"));
        int logins = vendor.logins.get();
        until(() -> vendor.logins.get() > logins + 2);

        assertThat(pull.trouble()).isEmpty();
      }
    }
  }

  @Test
  void aFolderThatIsNotThereIsSaid() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      Files.delete(vendor.root.resolve("out"));
      try (SftpPull pull = pull(vendor.settings())) {
        assertThat(untilSaid(pull, ": /out cannot be listed")).startsWith("sftp://");
      }
    }
  }

  @Test
  void waitsAreLongerAndLongerUpToAnHour() {
    assertThat(SftpPull.pause(0, 300_000)).isEqualTo(300_000);
    assertThat(SftpPull.pause(1, 300_000)).isEqualTo(10_000);
    assertThat(SftpPull.pause(2, 300_000)).isEqualTo(20_000);
    assertThat(SftpPull.pause(1_000, 300_000)).isEqualTo(3_600_000);
    assertThat(SftpPull.pause(3, 20)).isEqualTo(80);
  }
}
