package io.hallpass.ingest.fileset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The part of an offset that is the same for all rows of a set, as one JSON text. */
final class OffsetState {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OffsetState() {}

  static String text(SetOffset offset) {
    Memory memory = offset.memory();
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("fingerprint", offset.fingerprint());
    state.put("stamp", offset.stamp());
    state.put("consentsOnly", offset.consentsOnly());
    state.put("landed", memory.landed());
    state.put("newest", memory.newest());
    ArrayNode taken = state.putArray("taken");
    memory
        .taken()
        .forEach(set -> taken.addArray().add(set.number()).add(set.fingerprint()).add(set.order()));
    texts(state.putArray("consents"), memory.consents().stream().map(Said::text).toList());
    ObjectNode ends = state.putObject("ends");
    memory.ends().forEach(ends::put);
    texts(state.putArray("paused"), memory.paused());
    texts(state.putArray("spent"), memory.spent());
    ObjectNode files = state.putObject("files");
    memory.files().forEach(files::put);
    state.put("status", memory.status());
    return state.toString();
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }

  /** An offset with what stands in the text; the rest of it is empty. */
  static SetOffset read(String text) {
    JsonNode state;
    try {
      state = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the state in the stored offset is no JSON object");
    }
    List<TakenSet> taken = new ArrayList<>();
    state
        .path("taken")
        .forEach(
            set ->
                taken.add(
                    new TakenSet(
                        set.path(0).asLong(), set.path(1).asText(), set.path(2).asText())));
    Map<String, Long> ends = new HashMap<>();
    state.path("ends").properties().forEach(e -> ends.put(e.getKey(), e.getValue().asLong()));
    Map<String, String> files = new HashMap<>();
    state.path("files").properties().forEach(e -> files.put(e.getKey(), e.getValue().asText()));
    Memory memory =
        new Memory(
            state.path("landed").asText(),
            state.path("newest").asLong(),
            taken,
            texts(state.path("consents")).stream().map(Said::of).toList(),
            ends,
            texts(state.path("paused")),
            spent(state, taken),
            files,
            state.path("status").asText(SourceStatus.NONE));
    return new SetOffset(
        0,
        state.path("fingerprint").asText(),
        state.path("stamp").asText(),
        state.path("consentsOnly").asBoolean(),
        0,
        0,
        "",
        true,
        memory);
  }

  /** An older offset does not have it: then ids were approved, for good, of sets since taken. */
  private static List<String> spent(JsonNode state, List<TakenSet> taken) {
    return state.has("spent")
        ? texts(state.path("spent"))
        : taken.stream().map(TakenSet::fingerprint).distinct().toList();
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
