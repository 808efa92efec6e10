package io.hallpass.synthetic.people;

/**
 * Where a family lives.
 *
 * @param street number and street
 * @param city invented
 * @param state always XX, which is no state
 * @param zip five digits
 */
public record Home(String street, String city, String state, String zip) {}
