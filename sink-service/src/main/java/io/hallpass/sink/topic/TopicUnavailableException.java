package io.hallpass.sink.topic;

/** Kafka did not say what there is to know about the topic. */
public final class TopicUnavailableException extends RuntimeException {
  public TopicUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
