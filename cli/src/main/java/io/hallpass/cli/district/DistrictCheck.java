package io.hallpass.cli.district;

import io.hallpass.cli.source.Source;
import io.hallpass.normalize.mapping.Crosswalk;
import io.hallpass.normalize.mapping.Mapping;
import io.hallpass.normalize.mapping.MappingException;
import io.hallpass.normalize.mapping.ResourceMapping;
import io.hallpass.normalize.mapping.StandardMappings;
import io.hallpass.runtime.config.Problems;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Holds a district folder against the vocabulary: mappings, codes, agreements, designations. Starts
 * nothing.
 */
public final class DistrictCheck {
  private final District district;
  private final Catalogue catalogue;
  private final Problems problems;

  private DistrictCheck(District district, Catalogue catalogue, Problems problems) {
    this.district = district;
    this.catalogue = catalogue;
    this.problems = problems;
  }

  /**
   * Checks everything that needs no other system.
   *
   * @return the loaded mappings by source; incomplete where there are problems
   */
  public static Map<String, Mapping> check(
      District district, Catalogue catalogue, Problems problems) {
    DistrictCheck check = new DistrictCheck(district, catalogue, problems);
    check.agreements();
    check.designations();
    SharedSchemas.check(district, problems);
    return check.mappings();
  }

  private Map<String, Mapping> mappings() {
    Map<String, Crosswalk> codes = new HashMap<>(StandardMappings.crosswalks());
    district
        .codes()
        .forEach(
            (name, csv) -> {
              try {
                codes.put(name, Crosswalk.load("codes/" + name + ".csv", csv));
              } catch (MappingException e) {
                e.problems().forEach(this::add);
              }
            });
    Map<String, Mapping> mappings = new TreeMap<>();
    for (Source source : district.sources()) {
      String file = "mappings/" + source.mapping() + ".yaml";
      try {
        Mapping mapping = Mapping.load(file, source.mappingText(), catalogue, codes);
        mappings.put(source.name(), mapping);
        check(source, mapping);
      } catch (MappingException e) {
        e.problems().forEach(this::add);
      }
    }
    return mappings;
  }

  private void check(Source source, Mapping mapping) {
    String file = source.file();
    if (mapping.registersStudents() && !source.registersStudents()) {
      problems.add(
          file,
          0,
          "",
          "its mapping registers students; say 'registers: student' here, or take 'register: student' out");
    }
    if (mapping.registersDuplicates()) {
      problems.add(
          file,
          0,
          "",
          "its mapping says 'register: duplicate'; that two students are one only people can say:"
              + " hallpass student merge");
    }
    if (source.registersStudents() && !mapping.registersStudents()) {
      problems.add(file, 0, "registers", "its mapping registers no student");
    }
    if (district.consentSources().contains(source.name())
        && mapping.resources().stream().noneMatch(ResourceMapping::emitsConsents)) {
      problems.add(
          "district.yaml",
          0,
          "consentSources",
          "the mapping of '" + source.name() + "' emits no consent");
    }
    source.settings().check(source, mapping, problems);
  }

  private void agreements() {
    Set<String> ids = new HashSet<>();
    for (Recipient recipient : district.recipients()) {
      String file = "recipients/" + recipient.name() + ".yaml";
      for (Agreement agreement : recipient.agreements()) {
        String place = "agreement " + agreement.id();
        if (!ids.add(agreement.id())) {
          problems.add(file, 0, place, "another agreement has this id");
        }
        for (String category : agreement.categories()) {
          if (!category.equals("*")
              && Arrays.stream(Category.values()).noneMatch(c -> c.name().equals(category))) {
            problems.add(
                file,
                0,
                place,
                "unknown category '"
                    + category
                    + "'; known are "
                    + Arrays.toString(Category.values()));
          }
        }
        agreement.fields().forEach(field -> field(file, place, field));
      }
    }
  }

  private void designations() {
    district
        .directoryInformation()
        .forEach(field -> field("district.yaml", "directoryInformation", field));
  }

  private void field(String file, String place, String name) {
    String[] parts = name.split("\\.", -1);
    Optional<Entity> entity = parts.length == 2 ? catalogue.entity(parts[0]) : Optional.empty();
    if (entity.isEmpty() || entity.get().field(parts[1]).isEmpty()) {
      problems.add(
          file,
          0,
          place,
          "'" + name + "' is no field of the vocabulary; write entity.field as student.givenName");
    }
  }

  private void add(MappingException.Problem problem) {
    String place =
        problem.resource().isEmpty() || problem.field().isEmpty()
            ? problem.resource() + problem.field()
            : problem.resource() + ": " + problem.field();
    problems.add(problem.file(), problem.line(), place, problem.message());
  }
}
