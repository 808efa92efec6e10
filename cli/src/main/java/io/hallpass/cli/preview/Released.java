package io.hallpass.cli.preview;

import io.hallpass.cli.district.District;
import io.hallpass.cli.district.Recipient;
import io.hallpass.consent.decision.Consent;
import io.hallpass.consent.decision.Decider;
import io.hallpass.consent.decision.Release;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What agreements release of the fields that have values, as the consent filter decides it. */
final class Released {
  private final Decider decider;
  private final List<Consent> grants;
  private final LocalDate today;

  /**
   * One entity for one recipient.
   *
   * @param always columns that no denial can end
   * @param unlessDenied columns that a denial ends
   * @param ifGranted columns that need a consent
   * @param never columns that no agreement covers today
   */
  record Columns(
      Entity entity,
      List<Field> always,
      List<Field> unlessDenied,
      List<Field> ifGranted,
      List<Field> never) {}

  Released(District district, Catalogue catalogue, LocalDate today) {
    List<Agreement> agreements =
        district.recipients().stream().map(Recipient::agreements).flatMap(List::stream).toList();
    this.decider = new Decider(catalogue, district.directoryInformation(), agreements);
    this.grants =
        agreements.stream().filter(a -> a.basis() == Basis.CONSENT).map(Released::grant).toList();
    this.today = today;
  }

  /** A parent who says yes to all that the agreement asks for. */
  private static Consent grant(Agreement agreement) {
    int all = 0;
    for (Category category : Category.values()) {
      all |= category.bit();
    }
    return new Consent(
        new UUID(0, 0),
        Consent.Verdict.GRANT,
        agreement.recipient(),
        agreement.purpose(),
        all,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Consent.Holder.UNNAMED);
  }

  /**
   * Of each entity, which of its columns this recipient gets.
   *
   * @param filled the fields that have values, by entity
   */
  List<Columns> of(String recipient, Map<Entity, Long> filled) {
    int number = decider.recipients().indexOf(recipient);
    Release without = number < 0 ? Release.NOTHING : decider.decide(List.of(), today);
    Release with = number < 0 ? Release.NOTHING : decider.decide(grants, today);
    List<Columns> all = new ArrayList<>();
    filled.forEach(
        (entity, fields) -> {
          int index = decider.entity(entity.name());
          long free = fields & without.free(number, index);
          long gated = fields & without.gated(number, index) & ~free;
          long granted = fields & with.gated(number, index) & ~free & ~gated;
          long never = fields & ~(free | gated | granted | entity.keyFields());
          all.add(
              new Columns(
                  entity,
                  in(entity, free),
                  in(entity, gated),
                  in(entity, granted),
                  in(entity, never)));
        });
    return all;
  }

  private static List<Field> in(Entity entity, long fields) {
    return entity.fields().stream().filter(field -> (fields & field.bit()) != 0).toList();
  }
}
