package io.hallpass.synthetic.people;

/**
 * A parent or another guardian; siblings share theirs.
 *
 * @param sourcedId what the roster calls this person
 * @param relation {@code parent} or {@code guardian}, OneRoster's roles
 * @param givenName may hold any letters
 * @param familyName may hold any letters
 * @param email unique, in a domain that cannot exist
 * @param phone unique
 */
public record Guardian(
    String sourcedId,
    String relation,
    String givenName,
    String familyName,
    String email,
    String phone) {}
