package io.hallpass.normalize.landing;

import io.hallpass.normalize.mapping.Mapping;

/**
 * A source's mapping, ready for use.
 *
 * @param mapping loaded and checked
 * @param version changes with everything that changes what the mapping gives
 * @param registrar whether the source is the one that registers students
 * @param vendorKeyed whether the vendor publishes the rows itself, keyed as it likes
 */
record ActiveMapping(Mapping mapping, long version, boolean registrar, boolean vendorKeyed) {}
