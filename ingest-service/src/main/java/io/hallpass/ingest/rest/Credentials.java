package io.hallpass.ingest.rest;

/**
 * How we identify ourselves: OAuth 2 client credentials (RFC 6749, 4.4).
 *
 * @param tokenUrl where tokens come from
 * @param clientId who we are
 * @param secret in a configuration a reference, {@code ${env:NAME}}; Connect resolves it
 * @param scope what we ask to do, blanks between; empty to ask for nothing in particular
 * @param inBody whether id and secret are sent as form fields and not in a Basic header
 */
public record Credentials(
    String tokenUrl, String clientId, String secret, String scope, boolean inBody) {
  /** Never the secret. */
  @Override
  public String toString() {
    return "client of " + tokenUrl;
  }
}
