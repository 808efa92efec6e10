/**
 * A real Kafka broker, PostgreSQL server and schema registry on one machine, started and stopped
 * together.
 *
 * <p>For development, demonstrations and tests. Everything listens on the loopback address only and
 * nothing asks for a password, so whoever can log in to the machine can read what the stack holds.
 */
package io.hallpass.local;
