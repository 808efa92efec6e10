package io.hallpass.ingest.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads and writes a key that lists resources: a JSON array of flat objects. */
public final class ResourceList {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String list;
  private final Set<String> fields;
  private final List<String> problems;

  /**
   * A reader that adds to {@code problems}.
   *
   * @param list the key's name
   * @param fields the names a resource's fields may have
   */
  public ResourceList(String list, Set<String> fields, List<String> problems) {
    this.list = list;
    this.fields = new TreeSet<>(fields);
    this.problems = problems;
  }

  /** The objects of the array; empty, with a problem said, where {@code json} is not one. */
  public List<JsonNode> read(String json) {
    JsonNode array;
    try {
      array = JSON.readTree(json == null ? "" : json);
    } catch (JsonProcessingException e) {
      array = null;
    }
    if (array == null || !array.isArray() || array.isEmpty()) {
      problems.add(list + " must be a JSON array of objects with the fields " + fields);
      return List.of();
    }
    List<JsonNode> resources = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode resource = array.get(i);
      if (!resource.isObject()) {
        problems.add(where(i) + " must be an object with the fields " + fields);
        continue;
      }
      String where = where(i);
      resource
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!fields.contains(field)) {
                  problems.add(where + ": unknown field '" + field + "'; known are " + fields);
                }
              });
      resources.add(resource);
    }
    return resources;
  }

  /** How resource {@code index} is called in a problem. */
  public String where(int index) {
    return list + "[" + index + "]";
  }

  /** A text field that must be there. */
  public String text(JsonNode resource, String field, String where) {
    JsonNode value = resource.get(field);
    if (value == null || !value.isTextual() || value.textValue().isBlank()) {
      problems.add(where + ": " + field + " must be a text");
      return "";
    }
    return value.textValue();
  }

  /** A field that is a list of texts and must be there. */
  public List<String> texts(JsonNode resource, String field, String where) {
    JsonNode value = resource.get(field);
    List<String> texts = new ArrayList<>();
    boolean right = value != null && value.isArray();
    if (right) {
      for (JsonNode element : value) {
        right &= element.isTextual();
        texts.add(element.asText());
      }
    }
    if (!right) {
      problems.add(where + ": " + field + " must be a list of texts");
      return List.of();
    }
    return texts;
  }

  /** An empty array to fill and {@link Object#toString() print}. */
  public static ArrayNode array() {
    return JSON.createArrayNode();
  }

  /** Puts a list of texts into a resource. */
  public static void put(ObjectNode resource, String field, List<String> texts) {
    ArrayNode array = resource.putArray(field);
    texts.forEach(array::add);
  }
}
