package io.hallpass.ingest.sftp;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.extension.KexExtensions;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;

/**
 * Asks a server for the kind of host key that is known, before anything is agreed on. The signature
 * factories of the client stay as they are: they serve the user's key too, and the library changes
 * them in its own thread when the server says what it accepts (RFC 8308).
 */
final class KnownKeyOnly implements SessionListener {
  private final Set<String> algorithms;

  KnownKeyOnly(HostKey known) {
    this.algorithms = known.algorithms();
  }

  @Override
  public void sessionNegotiationOptionsCreated(
      Session session, Map<KexProposalOption, String> proposal) {
    proposal.computeIfPresent(
        KexProposalOption.SERVERKEYS,
        (option, all) ->
            Arrays.stream(all.split(",")).filter(this::wanted).collect(Collectors.joining(",")));
  }

  private boolean wanted(String algorithm) {
    return algorithms.contains(algorithm) || algorithm.equals(KexExtensions.CLIENT_KEX_EXTENSION);
  }
}
