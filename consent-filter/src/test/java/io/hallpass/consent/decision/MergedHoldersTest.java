package io.hallpass.consent.decision;

import static io.hallpass.consent.decision.Consent.Verdict.DENY;
import static io.hallpass.consent.decision.Consent.Verdict.GRANT;
import static io.hallpass.consent.decision.Consent.Verdict.REVOKE;
import static io.hallpass.consent.decision.Say.TODAY;
import static io.hallpass.consent.decision.Say.agreement;
import static io.hallpass.consent.decision.Say.by;
import static io.hallpass.consent.decision.Say.consent;
import static io.hallpass.consent.decision.Say.withOptOut;
import static org.assertj.core.api.Assertions.assertThat;

import io.hallpass.consent.SmallVocabulary;
import io.hallpass.consent.decision.Consent.Holder;
import io.hallpass.runtime.settings.Agreement;
import io.hallpass.runtime.settings.Basis;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of two students who were merged: what was decided for the one ends no denial for the other. */
class MergedHoldersTest {
  private static final Holder OF_DUPLICATE = new Holder("", "", "duplicate");

  private static boolean optOut(Consent... consents) {
    return released(withOptOut(agreement(Basis.SCHOOL_OFFICIAL, "ENROLLMENT")), consents);
  }

  private static boolean optIn(Consent... consents) {
    return released(agreement(Basis.CONSENT, "ENROLLMENT"), consents);
  }

  private static boolean released(Agreement agreement, Consent... consents) {
    Decider decider = new Decider(SmallVocabulary.catalogue(), Set.of(), List.of(agreement));
    return decider.decide(List.of(consents), TODAY).gated(0, decider.entity("pupil")) != 0;
  }

  private static Consent kept(Consent consent) {
    return by(Holder.UNNAMED, consent);
  }

  private static Consent duplicate(Consent consent) {
    return by(OF_DUPLICATE, consent);
  }

  @Test
  void aDenialOfTheOneStaysWhateverWasLaterDecidedForTheOther() {
    assertThat(optOut(duplicate(consent(DENY, 1)), kept(consent(REVOKE, 2)))).isFalse();
    assertThat(optOut(kept(consent(DENY, 1)), duplicate(consent(REVOKE, 2)))).isFalse();
    assertThat(optIn(duplicate(consent(DENY, 1)), kept(consent(GRANT, 2)))).isFalse();
  }

  @Test
  void aDenialEndsWhereItWasRevokedForTheSameOne() {
    assertThat(optOut(duplicate(consent(DENY, 1)), duplicate(consent(REVOKE, 2)))).isTrue();
    assertThat(optOut(kept(consent(DENY, 1)), kept(consent(REVOKE, 2)))).isTrue();
  }

  @Test
  void aGrantOfTheOneEndsWithARevocationForTheOther() {
    assertThat(optIn(kept(consent(GRANT, 1)))).isTrue();
    assertThat(optIn(kept(consent(GRANT, 1)), duplicate(consent(REVOKE, 2)))).isFalse();
    assertThat(optIn(duplicate(consent(GRANT, 1)), kept(consent(REVOKE, 2)))).isFalse();
    assertThat(optIn(kept(consent(REVOKE, 1)), duplicate(consent(GRANT, 2)))).isTrue();
  }
}
