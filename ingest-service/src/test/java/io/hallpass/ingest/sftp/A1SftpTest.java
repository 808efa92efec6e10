package io.hallpass.ingest.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class A1SftpTest {
  @TempDir private Path folder;

  /** One file that cannot be read hides all behind it, and is not named. */
  @Test
  void oneUnreadableFileDoesNotHideTheOthers() throws Exception {
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("a-old.zip", "one");
      vendor.put("roster.zip", "two");
      vendor.onOpen =
          name -> {
            if (name.contains("a-old")) {
              throw new IllegalStateException("denied");
            }
          };
      Path drop = folder.resolve("drop");
      try (SftpPull pull = SftpPull.start(vendor.settings(), drop, n -> n.endsWith(".zip"))) {
        Thread.sleep(4_000);
        System.out.println("TROUBLE " + pull.trouble());
        System.out.println("READS " + vendor.reads);
        assertThat(drop.resolve("roster.zip")).exists();
      }
    }
  }
}
