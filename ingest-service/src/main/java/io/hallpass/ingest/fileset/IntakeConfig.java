package io.hallpass.ingest.fileset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpass.ingest.intake.Intake;
import io.hallpass.ingest.intake.Limits;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys that say what is looked at before a set is sent. */
final class IntakeConfig {
  private static final String GONE = "intake.gone.percent";
  private static final String CHANGED = "intake.changed.percent";
  private static final String ADDED = "intake.added.percent";
  private static final String DANGLING = "intake.dangling.percent";
  private static final String SMALL = "intake.small";
  private static final String COLUMNS = "intake.columns";
  private static final String COUNTS = "intake.counts";
  private static final String SCHOOL = "school";
  private static final String REFERENCES = "references";
  private static final ObjectMapper JSON = new ObjectMapper();

  private IntakeConfig() {}

  static ConfigDef define(ConfigDef definition) {
    percent(
        definition,
        GONE,
        Limits.DEFAULT.gone(),
        Limits.WHOLE,
        "A set is held that lacks more than so many percent of the rows that a file had, all in"
            + " all or of one school. Compared with the archived sets. 100 for never.");
    percent(
        definition,
        CHANGED,
        Limits.DEFAULT.changed(),
        Limits.WHOLE,
        "The same for rows of which a collected column has changed.");
    percent(
        definition,
        ADDED,
        Limits.DEFAULT.added(),
        Limits.MOST_ADDED,
        "A set is held that adds more rows to a file than so many percent of those it had.");
    percent(
        definition,
        DANGLING,
        Limits.DEFAULT.dangling(),
        Limits.WHOLE,
        "A set is held in which more than so many percent of the references of a column are to"
            + " nothing. 100 for never.");
    return definition
        .define(
            SMALL,
            Type.INT,
            Limits.DEFAULT.small(),
            ConfigDef.Range.between(Limits.LEAST_SMALL, Integer.MAX_VALUE),
            Importance.LOW,
            "A school with fewer rows of a file is not looked at, nor named, by itself; all such are"
                + " looked at together. A file with fewer rows holds a set only where none is left.")
        .define(
            COLUMNS,
            Type.STRING,
            "{}",
            Importance.LOW,
            "JSON: for a resource the column of its `school`, and `references`, by column the"
                + " resource whose key it holds. The columns need not be collected. Where the column"
                + " of the school refers to a resource that has one too, the school of the row that"
                + " is referred to counts.")
        .define(
            COUNTS,
            Type.STRING,
            "{}",
            Importance.LOW,
            "JSON: the `file` of the set that says how many rows the others have, its column"
                + " with their `name`s and that with the number of `rows`. A set is held of which"
                + " that is not so.");
  }

  private static void percent(
      ConfigDef definition, String key, int usual, int most, String documentation) {
    definition.define(
        key, Type.INT, usual, ConfigDef.Range.between(0, most), Importance.MEDIUM, documentation);
  }

  static Intake read(AbstractConfig values, Collection<String> resources, List<String> problems) {
    Limits limits =
        new Limits(
            values.getInt(GONE),
            values.getInt(CHANGED),
            values.getInt(ADDED),
            values.getInt(DANGLING),
            values.getInt(SMALL));
    return new Intake(limits, columns(values, resources, problems), counts(values, problems));
  }

  private static Map<String, Intake.Watched> columns(
      AbstractConfig values, Collection<String> resources, List<String> problems) {
    Map<String, Intake.Watched> columns = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : object(values, COLUMNS, problems).properties()) {
      Map<String, String> references = new HashMap<>();
      known(entry.getKey(), resources, problems);
      for (Map.Entry<String, JsonNode> reference : entry.getValue().path(REFERENCES).properties()) {
        known(reference.getValue().asText(), resources, problems);
        references.put(reference.getKey(), reference.getValue().asText());
      }
      String school = entry.getValue().path(SCHOOL).asText();
      columns.put(entry.getKey(), new Intake.Watched(school, references));
    }
    return columns;
  }

  private static void known(String name, Collection<String> resources, List<String> problems) {
    if (!resources.contains(name)) {
      problems.add(COLUMNS + " names '" + name + "', which is no such resource");
    }
  }

  private static Optional<Intake.Stated> counts(AbstractConfig values, List<String> problems) {
    ObjectNode counts = object(values, COUNTS, problems);
    if (counts.isEmpty()) {
      return Optional.empty();
    }
    Intake.Stated stated =
        new Intake.Stated(
            counts.path("file").asText(),
            counts.path("name").asText(),
            counts.path("rows").asText());
    if (stated.file().isEmpty() || stated.name().isEmpty() || stated.rows().isEmpty()) {
      problems.add(COUNTS + " must have a 'file', a 'name' and 'rows'");
    }
    return Optional.of(stated);
  }

  private static ObjectNode object(AbstractConfig values, String key, List<String> problems) {
    try {
      if (JSON.readTree(values.getString(key)) instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    problems.add(key + " must be a JSON object");
    return JsonNodeFactory.instance.objectNode();
  }

  static void write(Intake intake, Map<String, String> config) {
    Limits limits = intake.limits();
    config.put(GONE, Integer.toString(limits.gone()));
    config.put(CHANGED, Integer.toString(limits.changed()));
    config.put(ADDED, Integer.toString(limits.added()));
    config.put(DANGLING, Integer.toString(limits.dangling()));
    config.put(SMALL, Integer.toString(limits.small()));
    ObjectNode columns = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(intake.resources())
        .forEach(
            (resource, watched) -> {
              ObjectNode node = columns.putObject(resource);
              if (!watched.school().isEmpty()) {
                node.put(SCHOOL, watched.school());
              }
              ObjectNode references = node.putObject(REFERENCES);
              new TreeMap<>(watched.references()).forEach(references::put);
            });
    config.put(COLUMNS, columns.toString());
    intake
        .counts()
        .ifPresent(
            stated ->
                config.put(
                    COUNTS,
                    JsonNodeFactory.instance
                        .objectNode()
                        .put("file", stated.file())
                        .put("name", stated.name())
                        .put("rows", stated.rows())
                        .toString()));
  }
}
