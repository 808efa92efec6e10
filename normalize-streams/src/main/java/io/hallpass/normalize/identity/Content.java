package io.hallpass.normalize.identity;

/** What an item says at the moment: that a person is registered, or a record of the person. */
public sealed interface Content permits MappedRecord, Registration {
  /** The role of the person this is about. */
  Role role();

  /**
   * True of a consent record that denies; while it is released to no student it is counted as
   * unmatched.
   */
  boolean denial();
}
