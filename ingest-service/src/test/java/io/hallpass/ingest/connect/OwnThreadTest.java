package io.hallpass.ingest.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

final class OwnThreadTest {
  @Test
  void whoIsInterruptedIsLeftTheTimeToTidyUp() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch tidied = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              waiting.countDown();
              while (!Thread.interrupted()) {
                LockSupport.park();
              }
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
              tidied.countDown();
            });
    thread.start();
    waiting.await();

    OwnThread.end(thread);

    assertThat(tidied.getCount()).isZero();
  }
}
