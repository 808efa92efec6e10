package io.hallpass.normalize.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Keeps a step's effects until the step is over. The filter reads them one after the other: where a
 * denial ceases to be in force, it must hear that the gate is closed before it hears that the
 * denial is gone, for what it releases in between it leaves. Only then are the counts known.
 */
final class StepOut implements Out {
  private final Out out;
  private final List<Consumer<Out>> effects = new ArrayList<>();

  StepOut(Out out) {
    this.out = out;
  }

  /** Forgets what a step that failed may have left. */
  void begin() {
    effects.clear();
  }

  /** Passes everything on, in its order. */
  void end() {
    effects.forEach(effect -> effect.accept(out));
    effects.clear();
  }

  /** Passes this on now, in front of what is kept. */
  @Override
  public void counted(Counts counts) {
    out.counted(counts);
  }

  @Override
  public void send(Message message) {
    effects.add(to -> to.send(message));
  }

  @Override
  public void releaseConsent(UUID student, UUID filed, ItemId item, byte[] payload) {
    effects.add(to -> to.releaseConsent(student, filed, item, payload));
  }

  @Override
  public byte[] copied(byte[] earlier, byte[] payload) {
    return out.copied(earlier, payload);
  }

  @Override
  public void release(UUID student, ItemId item, byte[] payload) {
    effects.add(to -> to.release(student, item, payload));
  }

  @Override
  public void retract(UUID student, ItemId item) {
    effects.add(to -> to.retract(student, item));
  }

  @Override
  public void releaseReference(ItemId item, byte[] payload) {
    effects.add(to -> to.releaseReference(item, payload));
  }

  @Override
  public void retractReference(ItemId item) {
    effects.add(to -> to.retractReference(item));
  }

  @Override
  public void identity(UUID student, long fence) {
    effects.add(to -> to.identity(student, fence));
  }

  @Override
  public void fence(UUID student, long fence) {
    effects.add(to -> to.fence(student, fence));
  }

  @Override
  public void passageInConsents(Passage passage) {
    effects.add(to -> to.passageInConsents(passage));
  }

  @Override
  public void passageInRecords(Passage passage) {
    effects.add(to -> to.passageInRecords(passage));
  }

  @Override
  public void identityGone(UUID student) {
    effects.add(to -> to.identityGone(student));
  }
}
