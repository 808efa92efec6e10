package io.hallpass.runtime.service;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * What Prometheus is told: the JVM's memory, collections and load, and Kafka's own metrics of each
 * district's streams and their clients, tagged with {@code district} and {@code step}. Tags are
 * names of topics, tasks, stores and threads; no metric carries anything of a record.
 */
public final class ServiceMetrics implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Map<KafkaStreams, KafkaStreamsMetrics> bound = new IdentityHashMap<>();
  private final String step;
  private final Supplier<Map<String, KafkaStreams>> streams;

  ServiceMetrics(String step, Supplier<Map<String, KafkaStreams>> streams) {
    this.step = step;
    this.streams = streams;
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    gc.bindTo(registry);
  }

  /** All metrics in Prometheus's text format. */
  public synchronized String scrape() {
    Map<String, KafkaStreams> now = streams.get();
    Map<KafkaStreams, KafkaStreamsMetrics> gone = new IdentityHashMap<>(bound);
    now.values().forEach(gone::remove);
    // A restarted district has the same tags but for its threads: the old meters go first.
    gone.forEach(
        (each, metrics) -> {
          metrics.close();
          bound.remove(each);
        });
    now.forEach((district, each) -> bound.computeIfAbsent(each, s -> bind(district, s)));
    return registry.scrape();
  }

  private KafkaStreamsMetrics bind(String district, KafkaStreams each) {
    // Looks once a minute for metrics that came later, of new tasks for example, until it is
    // closed.
    KafkaStreamsMetrics metrics =
        new KafkaStreamsMetrics(each, Tags.of("district", district, "step", step));
    metrics.bindTo(registry);
    return metrics;
  }

  @Override
  public synchronized void close() {
    bound.values().forEach(KafkaStreamsMetrics::close);
    gc.close();
    registry.close();
  }
}
