package io.hallpass.ingest.sftp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpPullStopTest {
  @TempDir private Path folder;

  @Test
  void aPullThatIsClosedInTheMiddleOfAFileHasEnded() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Vendor vendor = Vendor.start(folder.resolve("vendor"))) {
      vendor.put("roster.zip", "one");
      vendor.onOpen =
          name -> {
            reading.countDown();
            await(goOn);
          };
      SftpPull pull = SftpPull.start(vendor.settings(), folder.resolve("drop"), name -> true);
      await(reading);

      pull.close();

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .doesNotContain("sftp 127.0.0.1");
      goOn.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(2, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
