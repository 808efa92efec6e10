package io.hallpass.sink.copy;

import io.hallpass.schemas.Field;
import io.hallpass.schemas.FieldType;
import io.hallpass.sink.table.Column;
import io.hallpass.sink.table.Table;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The way from records written with one schema to rows of one table, worked out once. A record is
 * walked through to find where each field starts, then its columns are written in the table's
 * order; nothing is decoded into objects on the way.
 *
 * <p>Not safe for use by several threads at once.
 */
final class RowPlan {
  /** Marks a field that is null in the present record. */
  private static final int ABSENT = -1;

  private final Table table;

  /** How many columns, the first ones, are keys: studentId where there is one, then recordId. */
  private final int keys;

  private final String[] names;
  private final FieldType[] types;

  /** The union branch that is null, or -1 for a field that is no union. */
  private final int[] nullBranch;

  private final boolean[] welcome;

  /** For each column of the table, the writer's field; -1 where the writer has none. */
  private final int[] fieldOf;

  private final int[] starts;
  private final AvroCursor cursor = new AvroCursor();

  private RowPlan(Table table, int fields) {
    this.table = table;
    this.keys = table.keys().size();
    this.names = new String[fields];
    this.types = new FieldType[fields];
    this.nullBranch = new int[fields];
    this.welcome = new boolean[fields];
    this.starts = new int[fields];
    this.fieldOf = new int[table.columns().size()];
  }

  /**
   * Works out the way.
   *
   * @throws UnfitRecordException where no record of this schema could be written to the table
   */
  static RowPlan of(Schema writer, Table table) {
    String entity = table.entity().name();
    if (!writer.getFullName().equals(table.entity().schema().getFullName())) {
      throw new UnfitRecordException(
          "a record of " + entity + " was written as " + writer.getFullName());
    }
    RowPlan plan = new RowPlan(table, writer.getFields().size());
    for (Schema.Field field : writer.getFields()) {
      plan.read(field, entity + "." + field.name());
    }
    List<Column> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      Field field = columns.get(i).field();
      Schema.Field written = writer.getField(field.name());
      plan.fieldOf[i] = written == null ? ABSENT : written.pos();
      plan.match(columns.get(i), plan.fieldOf[i], entity + "." + field.name());
    }
    return plan;
  }

  private void read(Schema.Field field, String name) {
    int i = field.pos();
    names[i] = name;
    Schema value = field.schema();
    nullBranch[i] = -1;
    if (value.isUnion()) {
      List<Schema> branches = value.getTypes();
      nullBranch[i] = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
      if (branches.size() != 2 || branches.get(nullBranch[i]).getType() != Schema.Type.NULL) {
        throw new UnfitRecordException(name + " is a union that the vocabulary does not know");
      }
      value = branches.get(1 - nullBranch[i]);
    }
    try {
      types[i] = FieldType.of(value);
    } catch (IllegalArgumentException e) {
      throw new UnfitRecordException(name + " is of a type that the vocabulary does not know");
    }
  }

  private void match(Column column, int i, String name) {
    if (i == ABSENT) {
      if (column.field().key()) {
        throw new UnfitRecordException(name + " is missing");
      }
      return;
    }
    if (types[i] != column.field().type()) {
      throw new UnfitRecordException(
          name + " was written as " + types[i] + " and is " + column.field().type() + " here");
    }
    if (column.field().key() && nullBranch[i] >= 0) {
      throw new UnfitRecordException(name + " is a key and was written as nullable");
    }
    welcome[i] = column.configured();
  }

  /**
   * Writes a record as a row.
   *
   * @param value Avro binary behind {@code start} bytes of something else
   * @throws UnfitRecordException where it has a value without a column, a value PostgreSQL cannot
   *     hold, keys other than {@code key}, or is no record of this schema
   */
  void write(RowKey key, byte[] value, int start, CopyBuffer out) {
    try {
      locate(value, start);
    } catch (IndexOutOfBoundsException e) {
      throw new UnfitRecordException("the bytes are no " + table.entity().schema().getFullName());
    }
    checkKey(key);
    out.putShort(fieldOf.length);
    for (int column = 0; column < fieldOf.length; column++) {
      int field = fieldOf[column];
      if (field == ABSENT || starts[field] == ABSENT) {
        out.putInt(CopyBuffer.NULL);
      } else {
        write(field, out);
      }
    }
  }

  private void locate(byte[] value, int start) {
    cursor.reset(value, start);
    for (int i = 0; i < types.length; i++) {
      if (nullBranch[i] >= 0) {
        int branch = cursor.readInt();
        if (branch == nullBranch[i]) {
          starts[i] = ABSENT;
          continue;
        }
        if (branch != 1 - nullBranch[i]) {
          throw new IndexOutOfBoundsException("no such branch");
        }
      }
      if (!welcome[i]) {
        throw new UnfitRecordException(
            "there is a value for " + names[i] + " and the warehouse has no column for it");
      }
      starts[i] = cursor.at();
      cursor.skip(types[i]);
    }
    if (!cursor.atEnd()) {
      throw new IndexOutOfBoundsException("more bytes than the schema has fields");
    }
  }

  private void checkKey(RowKey key) {
    for (int i = 0; i < keys; i++) {
      cursor.moveTo(starts[fieldOf[i]]);
      boolean record = i == keys - 1;
      if (cursor.readLength() != UuidText.LENGTH
          || !key.matches(record, cursor.bytes(), cursor.at())) {
        throw new UnfitRecordException(names[fieldOf[i]] + " is not the one in the record's key");
      }
    }
  }

  private void write(int field, CopyBuffer out) {
    cursor.moveTo(starts[field]);
    try {
      ValueWriter.write(types[field], cursor, out);
    } catch (IllegalArgumentException e) {
      throw new UnfitRecordException("the value of " + names[field] + " is " + e.getMessage());
    } catch (IndexOutOfBoundsException e) {
      throw new UnfitRecordException("the value of " + names[field] + " is no " + types[field]);
    }
  }
}
