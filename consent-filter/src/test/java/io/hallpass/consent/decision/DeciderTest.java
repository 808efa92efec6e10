package io.hallpass.consent.decision;

import static io.hallpass.consent.decision.Consent.Verdict.DENY;
import static io.hallpass.consent.decision.Consent.Verdict.GRANT;
import static io.hallpass.consent.decision.Consent.Verdict.REVOKE;
import static io.hallpass.consent.decision.Say.FATHER;
import static io.hallpass.consent.decision.Say.TODAY;
import static io.hallpass.consent.decision.Say.about;
import static io.hallpass.consent.decision.Say.agreement;
import static io.hallpass.consent.decision.Say.by;
import static io.hallpass.consent.decision.Say.consent;
import static io.hallpass.consent.decision.Say.only;
import static io.hallpass.consent.decision.Say.to;
import static io.hallpass.consent.decision.Say.valid;
import static io.hallpass.consent.decision.Say.withOptOut;
import static io.hallpass.runtime.settings.Basis.CONSENT;
import static io.hallpass.runtime.settings.Basis.DIRECTORY;
import static io.hallpass.runtime.settings.Basis.DISTRICT;
import static io.hallpass.runtime.settings.Basis.SCHOOL_OFFICIAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.consent.SmallVocabulary;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.schemas.Catalogue;
import io.hallpass.schemas.Category;
import io.hallpass.schemas.Entity;
import io.hallpass.schemas.Field;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The sentences of the design's section on the consent decision, one by one. */
class DeciderTest {
  private static final Catalogue CATALOGUE = SmallVocabulary.catalogue();
  private static final Set<String> DIRECTORY_FIELDS = Set.of("pupil.name", "pupil.grade");
  private static final Agreement DISTRICT_ENROLLMENT =
      agreement(DISTRICT, "ENROLLMENT", "NAME", "CONTACT");
  private static final Agreement OPT_OUT =
      withOptOut(agreement(SCHOOL_OFFICIAL, "ENROLLMENT", "NAME", "CONTACT"));
  private static final Agreement ON_CONSENT = agreement(CONSENT, "ENROLLMENT", "NAME", "CONTACT");

  private static Set<String> released(List<Agreement> agreements, Consent... consents) {
    return released("acme", TODAY, agreements, consents);
  }

  private static Set<String> released(
      String recipient, LocalDate day, List<Agreement> agreements, Consent... consents) {
    Decider decider = new Decider(CATALOGUE, DIRECTORY_FIELDS, agreements);
    Release release = decider.decide(List.of(consents), day);
    Set<String> names = new TreeSet<>();
    int number = decider.recipients().indexOf(recipient);
    for (int e = 0; number >= 0 && e < decider.entities().size(); e++) {
      Entity entity = decider.entities().get(e);
      long fields = release.free(number, e) | release.gated(number, e);
      for (Field field : entity.fields()) {
        if ((fields & field.bit()) != 0) {
          names.add(entity.name() + "." + field.name());
        }
      }
    }
    return names;
  }

  @Test
  void withoutAnAgreementNothingIsReleased() {
    assertThat(released(List.of(), consent(GRANT, 1))).isEmpty();
    assertThat(released(List.of(to("other", "o", DISTRICT_ENROLLMENT)), consent(GRANT, 1)))
        .isEmpty();
  }

  @Test
  void theDistrictsOwnWarehouseGetsWhatTheAgreementNamesWhateverIsDenied() {
    assertThat(released(List.of(DISTRICT_ENROLLMENT), consent(DENY, 1)))
        .containsExactly("pupil.grade", "pupil.mail", "pupil.name");
  }

  @Test
  void whereTheRecordCategoryIsNotReleasedNoFieldIs() {
    assertThat(released(List.of(agreement(DISTRICT, "NAME", "CONTACT", "STAFF")))).isEmpty();
    assertThat(released(List.of(OPT_OUT), consent(DENY, 1, Category.ENROLLMENT))).isEmpty();
  }

