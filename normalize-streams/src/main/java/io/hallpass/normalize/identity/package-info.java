/**
 * Identity: finds the student to whom each record belongs, across partitions, and keeps it right
 * while everything changes.
 *
 * <h2>Who talks to whom</h2>
 *
 * <p>Stage 1 keeps the raw rows, partitioned by row. Whenever a row changes, {@link
 * io.hallpass.normalize.identity.RowDiff} compares the items it emitted with those it emits now,
 * and makes messages. An item is a record of a person or a registration of one; only one row ever
 * emits it. Stage 2, {@link io.hallpass.normalize.identity.IdentityStage}, is partitioned by
 * <em>person key</em>, {@code system:value}. Its partitions also write to each other through a
 * loop. Each message travels in a {@link io.hallpass.normalize.identity.Lane lane}. Assumed is only
 * this: what one partition sends to another in one lane is handled in that order, once; and a step
 * (one message, the state it changes, all it sends and puts out) happens wholly or not at all.
 * Between channels nothing is ordered.
 *
 * <h2>An item is in one place</h2>
 *
 * <p>An item is at a person, or on its way between two, or nowhere. All that is said of it goes to
 * the person where stage 1 last sent it. If it changes hands, its old person is told
 * (<em>move</em>), takes back what it had released, forgets the item and sends it on
 * (<em>arrive</em>), in one step. So a retraction is always in front of the new release and no
 * record is ever under two students, however many partitions are behind.
 *
 * <p>A version alone could not ensure that: news of a later stay can overtake the item itself, and
 * releasing it then would put it under the new student while a slow partition still has it under an
 * old one. Therefore every message names the <em>stay</em> it is about, by the version with which
 * the item came to the person ({@code since}). News of a stay that has not begun waits at the
 * person until the item arrives; only the last of each stay is kept. Stays begin in the order in
 * which stage 1 made them, and each exactly once, so nothing stale can revive an item, and a person
 * whom an item has left keeps nothing of it. What was removed and comes again says so ({@code
 * fresh}): there is nothing to wait for, unless the removal itself still waits there. Stage 1
 * remembers a removed item's last person, so that coming again for another person is a move, too.
 *
 * <h2>Which student a key stands for</h2>
 *
 * <p>A key at which at least one live item registers a student is a root, and has a student of its
 * own, whose random id is minted at the first registration and kept for good. A live student record
 * at K with {@code also} a makes K claim a. The candidates of a key are the students of all roots
 * from which it can be reached along claims: the least fixpoint, which no order of events can
 * influence. A key resolves if it has exactly one. With two or more it is in conflict: it resolves
 * to none, is counted and listed, and so are the keys it claims.
 *
 * <p>Keys tell those they claim what they know, with the path of keys along which each student was
 * reached (as BGP does). A key ignores a path that contains itself, takes the shortest per student,
 * and withdraws what it no longer knows. So a cycle does not keep itself alive when its root goes,
 * and wrong paths, which can only grow, die out. Two candidates are passed on, the two lowest ids
 * of all: enough to tell one from several, and since each key sees all that is seen by those who
 * claim it, cutting loses nothing. A state id that ten thousand students share costs each of them a
 * constant amount. A student more than sixteen claims away is not found.
 *
 * <h2>Two students who are one, and two again</h2>
 *
 * <p>An operator may say of a registered key, the duplicate, that it is the same student as
 * another, who is kept: a registration as duplicate. The two keys agree by messages ({@link
 * io.hallpass.normalize.identity.Message.Ask ask}, {@link
 * io.hallpass.normalize.identity.Message.Admit admit}, {@link
 * io.hallpass.normalize.identity.Message.Release release}); the one who is kept does one thing at a
 * time. Merged, the duplicate is no root any more; the one who is kept claims it, and is a root as
 * long as one of the two is registered. A duplicate of a duplicate waits, and so does whoever never
 * was a student: the outcome depends on what is said, not on the order.
 *
 * <p>No record may be under the one student before the denials it had under the other. So the
 * candidates that come from the one who is kept are <em>held</em> at first: a key releases the
 * consents, and nothing else. The adverts that bring them are a <em>wave</em> ({@link
 * io.hallpass.normalize.identity.Waves}), whose echo says that all keys of the duplicate have done
 * so. Then comes the identity of the student who is kept, with the number of a fence that was put
 * up in the topic of records before, and candidates that are not held. Held and open paths to one
 * student are kept apart: if one displaced the other, two keys could each prefer the way through
 * the other for ever.
 *
 * <p>For a split, a wave first gathers what is denied or revoked on either side. Each side keeps
 * copies of the other's denials and revocations, which no row owns; then the duplicate has its own
 * student again, held, behind a fence, until all its consents have come there. A denial that is
 * recorded while this goes on is only that of the student it names.
 *
 * <h2>What is put out</h2>
 *
 * <p>Records of a student are released under the student their key resolves to, and wait otherwise.
 * When that changes, one step retracts the records, then the identity (at the root), then the
 * consents, and then releases the consents, the identity and the records of the new one. Whoever
 * reads consents and records in no order knows by the {@link io.hallpass.normalize.identity.Passage
 * passages}, written to both, what it has read only half of. Keys that move together do so in many
 * partitions: those that one row claims, those that these claim, and guardians. So where a student
 * is claimed for more keys or fewer, all are told by a wave, and what it moves is under way until
 * it is over; not where a student is made in a first load. Who is moved by a wave to a student whom
 * its root did not announce, or away from one, asks the root to say when it is over ({@link
 * io.hallpass.normalize.identity.Message.Call call}). Consents at a key in conflict, which do not
 * move, do the same: the order in which others hear may move records that belong to them. A row
 * that speaks of a person in both lanes is under way there until both have been handled ({@link
 * io.hallpass.normalize.identity.Crossing crossing}). Staff records are released while a
 * registration as staff is live. A guardian's records are released once for each student that the
 * guardian's children resolve to: the guardian's key watches the children's, which answer at once
 * and at every change.
 *
 * <h2>Denials that are not in force</h2>
 *
 * <p>All that is said here of denials is true of revocations, too: one that is not in force leaves
 * a grant in force. A denial that is released under nobody must hold the gate. It is counted while
 * it waits unresolved or in conflict, at the old person while it is between two, and at the new one
 * while it waits for its item. Added up over the partitions at any moment, the count is not below
 * the number of denials that stage 2 has been told of and that are not in force. Where a step lets
 * one go, the count is told in front of all else that the step puts out. An operator may dismiss a
 * waiting one; that lasts until it changes or is released, because one that has been in force and
 * ceases to be must hold the gate again.
 *
 * <h2>How this is known</h2>
 *
 * <p>The tests run random histories of rows in random orders of delivery over several partitions,
 * check the promises above after each step, and compare what is left with a model of forty lines
 * that knows the rows only. Other histories merge and split students and change nothing else: of
 * these it is required that a denial once in force for a record is in force for it for ever, in
 * whatever order the filter reads the two topics, up to the fences. In still others ids go from one
 * student to another, and readers who prefer the one topic or the other never find a record without
 * the denials at its own key and at those that move with it.
 */
package io.hallpass.normalize.identity;
