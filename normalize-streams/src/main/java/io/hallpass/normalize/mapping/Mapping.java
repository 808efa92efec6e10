package io.hallpass.normalize.mapping;

import io.hallpass.runtime.topics.DistrictTopics;
import io.hallpass.schemas.Catalogue;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * From a vendor's rows to records of the vocabulary, as a YAML file with expressions in CEL says.
 * Everything that can be checked without a row is checked when the file is loaded. Immutable; for
 * any number of threads.
 */
public final class Mapping {
  private final String name;
  private final Map<String, ResourceMapping> resources;
  private final Map<String, ResourceMapping> byTopicName = new LinkedHashMap<>();

  Mapping(String name, Map<String, ResourceMapping> resources) {
    this.name = name;
    this.resources = new LinkedHashMap<>(resources);
    resources.forEach(
        (resource, mapping) -> byTopicName.put(DistrictTopics.resourceName(resource), mapping));
  }

  /**
   * Loads a mapping.
   *
   * @param fileName for messages
   * @param yaml the file's text
   * @param catalogue the vocabulary
   * @param codes the crosswalks by the names that {@code code('name', …)} uses
   * @throws MappingException with all problems of the file
   */
  public static Mapping load(
      String fileName, String yaml, Catalogue catalogue, Map<String, Crosswalk> codes) {
    return new MappingReader(fileName, catalogue, codes).read(yaml);
  }

  /** What the file calls itself. */
  public String name() {
    return name;
  }

  /** In the order of the file. */
  public Collection<ResourceMapping> resources() {
    return List.copyOf(resources.values());
  }

  /**
   * The resource of this name: the vendor's, or the one in topics ({@link
   * DistrictTopics#resourceName}).
   */
  public Optional<ResourceMapping> resource(String resource) {
    ResourceMapping mapping = resources.get(resource);
    return Optional.ofNullable(mapping != null ? mapping : byTopicName.get(resource));
  }

  /** Whether any resource registers students; only one source of a district may. */
  public boolean registersStudents() {
    return registers(Role.STUDENT);
  }

  /** Whether any row says that two students are one, as only operators may. */
  public boolean registersDuplicates() {
    return registers(Role.DUPLICATE);
  }

  private boolean registers(Role role) {
    return resources.values().stream().anyMatch(resource -> resource.registers(role));
  }

  /**
   * The columns that the mapping needs and a file or table lacks, in alphabetical order.
   *
   * @param resource by either of its names
   * @param header the columns there are
   * @throws IllegalArgumentException where the mapping has no such resource
   */
  public List<String> missingColumns(String resource, Collection<String> header) {
    Set<String> there = new HashSet<>(header);
    return resource(resource)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "mapping " + name + " has no resource '" + resource + "'"))
        .columns()
        .stream()
        .filter(column -> !there.contains(column))
        .toList();
  }
}
