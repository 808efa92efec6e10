package io.hallpass.normalize.identity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/**
 * One partition that talks to itself; what it puts out is kept as lines that name students by their
 * order of birth.
 */
final class Recorder implements Out {
  final List<String> lines = new ArrayList<>();
  final TreeStore store = new TreeStore();
  final IdentityStage stage = new IdentityStage(store, this::mint, this);
  private final Random random = new Random(1);
  final Deque<Message> loop = new ArrayDeque<>();
  private long unmatched;
  private final Map<UUID, String> students = new TreeMap<>();

  private UUID mint() {
    UUID student = new UUID(random.nextLong(), random.nextLong());
    students.put(student, "student" + students.size());
    return student;
  }

  /**
   * Handles the messages, and all that follows from each before the next; gives what was put out.
   */
  List<String> handle(Message... messages) {
    lines.clear();
    for (Message message : messages) {
      stage.handle(message);
      while (!loop.isEmpty()) {
        stage.handle(loop.poll());
      }
    }
    return lines;
  }

  @Override
  public void send(Message message) {
    loop.add(message);
  }

  @Override
  public void releaseConsent(UUID student, UUID filed, ItemId item, byte[] payload) {
    release(student, item, payload);
    if (!filed.equals(student)) {
      lines.add(lines.remove(lines.size() - 1) + " filed for " + students.get(filed));
    }
  }

  @Override
  public byte[] copied(byte[] earlier, byte[] payload) {
    return payload;
  }

  @Override
  public void release(UUID student, ItemId item, byte[] payload) {
    lines.add(
        "release "
            + students.get(student)
            + " "
            + item.entity()
            + " "
            + new String(payload, StandardCharsets.UTF_8));
  }

  @Override
  public void retract(UUID student, ItemId item) {
    lines.add("retract " + students.get(student) + " " + item.entity());
  }

  @Override
  public void releaseReference(ItemId item, byte[] payload) {
    lines.add("release " + item.entity() + " " + new String(payload, StandardCharsets.UTF_8));
  }

  @Override
  public void retractReference(ItemId item) {
    lines.add("retract " + item.entity());
  }

  @Override
  public void identity(UUID student, long fence) {
    lines.add("identity " + students.get(student) + (fence == 0 ? "" : " " + fence));
  }

  @Override
  public void fence(UUID student, long fence) {
    lines.add("fence " + students.get(student) + " " + fence);
  }

  @Override
  public void passageInConsents(Passage passage) {
    lines.add((passage.comes() ? "come to " : "leave ") + students.get(passage.student()));
  }

  @Override
  public void passageInRecords(Passage passage) {
    lines.add((passage.comes() ? "to come to " : "left ") + students.get(passage.student()));
  }

  @Override
  public void counted(Counts counts) {
    if (counts.unmatchedDenials() != unmatched) {
      unmatched = counts.unmatchedDenials();
      lines.add("unmatched " + unmatched);
    }
  }

  @Override
  public void identityGone(UUID student) {
    lines.add("identity gone " + students.get(student));
  }
}
