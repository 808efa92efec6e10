package io.hallpass.consent.filter;

import io.hallpass.runtime.service.SlicedWork;
import io.hallpass.runtime.topics.DistrictTopics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Connects a {@link FilterTask} with Streams. */
final class ConsentProcessor implements Processor<byte[], byte[], byte[], Outgoing> {
  private final FilterConfig config;
  private ProcessorContext<byte[], Outgoing> context;
  private FilterTask task;
  private String lastStatus;
  private SlicedWork work;

  ConsentProcessor(FilterConfig config) {
    this.config = config;
  }

  @Override
  public void init(ProcessorContext<byte[], Outgoing> processorContext) {
    // Streams may use this object again after the task was lost; nothing of before may remain.
    context = processorContext;
    task = null;
    lastStatus = null;
    work = new SlicedWork(context, config.pause(), () -> task.busy(), now -> task(now).work());
    SlicedWork.together(context, config.statusEvery(), this::tick);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    FilterTask running = task(context.currentSystemTimeMs());
    RecordMetadata from = context.recordMetadata().orElseThrow();
    String topic = from.topic();
    DistrictTopics topics = config.topics();
    if (topic.equals(topics.records())) {
      running.record(record.key(), record.value(), false);
    } else if (topic.equals(topics.reference())) {
      running.record(record.key(), record.value(), true);
    } else if (topic.equals(topics.consents())) {
      running.consents(record.key(), record.value(), from.offset());
    } else {
      running.setting(record.key(), record.value(), from.offset(), context.currentSystemTimeMs());
    }
    work.look();
  }

  /** Looks at the clock, and says how things are where that has changed. */
  private void tick(long now) {
    FilterTask running = task(now);
    running.forgetUnknownSchemas(now);
    String status = running.status();
    if (!status.equals(lastStatus)) {
      lastStatus = status;
      forward(
          ConsentTopology.STATUS,
          config.topics().status(),
          ("consent/" + context.taskId().partition()).getBytes(StandardCharsets.US_ASCII),
          status.getBytes(StandardCharsets.US_ASCII));
    }
    work.look();
  }

  /** The task, made of the stores when it is first needed, on the day that is now. */
  private FilterTask task(long now) {
    if (task == null) {
      task =
          new FilterTask(
              config,
              context.taskId().partition(),
              context::getStateStore,
              (topic, key, value) -> forward(ConsentTopology.RELEASED, topic, key, value));
    }
    task.time(now);
    return task;
  }

  private void forward(String sink, String topic, byte[] key, byte[] value) {
    context.forward(
        new Record<>(key, new Outgoing(topic, value), context.currentSystemTimeMs()), sink);
  }
}