  @Test
  void aStarInAnAgreementNeverCoversWhatMustBeNamedOneByOne() {
    assertThat(released(List.of(agreement(DISTRICT, "*"))))
        .containsExactly(
            "pupil.grade",
            "pupil.mail",
            "pupil.name",
            "school.head",
            "school.title",
            "score.points");
    assertThat(released(List.of(agreement(DISTRICT, "*", "MEAL_STATUS", "HEALTH"))))
        .contains("score.meal", "visit.reason", "visit.nurse", "visit.bus");
  }

  @Test
  void anUnknownCategoryInAnAgreementReleasesNothing() {
    assertThat(released(List.of(agreement(DISTRICT, "ENROLMENT", "NAME")))).isEmpty();
  }

  @Test
  void namedFieldsNarrowAnAgreement() {
    assertThat(released(List.of(only(DISTRICT_ENROLLMENT, "pupil.name", "visit.reason"))))
        .containsExactly("pupil.name");
  }

  @Test
  void aSchoolOfficialWithoutOptOutIsNotStoppedByADenial() {
    Agreement official = agreement(SCHOOL_OFFICIAL, "ENROLLMENT", "NAME");
    assertThat(released(List.of(official), consent(DENY, 1)))
        .containsExactly("pupil.grade", "pupil.name");
  }

  @Test
  void aSchoolOfficialWithOptOutIsStoppedByADenialInItsCategories() {
    assertThat(released(List.of(OPT_OUT)))
        .containsExactly("pupil.grade", "pupil.mail", "pupil.name");
    assertThat(released(List.of(OPT_OUT), consent(DENY, 1, Category.CONTACT)))
        .containsExactly("pupil.grade", "pupil.name");
  }

  @Test
  void directoryInformationIsWhatTheDistrictDesignatedUnlessDenied() {
    Agreement directory = agreement(DIRECTORY, "*");
    assertThat(released(List.of(directory))).containsExactly("pupil.grade", "pupil.name");
    assertThat(released(List.of(directory), consent(DENY, 1, Category.NAME)))
        .containsExactly("pupil.grade");
  }

  @Test
  void onConsentNothingIsReleasedWithoutAGrant() {
    assertThat(released(List.of(ON_CONSENT))).isEmpty();
    assertThat(released(List.of(ON_CONSENT), consent(GRANT, 1, Category.NAME))).isEmpty();
    assertThat(released(List.of(ON_CONSENT), consent(GRANT, 1, Category.NAME, Category.ENROLLMENT)))
        .containsExactly("pupil.grade", "pupil.name");
  }

  @Test
  void aGrantIsForItsRecipientAndPurposeOnly() {
    assertThat(released(List.of(ON_CONSENT), about("other", "", consent(GRANT, 1)))).isEmpty();
    assertThat(released(List.of(ON_CONSENT), about("acme", "ads", consent(GRANT, 1)))).isEmpty();
    assertThat(released(List.of(ON_CONSENT), about("acme", "maps", consent(GRANT, 1)))).hasSize(3);
  }

  @Test
  void aDenialOfEverythingReachesEveryRecipient() {
    assertThat(released(List.of(OPT_OUT), about("*", "", consent(DENY, 1)))).isEmpty();
  }

  @Test
  void oneHoldersDenialOverridesAnothersGrant() {
    assertThat(released(List.of(ON_CONSENT), consent(DENY, 1), by(FATHER, consent(GRANT, 2))))
        .isEmpty();
  }

  @Test
  void aHoldersNewerDecisionEndsHisOlderOne() {
    assertThat(released(List.of(ON_CONSENT), consent(DENY, 1), consent(GRANT, 2))).hasSize(3);
    assertThat(released(List.of(ON_CONSENT), consent(DENY, 2), consent(GRANT, 1))).isEmpty();
    assertThat(released(List.of(OPT_OUT), consent(DENY, 1), consent(REVOKE, 2))).hasSize(3);
  }

