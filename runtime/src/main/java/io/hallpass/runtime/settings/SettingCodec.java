package io.hallpass.runtime.settings;

import io.hallpass.runtime.avro.SchemaIds;
import io.hallpass.runtime.avro.WireFormat;
import io.hallpass.runtime.topics.Names;
import io.hallpass.schemas.ControlSchemas;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Settings as bytes of {@code control.settings}. Not safe for use by several threads at once. */
public final class SettingCodec {
  private final WireFormat wire;

  public SettingCodec(SchemaIds ids) {
    this.wire = new WireFormat(ids);
  }

  /** The bytes of a setting; the same setting gives the same bytes. */
  public byte[] encode(Setting setting) {
    if (setting instanceof DistrictSetting district) {
      return wire.encode(record(district));
    } else if (setting instanceof MappingSetting mapping) {
      return wire.encode(record(mapping));
    } else if (setting instanceof CodesSetting codes) {
      return wire.encode(record(codes));
    } else if (setting instanceof Applied applied) {
      return wire.encode(record(applied));
    }
    return wire.encode(record((Agreement) setting));
  }

  /** Whether a setting with this key is of a kind that can be read. */
  public static boolean knows(String key) {
    return key.equals(DistrictSetting.KEY)
        || key.equals(Applied.KEY)
        || key.startsWith(MappingSetting.PREFIX)
        || key.startsWith(CodesSetting.PREFIX)
        || key.startsWith(Agreement.PREFIX);
  }

  /**
   * The setting a record of the topic holds.
   *
   * @throws IllegalArgumentException where key or value is of no known kind
   */
  public Setting decode(String key, byte[] value) {
    if (key.equals(DistrictSetting.KEY)) {
      return district(wire.decode(value, ControlSchemas.DISTRICT));
    } else if (key.startsWith(MappingSetting.PREFIX)) {
      GenericRecord r = wire.decode(value, ControlSchemas.MAPPING);
      return new MappingSetting(
          text(r, "source"), text(r, "kind"), text(r, "yaml"), (Long) r.get("version"));
    } else if (key.startsWith(CodesSetting.PREFIX)) {
      GenericRecord r = wire.decode(value, ControlSchemas.CODES);
      return new CodesSetting(text(r, "name"), text(r, "csv"));
    } else if (key.startsWith(Agreement.PREFIX)) {
      return agreement(wire.decode(value, ControlSchemas.AGREEMENT));
    } else if (key.equals(Applied.KEY)) {
      GenericRecord r = wire.decode(value, ControlSchemas.APPLIED);
      return new Applied(Instant.ofEpochMilli((Long) r.get("at")));
    }
    throw new IllegalArgumentException("setting '" + key + "' is of no known kind");
  }

  private static GenericRecord record(DistrictSetting district) {
    GenericRecord r = new GenericData.Record(ControlSchemas.DISTRICT);
    r.put("name", district.name());
    r.put("timeZone", district.timeZone().getId());
    r.put("secret", district.secret());
    r.put("directoryInformation", sorted(district.directoryInformation()));
    r.put("consentSources", sorted(district.consentSources()));
    r.put("registersStudents", district.registersStudents());
    r.put("unmatchedDenials", district.holdUnmatchedDenials() ? "hold" : "report");
    return r;
  }

  private static DistrictSetting district(GenericRecord r) {
    return new DistrictSetting(
        text(r, "name"),
        ZoneId.of(text(r, "timeZone")),
        text(r, "secret"),
        texts(r, "directoryInformation"),
        texts(r, "consentSources"),
        text(r, "registersStudents"),
        !text(r, "unmatchedDenials").equals("report"));
  }

  private static GenericRecord record(MappingSetting mapping) {
    GenericRecord r = new GenericData.Record(ControlSchemas.MAPPING);
    r.put("source", mapping.source());
    r.put("kind", mapping.kind());
    r.put("yaml", mapping.yaml());
    r.put("version", mapping.version());
    return r;
  }

  private static GenericRecord record(CodesSetting codes) {
    GenericRecord r = new GenericData.Record(ControlSchemas.CODES);
    r.put("name", codes.name());
    r.put("csv", codes.csv());
    return r;
  }

  private static GenericRecord record(Applied applied) {
    GenericRecord r = new GenericData.Record(ControlSchemas.APPLIED);
    r.put("at", applied.at().toEpochMilli());
    return r;
  }

  private static GenericRecord record(Agreement agreement) {
    GenericRecord r = new GenericData.Record(ControlSchemas.AGREEMENT);
    r.put("id", agreement.id());
    r.put("recipient", agreement.recipient());
    r.put("purpose", agreement.purpose());
    r.put("basis", agreement.basis().name());
    r.put("categories", sorted(agreement.categories()));
    r.put("fields", sorted(agreement.fields()));
    r.put("optOutAllowed", agreement.optOutAllowed());
    r.put("validFrom", day(Optional.of(agreement.validFrom())));
    r.put("validUntil", day(agreement.validUntil()));
    r.put("deleteBy", day(agreement.deleteBy()));
    return r;
  }

  private static Agreement agreement(GenericRecord r) {
    return new Agreement(
        text(r, "id"),
        Names.require("recipient", text(r, "recipient")),
        text(r, "purpose"),
        Basis.valueOf(text(r, "basis")),
        texts(r, "categories"),
        texts(r, "fields"),
        (Boolean) r.get("optOutAllowed"),
        day(r, "validFrom").orElseThrow(),
        day(r, "validUntil"),
        day(r, "deleteBy"));
  }

  private static String text(GenericRecord record, String field) {
    return record.get(field).toString();
  }

  private static Set<String> texts(GenericRecord record, String field) {
    return ((Collection<?>) record.get(field))
        .stream().map(Object::toString).collect(Collectors.toSet());
  }

  private static List<String> sorted(Set<String> texts) {
    return List.copyOf(new TreeSet<>(texts));
  }

  private static Integer day(Optional<LocalDate> date) {
    return date.map(d -> Math.toIntExact(d.toEpochDay())).orElse(null);
  }

  private static Optional<LocalDate> day(GenericRecord record, String field) {
    return Optional.ofNullable((Integer) record.get(field)).map(LocalDate::ofEpochDay);
  }
}
