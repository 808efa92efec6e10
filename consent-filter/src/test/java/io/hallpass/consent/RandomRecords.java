package io.hallpass.consent;

import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Records of any entity with random values, some of them long, empty, extreme or missing. */
public final class RandomRecords {
  private final Random random;

  public RandomRecords(Random random) {
    this.random = random;
  }

  public GenericRecord record(Entity entity) {
    GenericRecord record = new GenericData.Record(entity.schema());
    for (Field field : entity.fields()) {
      if (field.key() || random.nextInt(3) > 0) {
        record.put(field.position(), value(field));
      }
    }
    return record;
  }

  private Object value(Field field) {
    return switch (field.type()) {
      case STRING -> text();
      case UUID -> new UUID(random.nextLong(), random.nextLong()).toString();
      case INT, DATE -> random.nextInt() >> random.nextInt(32);
      case LONG, INSTANT -> random.nextLong() >> random.nextInt(64);
      case DOUBLE -> random.nextGaussian();
      case BOOLEAN -> random.nextBoolean();
      case STRING_LIST -> texts();
    };
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int n = random.nextInt(4); n > 0; n--) {
      texts.add(text());
    }
    return texts;
  }

  private String text() {
    int length = random.nextInt(20) == 0 ? random.nextInt(300) : random.nextInt(12);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(random.nextInt(8) == 0 ? 0x1F600 + random.nextInt(40) : 'a' + i % 26);
    }
    return text.toString();
  }
}
