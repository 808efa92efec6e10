package io.hallpass.normalize.mapping;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One thing a row says. A body is the Avro binary of the entity's fields in the schema's order,
 * without {@code studentId}: it begins with {@code recordId}, and whoever writes it puts the
 * schema's id and, for a student's record, the {@code studentId} in front. No emission shows values
 * when it is printed.
 */
public sealed interface Emission {

  /**
   * A reference record that is nobody's.
   *
   * @param entity in kebab-case
   * @param recordId also the first field of {@code body}
   * @param body see above
   */
  record Reference(String entity, UUID recordId, byte[] body) implements Emission {
    @Override
    public String toString() {
      return entity + "/" + recordId;
    }
  }

  /**
   * A record of a person, released to nobody until the person is registered in this role.
   *
   * @param entity in kebab-case
   * @param recordId also the first field of {@code body}
   * @param role the role whose registration it waits for
   * @param person {@code system:value}
   * @param also further names of the same person, {@code system:value} each
   * @param consent whether it is a consent
   * @param withholds whether it is a consent that denies or revokes: without it more might be
   *     released
   * @param body see above
   */
  record Record(
      String entity,
      UUID recordId,
      Role role,
      String person,
      List<String> also,
      boolean consent,
      boolean withholds,
      byte[] body)
      implements Emission {
    public Record {
      also = List.copyOf(also);
    }

    /** The same under another id. */
    public Record under(UUID id) {
      byte[] named = body.clone();
      byte[] text = id.toString().getBytes(StandardCharsets.US_ASCII);
      // Each body begins with the id: its length, the same for all, and its text.
      System.arraycopy(text, 0, named, 1, text.length);
      return new Record(entity, id, role, person, also, consent, withholds, named);
    }

    @Override
    public String toString() {
      return entity + "/" + recordId + " of a " + role;
    }
  }

  /**
   * The row says that a person is a student, on the staff, or the guardian of a student.
   *
   * @param role in which
   * @param person {@code system:value}
   * @param of the student a guardian belongs to, or whose duplicate a duplicate is, {@code
   *     system:value}; empty for the other roles
   * @param registrationId the same for the same row, {@code emit} entry and {@code forEach}
   *     element, whatever else of the row changes
   */
  record Registration(Role role, String person, Optional<String> of, UUID registrationId)
      implements Emission {
    @Override
    public String toString() {
      return "registration " + registrationId + " of a " + role;
    }
  }
}
