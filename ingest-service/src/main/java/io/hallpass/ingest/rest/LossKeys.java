package io.hallpass.ingest.rest;

import io.hallpass.ingest.fileset.FileSetConfig;
import io.hallpass.ingest.intake.Limits;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@link Loss}. */
public final class LossKeys {
  /** As for sets of files. */
  private static final String GONE = "intake.gone.percent";

  private LossKeys() {}

  /** Adds them. */
  public static ConfigDef define(ConfigDef definition) {
    return definition
        .define(
            GONE,
            Type.INT,
            Limits.DEFAULT.gone(),
            Range.between(0, Limits.WHOLE),
            Importance.MEDIUM,
            "A full pass that lacks more than so many percent of the rows that the last complete one"
                + " had takes nothing for gone until an operator approves it. 100 for never.")
        .define(
            FileSetConfig.APPROVED,
            Type.LIST,
            "",
            Importance.LOW,
            "Ids of full passes that were held, as `status` shows them, whose loss is right. Behind"
                + " an id may stand `@` and when it was approved, as `hallpass intake` writes it;"
                + " an id is of one loss, so that it counts once either way.")
        .define(
            FileSetConfig.DISCARDED,
            Type.LIST,
            "",
            Importance.LOW,
            "Ids of those about which nobody need be asked: they stay held.");
  }

  /** Reads them. */
  public static Loss read(AbstractConfig values) {
    return new Loss(
        values.getInt(GONE),
        Set.copyOf(values.getList(FileSetConfig.APPROVED)),
        Set.copyOf(values.getList(FileSetConfig.DISCARDED)));
  }

  /** Writes them; ids where there are some: an operator's decisions are not replaced by none. */
  public static void write(Loss loss, Map<String, String> config) {
    config.put(GONE, Integer.toString(loss.gone()));
    put(config, FileSetConfig.APPROVED, loss.approved());
    put(config, FileSetConfig.DISCARDED, loss.discarded());
  }

  private static void put(Map<String, String> config, String key, Set<String> ids) {
    if (!ids.isEmpty()) {
      config.put(key, String.join(",", new TreeSet<>(ids)));
    }
  }
}