  @Test
  void aNewerDecisionEndsAnOlderOneInItsOwnCategoriesOnly() {
    assertThat(released(List.of(OPT_OUT), consent(DENY, 1), consent(GRANT, 2, Category.ENROLLMENT)))
        .containsExactly("pupil.grade");
  }

  @Test
  void aRevokedGrantIsNeitherAGrantNorADenial() {
    assertThat(released(List.of(ON_CONSENT), consent(GRANT, 1), consent(REVOKE, 2))).isEmpty();
    assertThat(released(List.of(OPT_OUT), consent(GRANT, 1), consent(REVOKE, 2))).hasSize(3);
    assertThat(
            released(
                List.of(ON_CONSENT),
                consent(GRANT, 1),
                consent(REVOKE, 2),
                by(FATHER, consent(GRANT, 1))))
        .hasSize(3);
  }

  @Test
  void atTheSameInstantTheDenialWins() {
    assertThat(released(List.of(ON_CONSENT), consent(DENY, 1), consent(GRANT, 1))).isEmpty();
    assertThat(released(List.of(OPT_OUT), consent(REVOKE, 1), consent(DENY, 1))).isEmpty();
  }

  @Test
  void anUndatedDenialIsNeverEndedByAnotherDecision() {
    assertThat(released(List.of(ON_CONSENT), consent(DENY, 0), consent(GRANT, 5))).isEmpty();
    assertThat(released(List.of(OPT_OUT), consent(DENY, 0), consent(REVOKE, 5))).isEmpty();
  }

  @Test
  void anUndatedGrantOrRevocationEndsNoDenial() {
    assertThat(released(List.of(ON_CONSENT), consent(DENY, 1), consent(GRANT, 0))).isEmpty();
    assertThat(released(List.of(OPT_OUT), consent(DENY, 1), consent(REVOKE, 0))).isEmpty();
    assertThat(released(List.of(ON_CONSENT), consent(GRANT, 1), consent(REVOKE, 0))).isEmpty();
    assertThat(released(List.of(ON_CONSENT), consent(GRANT, 0))).hasSize(3);
  }

  @Test
  void aDecisionDatedAfterTomorrowIsUndatedUntilThen() {
    Consent wrong = consent(GRANT, 8);
    Consent withdrawal = consent(DENY, 2);
    LocalDate seventh = LocalDate.of(2026, 1, 7);
    List<Agreement> onConsent = List.of(ON_CONSENT);
    assertThat(released("acme", seventh.minusDays(1), onConsent, wrong, withdrawal)).isEmpty();
    assertThat(released("acme", seventh, onConsent, wrong, withdrawal)).hasSize(3);
    assertThat(released("acme", seventh.minusDays(1), onConsent, wrong)).hasSize(3);
  }

  @Test
  void aDenialOrRevocationDatedAfterTomorrowWeighsAsOneWithoutADate() {
    LocalDate early = LocalDate.of(2026, 1, 3);
    List<Agreement> onConsent = List.of(ON_CONSENT);
    assertThat(released("acme", early, onConsent, consent(DENY, 8), consent(GRANT, 1))).isEmpty();
    assertThat(released("acme", early, onConsent, consent(REVOKE, 8), consent(GRANT, 1))).isEmpty();
    assertThat(released("acme", early, List.of(OPT_OUT), consent(REVOKE, 8), consent(DENY, 1)))
        .isEmpty();
  }

  @Test
  void aConsentHoldsFromItsFirstDayUntilBeforeItsLast() {
    Consent denial = valid(consent(DENY, 1), TODAY, TODAY.plusDays(2));
    List<Agreement> optOut = List.of(OPT_OUT);
    assertThat(released("acme", TODAY.minusDays(1), optOut, denial)).hasSize(3);
    assertThat(released("acme", TODAY, optOut, denial)).isEmpty();
    assertThat(released("acme", TODAY.plusDays(1), optOut, denial)).isEmpty();
    assertThat(released("acme", TODAY.plusDays(2), optOut, denial)).hasSize(3);
  }

