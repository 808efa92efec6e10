package io.hallpass.runtime.service;

import io.hallpass.runtime.avro.RegistrySchemaIds;
import io.hallpass.runtime.avro.SchemaUnavailableException;
import io.hallpass.schemas.Catalogue;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Registers the schemas before a service touches a topic, and gives up on a registry that takes a
 * connection and then says nothing: a service that waits for it can neither start nor be stopped.
 */
final class Registration {
  private Registration() {}

  /**
   * As {@link RegistrySchemaIds#registerAll}.
   *
   * @throws SchemaUnavailableException also where it takes longer than {@code patience}
   */
  static void within(Duration patience, RegistrySchemaIds ids, Catalogue catalogue) {
    FutureTask<Void> work = new FutureTask<>(() -> ids.registerAll(catalogue), null);
    Thread thread = new Thread(work, "hallpass-register");
    thread.setDaemon(true);
    thread.start();
    try {
      work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (TimeoutException e) {
      throw new SchemaUnavailableException("the registry does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SchemaUnavailableException("the registry was not waited for", e);
    }
  }
}
