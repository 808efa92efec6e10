package io.hallpass.synthetic.expected;

/**
 * A field that refers to another record, in the vendor's terms: what its id is made from.
 *
 * @param source the source whose record it is
 * @param entity in kebab-case
 * @param vendorId what the source calls it
 */
public record Reference(String source, String entity, String vendorId) {}
