package io.hallpass.normalize.identity;

import java.util.UUID;

/**
 * Consents come to a student, or leave one, and records with them, here or at other person keys.
 * The two are written to two topics that are read in no order, so the number of the passage is
 * written to both, to the second when all has moved; whoever has read it in one topic only may not
 * release anything new of the student.
 *
 * @param student whom it concerns
 * @param comes whether they come; else they leave. The two are numbered apart
 * @param number greater than that of every earlier passage of the same kind at this partition
 */
public record Passage(UUID student, boolean comes, long number) {}
