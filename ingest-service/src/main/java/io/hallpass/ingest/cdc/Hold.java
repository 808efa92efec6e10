package io.hallpass.ingest.cdc;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.row.RawRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a source is held, and what is told of it: the reasons to {@code status}, and, where changes
 * were lost, to the consent gate that not all that parents decided is known. Only the end of the
 * next snapshot opens that again.
 */
final class Hold {
  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

  private final PostgresCdcSettings settings;
  private final RawRecords records;
  private List<String> reasons = List.of();
  private List<String> said = List.of();
  private boolean doubted;

  Hold(PostgresCdcSettings settings, RawRecords records) {
    this.settings = settings;
    this.records = records;
  }

  /** It is held for these reasons, or for none. */
  void because(List<String> why) {
    reasons = why;
  }

  /** The source is followed; what holds it next is said again. */
  void followed() {
    reasons = List.of();
    said = List.of();
  }

  /** A snapshot came to its end. */
  void readWhole() {
    doubted = false;
  }

  /** Whether nobody was told yet that denials may be unknown. */
  boolean owesDoubt() {
    return !doubted && !settings.consents().isEmpty();
  }

  /**
   * What was not told yet; null where everything was.
   *
   * @param gap whether changes were lost, so that nothing can be resumed
   * @param stored offset; null where there is none
   * @param position of the last record
   */
  List<SourceRecord> tell(boolean gap, Map<String, Object> stored, long position) {
    boolean news = !reasons.isEmpty() && !reasons.equals(said);
    boolean doubt = gap && owesDoubt();
    if (!news && !doubt) {
      return null;
    }
    Map<String, Object> offset =
        gap || stored == null
            ? StoredOffset.incomplete(stored == null ? Map.of() : stored, position)
            : stored;
    List<SourceRecord> told = new ArrayList<>();
    if (doubt) {
      doubted = true;
      for (String resource : settings.consents().stream().sorted().toList()) {
        told.addAll(records.incompleteMarkers(offset, records.topic(resource), position));
      }
    }
    if (news) {
      said = reasons;
      LOG.error("{}: held: {}", settings.connectorName(), String.join("; ", reasons));
      ObjectNode status = JsonNodeFactory.instance.objectNode().put("position", position);
      reasons.forEach(status.putArray("held")::add);
      told.add(records.progress(offset, status.toString().getBytes(StandardCharsets.UTF_8)));
    }
    return told;
  }
}