  @Test
  void anAgreementIsInForceFromItsFirstDayUntilBeforeItsLast() {
    List<Agreement> month = List.of(valid(DISTRICT_ENROLLMENT, TODAY, TODAY.plusDays(2)));
    assertThat(released("acme", TODAY.minusDays(1), month)).isEmpty();
    assertThat(released("acme", TODAY, month)).hasSize(3);
    assertThat(released("acme", TODAY.plusDays(2), month)).isEmpty();
  }

  @Test
  void agreementsOfOneRecipientAreUnitedAndEachJudgedByItself() {
    Agreement names = to("acme", "x", only(ON_CONSENT, "pupil.name"));
    Agreement grades = to("acme", "y", agreement(DISTRICT, "ENROLLMENT"));
    assertThat(released(List.of(names, grades), consent(DENY, 1))).containsExactly("pupil.grade");
    assertThat(released(List.of(names, grades), consent(GRANT, 1)))
        .containsExactly("pupil.grade", "pupil.name");
    // The record category of one agreement does not open the record for another.
    Agreement contacts = to("acme", "z", agreement(DISTRICT, "CONTACT"));
    assertThat(released(List.of(contacts, grades))).containsExactly("pupil.grade");
  }

  @Test
  void referenceRecordsFollowTheAgreementAlone() {
    Agreement schools = agreement(CONSENT, "ORGANIZATION");
    assertThat(released(List.of(schools), consent(DENY, 0))).containsExactly("school.title");
  }

  @Test
  void whatADenialMattersToIsApartFromWhatItDoesNot() {
    Agreement free = to("acme", "x", agreement(DISTRICT, "ENROLLMENT"));
    Decider decider = new Decider(CATALOGUE, Set.of(), List.of(free, OPT_OUT));
    int pupil = decider.entity("pupil");
    Entity entity = decider.entities().get(pupil);
    Release release = decider.decide(List.of(), TODAY);
    assertThat(release.free(0, pupil)).isEqualTo(entity.fieldsOf(Category.ENROLLMENT.bit()));
    assertThat(release.gated(0, pupil))
        .isEqualTo(
            entity.fieldsOf(
                Category.ENROLLMENT.bit() | Category.NAME.bit() | Category.CONTACT.bit()));
  }

  @Test
  void theNextChangeIsTheFirstLaterBeginningOrEnd() {
    Decider decider =
        new Decider(
            CATALOGUE,
            Set.of(),
            List.of(valid(DISTRICT_ENROLLMENT, TODAY, TODAY.plusDays(9)), OPT_OUT));
    assertThat(decider.nextChange(TODAY.minusDays(1))).contains(TODAY);
    assertThat(decider.nextChange(TODAY)).contains(TODAY.plusDays(9));
    assertThat(decider.nextChange(TODAY.plusDays(9))).isEmpty();
    List<Consent> consents =
        List.of(
            valid(consent(DENY, 1), TODAY.plusDays(3), null),
            valid(consent(GRANT, 2), TODAY.minusDays(3), TODAY.plusDays(1)));
    assertThat(Decider.nextChange(consents, TODAY)).contains(TODAY.plusDays(1));
    assertThat(Decider.nextChange(consents, TODAY.plusDays(1))).contains(TODAY.plusDays(3));
    assertThat(Decider.nextChange(consents, TODAY.plusDays(3))).isEmpty();
  }

  @Test
  void theNextChangeIsTheDayOnWhichADateIsBelieved() {
    List<Consent> consents = List.of(consent(DENY, 8), consent(GRANT, 4));
    assertThat(Decider.nextChange(consents, LocalDate.of(2026, 1, 1)))
        .contains(LocalDate.of(2026, 1, 3));
    assertThat(Decider.nextChange(consents, LocalDate.of(2026, 1, 3)))
        .contains(LocalDate.of(2026, 1, 7));
    assertThat(Decider.nextChange(consents, LocalDate.of(2026, 1, 7))).isEmpty();
  }
}
