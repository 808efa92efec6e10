package io.hallpass.normalize.identity;

/** What an item says at the moment: that a person is registered, or a record of the person. */
public sealed interface Content permits MappedRecord, Registration {
  /** The role of the person this is about. */
  Role role();

  /**
   * True of a consent record that withholds: one that denies, or one that revokes and so ends a
   * grant. While it is released to no student it is counted as unmatched. Names and comments here
   * call both denials.
   */
  boolean withholds();
}
