package io.hallpass.ingest.rest;

import io.hallpass.ingest.connect.SourcePartition;
import io.hallpass.ingest.row.RawRecords;
import io.hallpass.ingest.tree.JsonTrees;
import io.hallpass.ingest.tree.Tree;
import io.hallpass.ingest.tree.TreePath;
import io.hallpass.ingest.tree.TreeRows;
import io.hallpass.runtime.topics.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.source.SourceRecord;

/** Makes the records of one resource. Not for use by several threads. */
public final class ResourceRecords {
  /** As OneRoster says it. */
  private static final String GONE = "tobedeleted";

  private static final TreeRows.Result TOO_LARGE =
      new TreeRows.Result.Refused(ErrorCode.UNREADABLE_ROW, null, null);

  private final RestResource resource;
  private final RawRecords records;
  private final String topic;
  private final TreeRows rows;
  private final TreePath id;
  private final TreePath modified;
  private final Optional<TreePath> status;
  private final Set<String> roots;

  /**
   * Records of {@code resource}.
   *
   * @param id the field by which the server tells rows apart
   * @param modified the field that says when a row was changed
   * @param status the field that says that a row is {@code tobedeleted}; empty where none does
   */
  public ResourceRecords(
      RestSettings settings, RestResource resource, String id, String modified, String status) {
    this.resource = resource;
    this.records =
        new RawRecords(
            settings.district(),
            settings.source(),
            settings.partitions(),
            partition(settings, resource.name()));
    this.topic = records.topic(resource.name());
    this.rows = new TreeRows(resource.columns());
    this.id = TreePath.of(id);
    this.modified = TreePath.of(modified);
    this.status = status.isEmpty() ? Optional.empty() : Optional.of(TreePath.of(status));
    Set<String> all = new HashSet<>(rows.roots());
    all.add(id);
    all.add(modified);
    if (!status.isEmpty()) {
      all.add(status);
    }
    this.roots = Set.copyOf(all);
  }

  /** Under which Connect stores how far the resource was read. */
  static Map<String, String> partition(RestSettings settings, String resource) {
    return SourcePartition.of(settings.district(), settings.source(), resource);
  }

  /** What must be read of an object, as {@link JsonTrees} wants it. */
  public Set<String> roots() {
    return roots;
  }

  /** A page's element. */
  public Row row(Optional<Tree> tree) {
    return tree.map(
            record ->
                new Row(text(id, record), text(modified, record), gone(record), rows.of(record)))
        .orElseGet(() -> new Row("", "", false, TOO_LARGE));
  }

  private boolean gone(Tree record) {
    return status.filter(path -> GONE.equals(text(path, record))).isPresent();
  }

  private static String text(TreePath path, Tree record) {
    String text = path.text(record);
    return text == null ? "" : text;
  }

  /**
   * The records of a page's rows.
   *
   * @param state what is finished meanwhile
   * @param number how many rows came before them, for a reject's place
   */
  public List<SourceRecord> page(List<Row> page, ResourceState state, long position, long number) {
    List<SourceRecord> batch = new ArrayList<>(page.size());
    Map<String, Object> offset = state.map();
    for (int i = 0; i < page.size(); i++) {
      batch.add(record(page.get(i).result(), offset, position, number + i + 1));
    }
    return batch;
  }

  private SourceRecord record(
      TreeRows.Result result, Map<String, Object> offset, long position, long number) {
    if (result instanceof TreeRows.Result.Row row) {
      return records.row(offset, topic, row.key(), row.value(), position, List.of());
    }
    TreeRows.Result.Refused refused = (TreeRows.Result.Refused) result;
    String at = resource.name() + "@" + position + "#" + number;
    return records.reject(
        offset, refused.value(), refused.code(), refused.field(), resource.name(), at);
  }

  /** A row that is gone. */
  public SourceRecord gone(ResourceState state, byte[] key, long position) {
    return records.row(state.map(), topic, key, null, position, List.of());
  }

  /**
   * The end of a full pass. Where rows were rejected it removes nothing: what they said before
   * stays.
   *
   * @param before what is finished before the last marker
   * @param after what is finished then
   */
  public List<SourceRecord> end(
      ResourceState before, ResourceState after, long position, boolean complete) {
    Map<String, Object> offset = before.map();
    return LastSays.saying(
        complete
            ? records.markers(offset, topic, position)
            : records.incompleteMarkers(offset, topic, position),
        after);
  }
}
